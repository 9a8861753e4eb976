"""What is wrong with a register is told by file, column and row; no half of a result is readable."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import duckdb
import pytest

from bole.cli.screen import request_of
from bole.problems import Problems
from bole.screen.engine import EngineError
from bole.screen.run import Screening
from bole.screen.simulate import simulate
from bole.screen.tables import unread

DAY = "2025-06-20"


@pytest.fixture
def register(invented, tmp_path) -> Path:
    return Path(shutil.copytree(invented, tmp_path / "register"))


def screened(folder: Path, out: Path, **more: Any) -> Screening:
    request = request_of(folder, out, programme="xirong", track="finance", as_of=DAY, **more)
    work = Screening(request)
    work.prepare()
    work.run()
    return work


def changed(folder: Path, table: str, select: str) -> Path:
    """The table's only file, written again from a query over its rows `@`."""
    (file,) = (folder / table).iterdir()
    new = file.with_suffix(".new")
    rows = f"(SELECT * FROM read_parquet('{file}') ORDER BY person_id)"
    duckdb.sql(f"COPY ({select.replace('@', rows)}) TO '{new}' (FORMAT parquet)")
    new.replace(file)
    return file


def levels(out: Path) -> list[tuple]:
    found = duckdb.sql(f"SELECT * FROM read_parquet('{out}/levels/*.parquet') ORDER BY person_id")
    return found.fetchall()


def readable(out: Path) -> list[str]:
    """Whatever lies there under the name of a result."""
    return [p.name for p in out.rglob("*") if p.name.endswith((".parquet", ".xlsx", ".html"))]


