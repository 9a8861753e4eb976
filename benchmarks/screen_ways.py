"""One way to answer for a whole register, in a process of its own: `python -m benchmarks.screen_ways`."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import screen_killed
from benchmarks.by_hand.run import agree, hand, same
from bole.judge.verdict import Plan
from bole.policy import library
from bole.policy.cycle import plain_cycle
from bole.policy.pack import Pack
from bole.screen.run import Request, Screening

AS_OF = 20250622
SAMPLE = 1500
MEMORY = int(os.environ.get("BOLE_BENCH_MEMORY", "4096"))


def scan(pack: Pack, folder: Path, out: Path) -> dict[str, float]:
    """Reads the columns that the pack needs, and does nothing with them: the limit."""
    import duckdb

    screening = _screening(pack, folder, out, fast=True)
    needs = {"persons": screening.query.persons, **screening.query.families}
    started, clock = time.process_time(), time.perf_counter()
    columns = 0
    for name, need in needs.items():
        table = screening.register.tables[name]
        wanted = need.names
        names = [c.name for c in table.columns.values() if _of(c.name, wanted)]
        read = ", ".join(f'count(hash("{c}"))' for c in names)
        duckdb.sql(f"SELECT count(person_id), {read} FROM {table.relation}").fetchall()
        columns += len(names)
    cpu = time.process_time() - started
    return {"seconds": time.perf_counter() - clock, "scan": cpu, "columns": columns}


def levels(pack: Pack, folder: Path, out: Path) -> dict[str, float]:
    """Every level of every person, written."""
    return _run(pack, folder, out, fast=True)


def reasons(pack: Pack, folder: Path, out: Path) -> dict[str, float]:
    """Every level with the part that decides it, and what is missing counted."""
    return _run(pack, folder, out, fast=False)


def judge(pack: Pack, folder: Path, out: Path) -> dict[str, float]:
    """The tiers of some persons, one at a time."""
    from benchmarks.rows import people

    plan = Plan(plain_cycle(pack), programme=pack.programmes[0].id)
    sample = [f for _, f in people(folder, vocabulary=pack.vocabulary, ids=range(1, SAMPLE + 1))]
    started = time.process_time()
    for facts in sample:
        plan.judge(facts, as_of=AS_OF)
    return {"seconds": time.process_time() - started, "persons": len(sample)}


def zen(pack: Pack, folder: Path, out: Path) -> dict[str, float]:
    """The numbered criteria of some persons with four levels, one at a time, by ZEN."""
    import zen

    from benchmarks.one_person import numbered
    from benchmarks.rows import people
    from benchmarks.zen_clauses import KleeneZen

    plan = Plan(plain_cycle(pack), programme=pack.programmes[0].id)
    clauses, expression, seconds, persons = numbered(plan), None, 0.0, 0
    for _, facts in people(folder, vocabulary=pack.vocabulary, ids=range(1, SAMPLE // 10 + 1)):
        peer = KleeneZen(plan.judge(facts, as_of=AS_OF))
        text = "[" + ", ".join(map(peer.formula, clauses)) + "]"
        expression = expression or zen.compile_expression(text)
        started = time.process_time()
        peer.measure()
        expression.evaluate(peer.context)
        seconds += time.process_time() - started
        persons += 1
    return {"seconds": seconds, "persons": persons}


def killed(pack: Pack, folder: Path, out: Path) -> dict[str, float]:
    """What it costs to go on after a kill."""
    return screen_killed.killed(pack, folder, as_of=AS_OF, memory=MEMORY)


WAYS: dict[str, Callable[[Pack, Path, Path], dict[str, float]]] = {
    "scan": scan,
    "levels": levels,
    "reasons": reasons,
    "judge": judge,
    "zen": zen,
    "hand": hand,
    "same": same,
    "agree": agree,
    "killed": killed,
}


def _of(column: str, wanted: set[str]) -> bool:
    return column in wanted or column.rpartition("_")[0] in wanted or column.startswith("closed_")


def _screening(pack: Pack, folder: Path, out: Path, *, fast: bool) -> Screening:
    request = Request(
        folder, out, plain_cycle(pack), pack.programmes[0].id, AS_OF, fast=fast, memory_mib=MEMORY
    )
    screening = Screening(request)
    screening.prepare()
    return screening


def _run(pack: Pack, folder: Path, out: Path, *, fast: bool) -> dict[str, float]:
    started = time.perf_counter()
    screening = _screening(pack, folder, out, fast=fast)
    prepared = time.perf_counter() - started
    screening.run()
    return {
        "seconds": time.perf_counter() - started,
        "prepared": prepared,
        "outputs": len(screening.outputs),
    }


def main(way: str, pack: str, folder: str, out: str) -> None:
    """Prints what a way measured, as JSON."""
    said = WAYS[way](library.find_pack(pack), Path(folder), Path(out))
    print(json.dumps({**said, "peak": _peak()}))


def _peak() -> int:
    """The most memory this process ever held, in MiB; not what its parent held before."""
    for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) // 1024
    return 0


if __name__ == "__main__":
    main(*sys.argv[1:])
