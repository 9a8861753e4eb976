"""What people decided enters a screening as it enters judging, and says where it is wrong."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from bole.cli import group
from bole.cli.screen import request_of
from bole.problems import Problems
from bole.screen.person import known_within
from bole.screen.rulings import rulings_in_force
from bole.screen.run import Screening

DAY = "2025-06-20"
PROGRAMME = "xirong"
HEAD = ("person_id", "node", "outcome", "by", "on")
#: More than any quorum asks for.
MANY = "林一诺、周以宁、许若溪、陈知远、何予安、沈念初、顾清越"


@pytest.fixture(scope="module")
def register(tmp_path_factory) -> Path:
    """200 persons who claim, in tables that stand twice here and there."""
    folder = tmp_path_factory.mktemp("claims") / "register"
    words = ["synth", "200", "--seed", "9", "--programme", PROGRAMME, "--out", str(folder)]
    result = CliRunner().invoke(group, words)
    assert result.exit_code == 0, result.output
    return folder


def screening(register: Path, out: Path, rulings: Path | None, **more) -> Screening:
    request = request_of(
        register, out, programme=PROGRAMME, as_of=DAY, fast=True, rulings=rulings, **more
    )
    work = Screening(request)
    work.prepare()
    work.run()
    return work


def written(path: Path, rows: list[tuple], *, encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows([HEAD, *rows])
    return path


def levels(work: Screening) -> dict[str, dict[str, int]]:
    found = duckdb.sql(f"SELECT * FROM read_parquet('{work.request.out}/levels/*.parquet')")
    return {str(r[0]): dict(zip(found.columns, r, strict=True)) for r in found.fetchall()}


def nodes(register: Path, out: Path) -> list[str]:
    request = request_of(register, out, programme=PROGRAMME, as_of=DAY)
    return sorted(Screening(request).plan.quorums)


@pytest.fixture(scope="module")
def several(register, tmp_path_factory) -> list[str]:
    return nodes(register, tmp_path_factory.mktemp("nodes"))


def test_claims_and_rulings_are_those_of_judging(register, several, tmp_path):
    rows = [
        (person, node, ("meets", "not_met", "符合")[(person + n) % 3], MANY, "2025年6月1日")
        for person in range(1, 201)
        for n, node in enumerate(several)
        if (person * 7 + n) % 4 == 0
    ]
    work = screening(register, tmp_path / "out", written(tmp_path / "r.csv", rows, encoding="gbk"))
    assert work.said.claimed
    assert len(work.said.ruled) == len(several)
    plain, found = levels(screening(register, tmp_path / "plain", None)), levels(work)
    assert found != plain
    for id, known in known_within(work, "$id > 0").items():
        rulings = {r.node: r.meets for r in known.rulings}
        verdict = work.plan.judge(
            known.facts, as_of=work.request.as_of, claims=known.claims, rulings=rulings
        )
        for output in work.outputs:
            assert found[id][output.name] == verdict.level(output.formula), (id, output.name)


def in_force(register: Path, tmp_path: Path, rows: list[tuple]) -> dict[tuple[int, str], int]:
    work = screening(register, tmp_path / "out", written(tmp_path / "r.csv", rows))
    return {(r[0], r[1]): r[2] for r in work.engine.rows("SELECT * FROM rulings_in_force")}


def test_the_latest_up_to_the_day_counts_however_days_are_written(register, several, tmp_path):
    node = several[0]
    rows = [
        (1, node, "not_met", MANY, "2025-6-10"),
        (1, node, "meets", MANY, "20250611"),
        (2, node, "meets", MANY, "2025-7-1"),
        (3, node, "meets", MANY, "2025-06-20"),
        (3, node, "not_met", MANY, "2025/6/20"),
    ]
    assert in_force(register, tmp_path, rows) == {(1, node): 1, (3, node): 0}


def test_a_quorum_takes_as_many_different_people(register, several, tmp_path):
    node, wrong = several[0], []
    few = "林一诺、林一诺、 周以宁 、"
    rows = [(1, node, "meets", few, "2025-06-01"), (2, node, "meets", MANY, "2025-06-01")]
    file = written(tmp_path / "r.csv", rows)
    work = screening(register, tmp_path / "out", None)
    for quorum, persons in ((2, [(1,), (2,)]), (3, [(2,)])):
        table = rulings_in_force(
            work.register, file, quorums={node: quorum}, as_of=20250620, wrong=wrong
        )
        assert not wrong
        assert work.engine.rows(f"SELECT person_id FROM {table} ORDER BY 1") == persons


def test_days_of_parquet_files_are_read_with_their_types(register, several, tmp_path):
    for n, kind in enumerate(("DATE", "TIMESTAMP", "BIGINT")):
        day = "20250601" if kind == "BIGINT" else f"{kind} '2025-06-01'"
        file = tmp_path / f"{n}.parquet"
        duckdb.sql(f"COPY (SELECT 5 AS person_id, '{several[0]}' AS node, 'meets' AS outcome, "
                   f"'{MANY}' AS by, CAST({day} AS {kind}) AS \"on\") TO '{file}'")  # fmt: skip
        work = screening(register, tmp_path / kind, file)
        assert work.engine.rows("SELECT * FROM rulings_in_force") == [(5, several[0], 1)]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"person_id": "x"}, ["第 3 行", "person_id"]),
        ({"node": "nosuch"}, ["第 3 行", "node", "nosuch"]),
        ({"outcome": "perhaps"}, ["第 3 行", "outcome", "perhaps"]),
        ({"by": " 、"}, ["第 3 行", "by"]),
        ({"on": "2025-06"}, ["第 3 行", "on", "2025-06"]),
        ({"on": ""}, ["第 3 行", "on"]),
    ],
)
def test_what_is_wrong_is_told_by_file_column_and_row(register, several, tmp_path, row, said):
    good = dict(zip(HEAD, (1, several[0], "meets", MANY, "2025-06-01"), strict=True))
    file = written(tmp_path / "r.csv", [tuple(good.values()), tuple((good | row).values())])
    with pytest.raises(Problems) as found:
        screening(register, tmp_path / "out", file)
    assert len(found.value.problems) == 1
    for word in ("r.csv", *said):
        assert word in str(found.value)


def test_a_column_that_is_not_there_is_named(register, tmp_path):
    file = tmp_path / "r.csv"
    file.write_text("person_id,node,outcome\n1,a,meets\n", encoding="utf-8")
    with pytest.raises(Problems, match=r"r\.csv.*by, on"):
        screening(register, tmp_path / "out", file)


def test_a_clause_that_nobody_can_claim_is_told_by_row(register, tmp_path):
    folder = Path(shutil.copytree(register, tmp_path / "register"))
    shutil.rmtree(folder / "claims", ignore_errors=True)
    (folder / "claims.parquet").unlink(missing_ok=True)
    (folder / "claims.csv").write_text("person_id,address\n1,nosuch\n", encoding="utf-8")
    with pytest.raises(Problems) as found:
        screening(folder, tmp_path / "out", None)
    for word in ("claims.csv", "第 2 行", "address", "nosuch"):
        assert word in str(found.value)