@pytest.mark.parametrize(
    ("table", "select", "said"),
    [
        ("persons", "SELECT * EXCLUDE (person_id) FROM @", ["person_id"]),
        ("persons", "SELECT * FROM @ UNION ALL (SELECT * FROM @ LIMIT 1)", ["401"]),
        ("persons", "SELECT * REPLACE (birth_date_low::DOUBLE / 7 AS birth_date_low) FROM @",
         ["birth_date_low", "DOUBLE"]),
        ("persons", ("SELECT * REPLACE (CASE person_id WHEN 3 THEN 20251399 ELSE birth_date_low END "
         "AS birth_date_low) FROM @"), ["第 3 行", "birth_date_low"]),
        ("education", ("SELECT * REPLACE (CASE WHEN row_number() OVER () = 5 THEN 'nothing' "
         "ELSE degree END AS degree) FROM @"), ["第 5 行", "degree", "nothing"]),
        ("persons", ("SELECT * REPLACE (CASE person_id WHEN 4 THEN 7 ELSE on_job_low END "
         "AS on_job_low) FROM @"), ["第 4 行", "on_job_low"]),
        ("posts", ("SELECT * REPLACE (CASE WHEN row_number() OVER () = 6 THEN ['nothing'] "
         "ELSE position END AS position) FROM @"), ["第 6 行", "position", "nothing"]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_file_column_and_row(register, tmp_path, table, select, said):
    file = changed(register, table, select)
    with pytest.raises(Problems) as found:
        screened(register, tmp_path / "out")
    text = str(found.value)
    assert file.name in text or str(file.parent) in text, text
    for word in said:
        assert word in text, text
    assert not readable(tmp_path / "out" / "levels")


def test_a_value_outside_an_open_list_is_one_of_the_others(register, tmp_path):
    before = screened(register, tmp_path / "before")
    changed(register, "persons", "SELECT * REPLACE (CASE person_id WHEN 5 THEN 'nobody' "
            'ELSE "employer.kind" END AS "employer.kind") FROM @')  # fmt: skip
    screened(register, tmp_path / "out")
    kept = [row for row in levels(before.request.out) if row[0] != 5]
    assert [row for row in levels(tmp_path / "out") if row[0] != 5] == kept


def test_everything_that_is_wrong_is_told_at_once(register, tmp_path):
    changed(register, "persons", "SELECT * REPLACE (person_id AS birth_date_low) FROM @")
    changed(register, "education", "SELECT * REPLACE ('nothing' AS degree) FROM @")
    with pytest.raises(Problems) as found:
        screened(register, tmp_path / "out")
    assert "birth_date_low" in str(found.value)
    assert "degree" in str(found.value)


def test_a_file_that_ends_early_is_named(register, tmp_path):
    (file,) = (register / "papers").iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Problems, match=str(file)):
        screened(register, tmp_path / "out")


def test_a_file_that_is_damaged_inside_is_named(register, tmp_path):
    (file,) = (register / "papers").iterdir()
    whole = bytearray(file.read_bytes())
    whole[4 : len(whole) // 2] = b"\xff" * (len(whole) // 2 - 4)
    file.write_bytes(whole)
    with pytest.raises(Problems, match=str(file)):
        screened(register, tmp_path / "out")


def test_bytes_that_are_no_text_are_told(register, tmp_path):
    shutil.rmtree(register / "awards")
    (register / "awards.csv").write_bytes(b"person_id,grade\n1,\xff\xff\n")
    with pytest.raises(Problems, match=r"awards\.csv"):
        screened(register, tmp_path / "out")


@pytest.fixture
def small_disk(tmp_path):
    """A file system of its own with next to no room, and a way to give it more."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    made = mount and subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(folder)], capture_output=True
    )
    if not made or made.returncode:
        pytest.skip("a file system of its own cannot be mounted here: it takes an administrator")
    yield folder, lambda: subprocess.run([mount, "-o", "remount,size=64m", str(folder)], check=True)
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_keeps_finished_parts_and_nothing_half(invented, tmp_path, small_disk):
    disk, more_room = small_disk
    out, whole = disk / "out", tmp_path / "whole"
    filler = disk / "filler"
    screened(invented, whole, chunk=40, reasons=True)
    part = sum(p.stat().st_size for p in whole.rglob("part-00000*"))
    filler.write_bytes(b"0" * max(0, 300_000 - 4 * part))
    with pytest.raises(Problems) as found:
        screened(invented, out, chunk=40, reasons=True)
    assert next(p.code for p in found.value.problems) in ("screen.full", "screen.disk")
    kept = sorted((out / "levels").glob("*"))
    assert all(p.suffix == ".parquet" for p in kept)
    done = {path.name: path.read_bytes() for path in kept}
    assert len(done) < 10
    for name, content in done.items():
        assert content == (whole / "levels" / name).read_bytes()
    filler.unlink()
    more_room()
    before = {p.name: p.stat().st_mtime_ns for p in kept}
    screened(invented, out, chunk=40, reasons=True)
    assert levels(out) == levels(whole)
    after = {p.name: p.stat().st_mtime_ns for p in (out / "levels").glob("*")}
    assert {name: after[name] for name in before} == before


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("Out of Memory Error: failed to allocate", "screen.memory"),
        ("IO Error: Could not write file: No space left on device", "screen.full"),
        ("INTERNAL Error: nobody knows", "screen.engine"),
    ],
)
def test_what_stops_the_engine_is_told_in_words(invented, tmp_path, monkeypatch, said, code):
    """In a screening and in a what-if: never a traceback, never the blame on a whole file."""
    work = screened(invented, tmp_path / "out", chunk=200, fast=True)
    (tmp_path / "out" / "levels" / "part-00001.parquet").unlink()

    def stopped(*_: Any) -> None:
        raise EngineError(said)

    monkeypatch.setattr(Screening, "fill", stopped)
    monkeypatch.setattr(Screening, "_copy", stopped)
    with pytest.raises(Problems) as found:
        work.run()
    assert [p.code for p in found.value.problems] == [code]
    with pytest.raises(Problems) as found:
        simulate(work, cycle=work.request.cycle, roots=work.plan.roots)
    assert [p.code for p in found.value.problems] == [code]


def test_a_folder_that_takes_no_file_is_told(invented, tmp_path, monkeypatch):
    request = request_of(invented, tmp_path / "out", programme="xirong", track="finance", as_of=DAY)
    work = Screening(request)
    work.prepare()

    def refused(*_: Any, **__: Any) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", refused)
    with pytest.raises(Problems) as found:
        work.run()
    assert [p.code for p in found.value.problems] == ["screen.disk"]
    assert not readable(tmp_path / "out" / "levels")


def test_columns_nobody_knows_are_named_with_what_they_may_mean(register, tmp_path):
    changed(register, "persons", "SELECT *, 1 AS birth_dat, 2 AS shoe_size FROM @")
    request = request_of(register, tmp_path / "out", programme="xirong", track="finance", as_of=DAY)
    (told,) = unread(Screening(request).register)
    assert "birth_dat, shoe_size" in told.message.zh
    assert told.hint
    assert "birth_date" in told.hint.zh
    assert "shoe" not in told.hint.zh
