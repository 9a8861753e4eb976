"""Files that a killed process left on their way are not left lying."""

from __future__ import annotations

import datetime as dt
import io
import os
import tempfile
import time
from pathlib import Path

import pytest

from bole.web.materials import leftovers
from bole.web.materials.checks import checked
from tests.web.materials import samples


def left(folder: Path, *, hours: float) -> set[str]:
    """A folder of a check and the file of a form, both of some hours ago, and what is nobody's."""
    (folder / f"{leftovers.PREFIX}abc").mkdir(exist_ok=True)
    (folder / f"{leftovers.PREFIX}abc" / "file0").write_bytes(samples.pdf())
    (folder / "tmpxyz.upload.pdf").write_bytes(samples.pdf())
    (folder / "other.pdf").write_bytes(b"")
    then = time.time() - hours * 3600
    for path in folder.iterdir():
        os.utime(path, (then, then))
    return {path.name for path in folder.iterdir()}


def test_what_is_old_goes_and_what_is_under_way_stays(tmp_path: Path) -> None:
    fresh = left(tmp_path, hours=0.9)
    assert leftovers.sweep(tmp_path) == 0
    assert {path.name for path in tmp_path.iterdir()} == fresh
    left(tmp_path, hours=1.1)
    assert leftovers.sweep(tmp_path) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["other.pdf"]


def test_checking_a_file_sweeps_now_and_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(leftovers, "_last", dt.datetime.min.replace(tzinfo=dt.UTC))
    for seen in (["other.pdf"], ["bole-file-abc", "other.pdf", "tmpxyz.upload.pdf"]):
        left(tmp_path, hours=2)
        with checked([io.BytesIO(samples.pdf())], name="a.pdf"):
            pass
        assert sorted(path.name for path in tmp_path.iterdir()) == seen
