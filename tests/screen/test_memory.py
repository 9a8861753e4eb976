"""A screening holds what it is allowed, however large the register."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from bole.cli import group
from bole.problems import Problems


def peak(folder: Path, out: Path, *, gib: str) -> int:
    """The most memory in MiB that `bole screen` held, with all that it can be asked."""
    words = [sys.executable, "-m", "bole", "screen", str(folder), "--programme", "xirong"]
    words += ["--as-of", "2025-06-22", "--out", str(out), "--memory", gib, "--reasons"]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0
    return usage.ru_maxrss // 1024


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="other systems count in other units")
def test_a_register_of_several_parts_stays_within_what_is_allowed(tmp_path):
    folder, out = tmp_path / "register", tmp_path / "out"
    words = ["synth", "60000", "--seed", "2", "--distinct", "--out", str(folder)]
    result = CliRunner().invoke(group, words)
    assert result.exit_code == 0, result.output
    assert peak(folder, out, gib="0.5") < 512
    assert len(list((out / "levels").iterdir())) > 1


def test_less_than_a_screening_takes_is_refused(invented, tmp_path):
    words = ["screen", str(invented), "--programme", "xirong", "--as-of", "2025-06-22"]
    words += ["--out", str(tmp_path / "out"), "--memory", "0.25"]
    with pytest.raises(Problems, match="--memory"):
        CliRunner().invoke(group, words, catch_exceptions=False)
