"""How long something takes, how it is shown, and on what machine."""

from __future__ import annotations

import os
import platform
import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF

ROUNDS = int(os.environ.get("BOLE_BENCH_ROUNDS", "300"))
RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of each round: by the clock, and of the processor alone."""

    clock: list[float]
    processor: list[float]


Row = tuple[str, Times]


def timed(work: Callable[[], object], *, rounds: int = ROUNDS) -> Times:
    """The times of each round, after a few that do not count.

    The processor's time, children included, tells what a busy machine hides.
    """
    for _ in range(min(rounds, 5)):
        work()
    times = Times([], [])
    for _ in range(min(rounds, ROUNDS)):
        start, used = time.perf_counter(), _processor()
        work()
        times.clock.append((time.perf_counter() - start) * 1000)
        times.processor.append((_processor() - used) * 1000)
    return times


def _processor() -> float:
    """Seconds of processor that this process and its children have used."""
    own, children = (resource.getrusage(w) for w in (RUSAGE_SELF, RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def machine() -> str:
    """The machine and the Python in one line."""
    where = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}"
    return f"{where}, Python {platform.python_version()}"


def written(name: str, *, title: str, about: str, rows: list[Row]) -> None:
    """Prints the table and keeps it as results/NAME.md."""
    lines = [f"# {title}", "", f"{machine()}; {about}", ""]
    lines += ["| what | median ms | 99th percentile ms | processor, median ms |"]
    lines += ["|---|---|---|---|"]
    for what, times in rows:
        clock, used = statistics.median(times.clock), statistics.median(times.processor)
        lines.append(f"| {what} | {clock:.2f} | {_top(times.clock):.2f} | {used:.2f} |")
    table = "\n".join(lines)
    print(table)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{name}.md").write_text(table + "\n", encoding="utf-8")


def _top(times: list[float]) -> float:
    return statistics.quantiles(times, n=100)[98] if len(times) > 1 else times[0]
