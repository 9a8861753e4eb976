"""A register of CSV and Parquet files comes out as judging each profile does."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner

from bole.cli import group
from bole.cli.screen import request_of
from bole.facts.profile import build_profile
from bole.policy import library
from bole.problems import Problems
from bole.screen.person import known_within
from bole.screen.run import Screening

DAY = "2025-06-20"
PROGRAMME = "xirong"
TRACK = "finance"
#: Friendly words as a profile and a table have them; the empty text is unknown.
PEOPLE: list[dict[str, str]] = [
    {"birth_date": "1990-03-05", "出生日期": "", "on_job": "是", "joined_on": "2019", "income_last_year": "45万"},
    {"birth_date": "1988", "on_job": "否", "joined_on": "2020-05", "income_last_year": "没有"},
    {"birth_date": "", "on_job": "", "joined_on": "", "income_last_year": ""},
    {"birth_date": "1979-12", "on_job": "yes", "joined_on": "2015-01-01", "income_last_year": "320000"},
]  # fmt: skip
AWARDS = [
    (1, {"award": "国家科学技术进步奖", "grade": "二等奖", "date": "2020", "own_rank": "3"}),
    (1, {"award": "国家科学技术进步奖", "grade": "二等奖", "date": "2020", "own_rank": "3"}),
    (2, {"award": "", "grade": "一等奖", "date": "2023-11-20", "own_rank": ""}),
]
POSTS = [
    (1, {"level": "", "start": "2012-07", "end": "2018-06", "current": ""}),
    (1, {"level": "", "start": "2018-03", "end": "至今", "current": ""}),
    (4, {"level": "", "start": "2010", "end": "", "current": "是"}),
]


def write(path: Path, rows: list[dict[str, Any]], *, encoding: str = "utf-8") -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def told(values: dict[str, str]) -> dict[str, str]:
    return {k: v for k, v in values.items() if v}


@pytest.fixture
def register(tmp_path) -> Path:
    folder = tmp_path / "register"
    folder.mkdir()
    people = [{k: v for k, v in p.items() if k != "出生日期"} for p in PEOPLE]
    write(
        folder / "persons.csv",
        [{"person_id": n, **p} for n, p in enumerate(people, 1)],
        encoding="gbk",
    )
    write(folder / "awards.csv", [{"person_id": n, **a} for n, a in AWARDS], encoding="gbk")
    write(folder / "posts.csv", [{"person_id": n, **p} for n, p in POSTS])
    (folder / "manifest.yaml").write_text("complete: [posts]\n", encoding="utf-8")
    return folder


def screening(folder: Path, out: Path, **more: Any) -> Screening:
    request = request_of(folder, out, programme=PROGRAMME, track=TRACK, as_of=DAY, **more)
    return Screening(request)


def whole_run(folder: Path, out: Path) -> None:
    work = screening(folder, out)
    work.prepare()
    work.run()


def rows_of(out: Path, kind: str = "levels") -> list[dict[str, Any]]:
    found = duckdb.sql(f"SELECT * FROM read_parquet('{out}/{kind}/*.parquet') ORDER BY 1, 2")
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def test_friendly_tables_in_gbk_are_judged_as_profiles_are(register, tmp_path):
    work = screening(register, tmp_path / "out", chunk=3)
    work.prepare()
    work.run()
    pack, _ = library.find_programme(PROGRAMME)
    everyone = known_within(work, "$id > 0")
    for row in rows_of(tmp_path / "out"):
        number = row["person_id"]
        data: dict[str, Any] = told(PEOPLE[number - 1])
        data["awards"] = [told(a) for n, a in AWARDS if n == number]
        data["posts"] = [told(p) for n, p in POSTS if n == number]
        data = {k: v for k, v in data.items() if v} | {"complete": ["posts"]}
        facts = build_profile(data, vocabulary=pack.vocabulary).facts
        verdict = work.plan.judge(facts, as_of=work.request.as_of)
        explained = work.plan.judge(everyone[str(number)].facts, as_of=work.request.as_of)
        for output in work.outputs:
            assert row[output.name] == verdict.level(output.formula), (number, output.name)
            assert row[output.name] == explained.level(output.formula), (number, output.name)


def test_a_run_goes_on_after_its_last_finished_part(register, tmp_path):
    out = tmp_path / "out"
    first = screening(register, out, chunk=2)
    first.prepare()
    total = first.run()
    whole = rows_of(out)
    kept = out / "levels" / "part-00000.parquet"
    before = kept.stat().st_mtime_ns
    (out / "levels" / "part-00001.parquet").unlink()
    again = screening(register, out, chunk=2)
    again.prepare()
    assert again.run().data() == total.data()
    assert rows_of(out) == whole
    assert kept.stat().st_mtime_ns == before
    assert not list(out.rglob("*.half"))


def test_another_process_goes_on(invented, tmp_path):
    """As after a kill: nothing that is compared may depend on how a process orders its sets."""
    words = [sys.executable, "-m", "bole", "screen", str(invented), "--programme", PROGRAMME]
    words += ["--track", TRACK, "--as-of", DAY, "--out", str(tmp_path / "out"), "--chunk", "200", "--fast"]  # fmt: skip
    for seed in ("1", "2"):
        env = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run(words, env=env, check=True, capture_output=True)
        (tmp_path / "out" / "levels" / "part-00001.parquet").unlink()


def test_another_day_under_the_same_folder_is_refused(register, tmp_path):
    out = tmp_path / "out"
    first = screening(register, out)
    first.prepare()
    first.run()
    request = request_of(register, out, programme=PROGRAMME, track=TRACK, as_of="2025-06-21")
    with pytest.raises(Problems, match="as_of"):
        Screening(request).prepare()


def test_tables_that_were_in_order_are_not_looked_over_again(invented, tmp_path, monkeypatch):
    first = screening(invented, tmp_path / "out", chunk=200)
    first.prepare()
    total = first.run()
    (tmp_path / "out" / "levels" / "part-00001.parquet").unlink()

    def looked_over(*_: Any, **__: Any) -> bool:
        raise AssertionError("the tables were looked over again")

    monkeypatch.setattr("bole.screen.importing._checked", looked_over)
    again = screening(invented, tmp_path / "out", chunk=200)
    again.prepare()
    assert again.run().data() == total.data()
    with pytest.raises(AssertionError):
        screening(invented, tmp_path / "other").prepare()


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("persons.csv", "person_id,birth_date\n1,1990\n1,1991\n", "person_twice"),
        ("persons.csv", "person_id,birth_date\n1,1990\n2,1990-13-01\n", "第 3 行，列“birth_date”"),
        ("persons.csv", "person_id,birth_date\n1,1990\n2,1991,7\n", "unreadable"),
        ("awards.csv", "person_id,grade\n1,特别一等\n", "第 2 行，列“grade”"),
        ("awards.csv", "person_id,own_rank\n1,abc\n", "第 2 行，列“own_rank”"),
        ("awards.csv", "person_id,own_rank_low\n1,x\n", "第 2 行，列“own_rank_low”"),
        ("persons.csv", "id,birth_date\n1,1990\n", "person_id"),
        ("awards.parquet", "PAR1 not whole", "awards.parquet"),
    ],
)
def test_bad_input_names_file_column_and_row(register, tmp_path, file, text, said):
    if file.endswith("parquet"):
        (register / "awards.csv").unlink()
    (register / file).write_text(text, encoding="utf-8")
    with pytest.raises(Problems) as found:
        whole_run(register, tmp_path / "out")
    assert said in str(found.value)
    assert file in str(found.value)


def test_a_column_of_the_wrong_type_is_named(register, tmp_path):
    (register / "persons.csv").unlink()
    target = register / "persons.parquet"
    duckdb.sql(f"COPY (SELECT 1 AS person_id, 1.5 AS birth_date) TO '{target}'")
    with pytest.raises(Problems, match=r"birth_date.*DECIMAL"):
        screening(register, tmp_path / "out")


def test_the_command_writes_a_summary_and_explains_a_row(register, tmp_path):
    out = tmp_path / "out"
    common = ["--programme", PROGRAMME, "--track", TRACK, "--as-of", DAY, "--lang", "en"]
    runner = CliRunner()
    result = runner.invoke(
        group, ["screen", str(register), "--out", str(out), "--reasons", *common]
    )
    assert result.exit_code == 0, result.output
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert summary["persons"] == 4
    assert sum(summary["tiers"][0]["counts"].values()) == 4
    assert summary["ask_first"]
    assert {r["person_id"] for r in rows_of(out, "reasons")} <= {1, 2, 3, 4}
    told = runner.invoke(group, ["explain", str(register), "--person", "1", "--json", *common])
    assert told.exit_code == 0, told.output
    assert json.loads(told.output)["results"]
