"""Invented populations: the same for a seed, with what rules read and ask, and with gaps."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from bole.judge.verdict import Plan
from bole.policy import library
from bole.policy.cycle import plain_cycle
from bole.screen.backends.duckdb import DIALECT
from bole.screen.compile import SqlCompiler
from bole.screen.query import build_query
from bole.screen.synth.wants import Wants, wants_of
from bole.screen.synth.write import Population, write_population

AS_OF = 20250622
PEOPLE = Population(3000, 7, AS_OF)


@pytest.fixture(scope="module")
def wants() -> Wants:
    return wants_of(library.packs(), as_of=AS_OF, claims=library.find_pack("xicheng"))


@pytest.fixture(scope="module")
def made(wants: Wants, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("register")
    write_population(PEOPLE, wants, out=out)
    return out


def ask(sql: str, folder: Path) -> list[tuple]:
    return duckdb.sql(sql.replace("@", str(folder))).fetchall()


def rows(folder: Path, table: str) -> list[tuple]:
    return ask(f"SELECT * FROM '@/{table}/*.parquet' ORDER BY ALL", folder)


def test_the_same_seed_makes_the_same_people_in_any_parts(made, wants, tmp_path):
    some = frozenset({"persons", "posts", "awards", "claims"})
    halves = replace(PEOPLE, part=1000)
    write_population(replace(halves, size=1500), wants, out=tmp_path, only=some)
    write_population(replace(halves, size=1500, first=1501), wants, out=tmp_path, only=some)
    for table in some:
        assert rows(tmp_path, table) == rows(made, table)


def test_another_seed_makes_other_people(made, wants, tmp_path):
    write_population(replace(PEOPLE, seed=8), wants, out=tmp_path, only=frozenset({"persons"}))
    assert rows(tmp_path, "persons") != rows(made, "persons")


def test_a_finished_part_is_kept(made, wants):
    part = next((made / "persons").iterdir())
    before = part.stat().st_mtime_ns
    write_population(PEOPLE, wants, out=made)
    assert part.stat().st_mtime_ns == before


def columns(folder: Path, table: str) -> set[str]:
    return {row[0] for row in ask(f"DESCRIBE SELECT * FROM '@/{table}/*.parquet'", folder)}


def test_every_column_that_a_pack_reads_is_there(made):
    for pack in library.packs():
        plan = Plan(plain_cycle(pack))
        compiler = SqlCompiler(plan.setting, as_of=AS_OF, dialect=DIALECT)
        query = build_query(compiler, {str(n): root for n, root in enumerate(plan.roots.values())})
        needs = {"persons": query.persons, **query.families}
        for table, need in needs.items():
            there = columns(made, table)
            assert {f"{name}_low" for name in need.ordered} <= there, table
            assert need.names - need.ordered <= there, table


def test_about_a_tenth_of_every_column_is_missing(made):
    for table in ("persons", "papers"):
        for name, share in ask(
            f"SELECT column_name, null_percentage FROM (SUMMARIZE SELECT * FROM '@/{table}/*.parquet')",
            made,
        ):
            if name != "person_id" and not name.startswith("closed_"):
                assert 7 < share < 13, name


def test_dates_come_to_the_day_the_month_and_the_year(made):
    [(days, months, years, leap)] = ask(
        """SELECT count(*) FILTER (born_low = born_high),
        count(*) FILTER (born_high - born_low BETWEEN 1 AND 30),
        count(*) FILTER (born_high - born_low = 1130),
        count(*) FILTER (born_low % 10000 = 229)
        FROM (SELECT birth_date_low AS born_low, birth_date_high AS born_high
              FROM '@/persons/*.parquet')""",
        made,
    )
    assert days > months > years > 0
    assert leap > 0


def test_spells_overlap_and_some_records_stand_twice(made):
    [(overlaps,)] = ask(
        """SELECT count(*) FROM '@/posts/*.parquet' AS a JOIN '@/posts/*.parquet' AS b
        USING (person_id) WHERE a.start_low < b.start_low AND a.end_high > b.start_high""",
        made,
    )
    [(equal,)] = ask(
        """SELECT count(*) - count(DISTINCT posts) FROM '@/posts/*.parquet' AS posts""", made
    )
    assert overlaps > 100
    assert equal > 10


def test_no_record_stands_twice_where_that_is_asked(wants, tmp_path):
    write_population(replace(PEOPLE, twice=False), wants, out=tmp_path, only=frozenset({"posts"}))
    [(equal,)] = ask("SELECT count(*) - count(DISTINCT p) FROM '@/posts/*.parquet' AS p", tmp_path)
    assert equal == 0
    assert "distinct: all" in (tmp_path / "manifest.yaml").read_text(encoding="utf-8")
