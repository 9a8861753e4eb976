"""`python -m benchmarks web`: the site under load, over real HTTP, on PostgreSQL that flushes.

Saves of a form section, 200 people who submit at once, and public pages; how long each took by the
clock, and what it cost the processor, which tells what a machine that others use hides. A fresh
database is made beside that of the tests and dropped again.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Final

from benchmarks.measuring import RESULTS, machine
from benchmarks.web import processes
from benchmarks.web.load import Answer, Request, Result, at_once, one_by_one, steadily
from benchmarks.web.site import Site, postgres

PEOPLE: Final = int(os.environ.get("BOLE_BENCH_PEOPLE", "200"))
SECONDS: Final = float(os.environ.get("BOLE_BENCH_SECONDS", "10"))
PUBLIC: Final = ("/", "/programmes/beijing/xicheng-xirong/2025/xirong/")
ABOUT: Final = (
    "gunicorn with 4 workers of 2 threads, PostgreSQL that flushes to disk, all on one machine."
)


@dataclass(frozen=True, slots=True)
class Measured:
    """One line of the table."""

    what: str
    goal: str
    answers: list[Answer]
    seconds: float
    site: float
    database: float

    @property
    def row(self) -> str:
        """The line."""
        times = sorted(a.seconds * 1000 for a in self.answers)
        top = quantiles(times, n=100)[98] if len(times) > 1 else times[0]
        rate = len(times) / self.seconds
        each = 1000 / len(times)
        return (
            f"| {self.what} | {len(times)} | {median(times):.0f} | {top:.0f} | {rate:.0f} "
            f"| {self.site * each:.1f} | {self.database * each:.1f} | {self.goal} |"
        )


def run(options: list[str]) -> None:
    """Measures, prints the table and writes it to results/."""
    with postgres() as url:
        if url is None:
            print("no PostgreSQL here: the site is not measured")
            return
        with Site(url) as site:
            rows, notes = _measured(site)
    busy = f"load {os.getloadavg()[0]:.1f} while measuring"
    lines = ["# The site under load", "", f"{machine()}; {ABOUT} {busy[0].upper()}{busy[1:]}.", ""]
    lines += ["| what | requests | median ms | 99th percentile ms | per second "]
    lines[-1] += "| site's processor ms each | database's processor ms each | goal |"
    lines += ["|---|---|---|---|---|---|---|---|", *(m.row for m in rows), "", *notes]
    text = "\n".join(lines)
    print(text)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "web.md").write_text(text + "\n", encoding="utf-8")


def _measured(site: Site) -> tuple[list[Measured], list[str]]:
    people = site.people(PEOPLE)
    saves = [p.save for p in people[:40] for _ in range(5)]
    rows = [_timed(site, "save of a form section, one after the other", "p50 ≤ 60 ms",
                   lambda: one_by_one(site.port, saves))]  # fmt: skip
    submits = [p.submit for p in people]
    rows.append(_timed(site, f"{PEOPLE} people submit at once", "p99 ≤ 3 s, none lost",
                       lambda: at_once(site.port, submits)))  # fmt: skip
    for path in PUBLIC:
        request = Request("GET", path)
        rows.append(_timed(site, f"public page {path}", "≥ 300 a second",
                           lambda request=request: steadily(site.port, request, seconds=SECONDS)))  # fmt: skip
    return rows, site.checked(PEOPLE)


def _timed(site: Site, what: str, goal: str, work: Callable[[], Result]) -> Measured:
    before = processes.spent(site.pid), processes.database()
    answers, seconds = work()
    after = processes.spent(site.pid), processes.database()
    wrong = [a for a in answers if a.status not in (200, 302)]
    if wrong:
        raise SystemExit(f"{what}: {len(wrong)} of {len(answers)} answer {wrong[0].status}")
    return Measured(what, goal, answers, seconds, after[0] - before[0], after[1] - before[1])
