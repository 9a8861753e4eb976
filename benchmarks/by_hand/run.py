"""Both ways of the work measured, and held against each other."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.by_hand import xian, xicheng
from benchmarks.by_hand.work import work_of
from bole.facts.vocabulary import Vocabulary
from bole.policy.cycle import plain_cycle
from bole.policy.pack import Pack
from bole.screen.backends.duckdb import DIALECT, DuckDB
from bole.screen.compile import SqlCompiler
from bole.screen.engine import quoted
from bole.screen.query import build_query
from bole.screen.run import Request, Screening
from bole.screen.said import Said

MEMORY = 4096
QUERIES: dict[str, Callable[[Vocabulary, Path], str]] = {
    "beijing/xicheng-xirong/2025": xicheng.by_hand,
    "xian/high-level-talent/2020": xian.by_hand,
}


def hand(pack: Pack, folder: Path, out: Path) -> dict[str, float]:
    """The clauses and tiers by hand."""
    engine = DuckDB(memory_mib=MEMORY)
    started = time.process_time(), time.perf_counter()
    _write(engine, QUERIES[pack.id](pack.vocabulary, folder), out / "hand.parquet")
    return _said(engine, out / "hand.parquet", started)


def same(pack: Pack, folder: Path, out: Path) -> dict[str, float]:
    """The same as bole plans them."""
    request = Request(folder, out, plain_cycle(pack), pack.programmes[0].id, 20250622, fast=True, memory_mib=MEMORY)  # fmt: skip
    screening = Screening(request)
    screening.outputs, screening.said = work_of(screening.outputs), Said()
    formulas = {o.name: o.formula for o in screening.outputs}
    started = time.process_time(), time.perf_counter()
    compiler = SqlCompiler(screening.plan.setting, as_of=request.as_of, dialect=DIALECT)
    query = screening.query = build_query(compiler, formulas)
    screening.views("")
    _write(screening.engine, query.sql, out / "same.parquet")
    return _said(screening.engine, out / "same.parquet", started)


def agree(pack: Pack, folder: Path, out: Path) -> dict[str, float]:
    """Ends with what differs, if any level of any person does."""
    said = hand(pack, folder, out)
    same(pack, folder, out)
    engine = DuckDB(memory_mib=MEMORY)
    mine, other = (f"read_parquet('{out / name}.parquet')" for name in ("hand", "same"))
    names = [*engine.columns(mine)]
    if sorted(names) != sorted(engine.columns(other)):
        raise SystemExit(f"{pack.id}: other columns: {set(names) ^ {*engine.columns(other)}}")
    counts = ", ".join(
        f"count(*) FILTER (h.{quoted(n)} IS DISTINCT FROM s.{quoted(n)})" for n in names
    )
    both = f"{mine} AS h FULL JOIN {other} AS s ON h.person_id = s.person_id"
    (differ,) = engine.rows(f"SELECT {counts} FROM {both}")
    wrong = {name: n for name, n in zip(names, differ, strict=True) if n}
    ((rows, persons, others),) = engine.rows(
        f"SELECT (SELECT count(*) FROM {both}), (SELECT count(*) FROM {mine}), (SELECT count(*) FROM {other})"
    )
    if wrong or not rows or len({rows, persons, others}) > 1:
        raise SystemExit(f"{pack.id}: levels differ: {wrong}; {rows}, {persons}, {others} persons")
    return {"persons": rows, "clauses": said["clauses"], "tiers": said["tiers"]}


def _write(engine: DuckDB, sql: str, file: Path) -> None:
    engine.run(f"COPY ({sql}) TO '{file}' (FORMAT parquet)")


def _said(engine: DuckDB, file: Path, started: tuple[float, float]) -> dict[str, float]:
    cpu, clock = time.process_time() - started[0], time.perf_counter() - started[1]
    # A clause's last part is its number, a tier has none.
    names = [n for n in engine.columns(f"read_parquet('{file}')") if n != "person_id"]
    clauses = sum(name[-1].isdigit() for name in names)
    return {"seconds": clock, "scan": cpu, "clauses": clauses, "tiers": len(names) - clauses}
