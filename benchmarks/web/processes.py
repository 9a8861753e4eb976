"""What processes have used of the processor, from /proc."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_TICK: Final = os.sysconf("SC_CLK_TCK")


def spent(pid: int) -> float:
    """Seconds that a process and all below it have used."""
    return sum(_seconds(p) for p in tree(pid))


def database() -> float:
    """Seconds that the servers of PostgreSQL on this machine have used for `bole_bench`."""
    return sum(_seconds(pid) for pid in _all() if "bole_bench" in _command(pid))


def tree(pid: int) -> list[int]:
    """The process and everything below it."""
    below: dict[int, list[int]] = {}
    for other in _all():
        below.setdefault(_parent(other), []).append(other)
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += below.get(one, [])
    return found


def _all() -> Iterator[int]:
    return (int(p.name) for p in Path("/proc").iterdir() if p.name.isdigit())


def _stat(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _parent(pid: int) -> int:
    stat = _stat(pid)
    return int(stat[1]) if stat else 0


def _seconds(pid: int) -> float:
    stat = _stat(pid)
    return (int(stat[11]) + int(stat[12])) / _TICK if stat else 0.0


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""
