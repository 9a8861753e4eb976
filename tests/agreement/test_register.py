"""A whole register screened agrees with judging its persons one at a time."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from benchmarks.rows import people
from bole.judge.verdict import Plan
from bole.policy import library
from bole.policy.cycle import plain_cycle
from bole.screen.run import Request, Screening
from bole.screen.synth.wants import wants_of
from bole.screen.synth.write import Population, write_population

AS_OF = 20250622
PERSONS = 600


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("register")
    wants = wants_of(library.packs(), as_of=AS_OF)
    write_population(Population(PERSONS, 3, AS_OF), wants, out=folder)
    return folder


@pytest.mark.parametrize("name", ["xicheng", "xian"])
def test_every_level_of_every_person_is_the_same(register, name, tmp_path):
    pack = library.find_pack(name)
    cycle = plain_cycle(pack)
    request = Request(register, tmp_path, cycle, pack.programmes[0].id, AS_OF, fast=True, chunk=250)
    screening = Screening(request)
    screening.prepare()
    screening.run()
    found = duckdb.sql(f"SELECT * FROM '{tmp_path}/levels/*.parquet' ORDER BY person_id")
    names = found.columns
    rows = {row[0]: dict(zip(names, row, strict=True)) for row in found.fetchall()}
    plan = Plan(cycle, programme=pack.programmes[0].id)
    ids = range(1, PERSONS + 1)
    for person, facts in people(register, vocabulary=pack.vocabulary, ids=ids):
        verdict = plan.judge(facts, as_of=AS_OF)
        for output in screening.outputs:
            level = verdict.level(output.formula)
            assert rows[person][output.name] == level, (person, output.name)
