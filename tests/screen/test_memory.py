"""A screening holds what it is allowed, however large the register."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from bole.cli import group
from bole.problems import Problems

#: What the system counts of a child begins with what its parent held; this is its own.
HELD = """
import re, sys
from bole.cli import group
group(sys.argv[1:], standalone_mode=False)
print(re.search(r"VmHWM:\\s*(\\d+)", open("/proc/self/status").read())[1])
"""


def peak(folder: Path, out: Path, *, gib: str) -> int:
    """The most memory in MiB that `bole screen` held, with all that it can be asked."""
    words = ["screen", str(folder), "--programme", "xirong", "--as-of", "2025-06-22"]
    words += ["--out", str(out), "--memory", gib, "--reasons"]
    ran = subprocess.run(
        [sys.executable, "-c", HELD, *words], check=True, capture_output=True, text=True
    )
    return int(ran.stdout.split()[-1]) // 1024


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
