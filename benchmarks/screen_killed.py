"""What a killed run costs: the same command goes on with the part it was at."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bole import units
from bole.policy.pack import Pack

#: Parts that are there when the run is killed.
PARTS = 3
TICKS = os.sysconf("SC_CLK_TCK")


def killed(pack: Pack, folder: Path, *, as_of: int, memory: int) -> dict[str, float]:
    """Kills a run after some parts and starts it again.

    Processor seconds of the first run until its first part, of the second until it added one, and
    of a part; the parts that stood stay untouched.
    """
    with tempfile.TemporaryDirectory(dir=folder.parent) as out:
        levels = Path(out) / "levels"

        def parts() -> list[Path]:
            return sorted(levels.glob("*.parquet"))

        command = [sys.executable, "-m", "bole", "screen", str(folder), "--out", out, "--fast"]
        day = units.to_date(as_of).isoformat()
        command += ["--programme", pack.programmes[0].id, "--as-of", day]
        command += ["--memory", str(memory / 1024)]
        begun, every = _until(command, [lambda: len(parts()) >= 1, lambda: len(parts()) >= PARTS])
        kept = {path: path.stat().st_mtime_ns for path in parts()}
        (again,) = _until(command, [lambda: len(parts()) > len(kept)])
        if any(path.stat().st_mtime_ns != written for path, written in kept.items()):
            raise SystemExit("a part that was there was written again")
        each = (every - begun) / (PARTS - 1)
        return {"begun": begun, "again": again, "each": each, "kept": len(kept)}


def _until(command: list[str], reached: list[Callable[[], bool]]) -> list[float]:
    """Processor seconds used when each of these came true; then the process is killed."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    used = []
    for there in reached:
        while not there():
            if process.poll() is not None:
                raise SystemExit(f"ended with {process.returncode} before it could be killed")
            time.sleep(0.02)
        used.append(_processor(process.pid))
    process.send_signal(signal.SIGKILL)
    process.wait()
    return used


def _processor(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS
