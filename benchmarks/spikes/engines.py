"""One plan through three ways: SQL text on DuckDB, Ibis on DuckDB, Polars.

`python -m benchmarks.spikes.engines FOLDER [PACK]` screens a whole pack but for durations, counts
and sums (they count as "facts missing"), and checks that all three give the same levels. The plan
is the one of `bole.screen`: each table of records once, one join, then layers of small integers.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bole.criteria import kernel as k
from bole.judge.keys import Keys
from bole.judge.verdict import Plan
from bole.policy import library
from bole.policy.cycle import plain_cycle
from bole.screen.run import Request, Screening

AS_OF = 20250622
ENGINES = ("sql", "ibis", "polars")
Levels = dict[str, Any]


class Sql:
    """Expressions as text."""

    def col(self, name: str) -> Any:
        return f'"{name}"'

    def ge(self, a: Any, b: Any) -> Any:
        return f"({a} >= {b})"

    def isin(self, a: Any, values: Sequence[str]) -> Any:
        return f"({a} IN ({', '.join(repr(v) for v in values)}))"

    def case(self, cases: Sequence[tuple[Any, Any]], other: Any) -> Any:
        return f"CASE {' '.join(f'WHEN {c} THEN {v}' for c, v in cases)} ELSE {other} END"

    def least(self, *parts: Any) -> Any:
        return f"least({', '.join(map(str, parts))})"

    def greatest(self, *parts: Any) -> Any:
        return f"greatest({', '.join(map(str, parts))})"

    def run(self, planned: Planned, tables: Path, out: Path) -> None:
        import duckdb

        joins, more = [], []
        for name, family in planned.families.items():
            wheres = ", ".join(f'{e} AS "{c}"' for c, e in family.items())
            tops = ", ".join(f'max("{c}") AS "{c}"' for c in family)
            rows = f"SELECT person_id, {wheres} FROM '{tables / name}.parquet'"
            joins.append(f"LEFT JOIN (SELECT person_id, {tops} FROM ({rows}) GROUP BY 1) AS {name}_r USING (person_id)")  # fmt: skip
            more += [f'coalesce({name}_r."{c}", 0) AS "{c}"' for c in family]
        sql = f"SELECT p.*, {', '.join(more)} FROM '{tables / 'persons'}.parquet' AS p {' '.join(joins)}"
        for layer in planned.layers:
            columns = ", ".join(f'{e} AS "{c}"' for c, e in layer.items())
            sql = f"SELECT *, {columns} FROM ({sql})"
        shown = ", ".join(f'CAST({e} AS TINYINT) AS "{c}"' for c, e in planned.outputs.items())
        planned.built = time.process_time()
        duckdb.execute(f"COPY (SELECT person_id, {shown} FROM ({sql})) TO '{out}'")


class Ibis(Sql):
    """Expressions of Ibis, which writes the SQL."""

    def col(self, name: str) -> Any:
        from ibis import _

        return _[name]

    def ge(self, a: Any, b: Any) -> Any:
        return a >= b

    def isin(self, a: Any, values: Sequence[str]) -> Any:
        return a.isin(list(values))

    def case(self, cases: Sequence[tuple[Any, Any]], other: Any) -> Any:
        import ibis

        return ibis.cases(*cases, else_=other)

    def least(self, *parts: Any) -> Any:
        import ibis

        return ibis.least(*parts)

    def greatest(self, *parts: Any) -> Any:
        import ibis

        return ibis.greatest(*parts)

    def run(self, planned: Planned, tables: Path, out: Path) -> None:
        import ibis

        con = ibis.duckdb.connect()
        people = con.read_parquet(str(tables / "persons.parquet"))
        for name, family in planned.families.items():
            rows = con.read_parquet(str(tables / f"{name}.parquet")).select("person_id", **family)
            tops = rows.group_by("person_id").agg(**{c: rows[c].max() for c in family})
            people = people.left_join(tops, "person_id").drop("person_id_right")
            people = people.mutate(**{c: people[c].fill_null(0) for c in family})
        for layer in planned.layers:
            people = people.mutate(**layer)
        shown = people.select("person_id", **planned.outputs)
        sql = ibis.to_sql(shown, dialect="duckdb")
        planned.built = time.process_time()
        con.raw_sql(f"COPY ({sql}) TO '{out}'")


class Polars(Sql):
    """Expressions of Polars, run lazily on its streaming engine."""

    def col(self, name: str) -> Any:
        import polars as pl

        return pl.col(name)

    def ge(self, a: Any, b: Any) -> Any:
        return a >= b

    def isin(self, a: Any, values: Sequence[str]) -> Any:
        return a.is_in(list(values))

    def case(self, cases: Sequence[tuple[Any, Any]], other: Any) -> Any:
        import polars as pl

        chain: Any = pl
        for condition, value in cases:
            chain = chain.when(condition).then(value)
        return chain.otherwise(other)

    def least(self, *parts: Any) -> Any:
        import polars as pl

        return pl.min_horizontal(*parts)

    def greatest(self, *parts: Any) -> Any:
        import polars as pl

        return pl.max_horizontal(*parts)

    def run(self, planned: Planned, tables: Path, out: Path) -> None:
        import polars as pl

        people = pl.scan_parquet(tables / "persons.parquet")
        for name, family in planned.families.items():
            rows = pl.scan_parquet(tables / f"{name}.parquet").select(
                "person_id", *[_number(e).alias(c) for c, e in family.items()]
            )
            tops = rows.group_by("person_id").agg(pl.col(c).max() for c in family)
            people = people.join(tops, on="person_id", how="left")
            people = people.with_columns(pl.col(c).fill_null(0) for c in family)
        for layer in planned.layers:
            people = people.with_columns(_number(e).alias(c) for c, e in layer.items())
        shown = [_number(e).cast(pl.Int8).alias(c) for c, e in planned.outputs.items()]
        planned.built = time.process_time()
        people.select("person_id", *shown).sink_parquet(out, engine="streaming")


def _number(value: Any) -> Any:
    import polars as pl

    return pl.lit(value) if isinstance(value, int) else value


class Planned:
    """The plan of one pack, in the expressions of one way."""

    def __init__(self, plan: Plan, outputs: dict[str, k.Formula], way: Sql) -> None:
        self.setting, self.way, self.keys, self.built = plan.setting, way, Keys(), 0.0
        self.families: dict[str, Levels] = {}
        self.layers: list[Levels] = []
        self.depth: dict[int, int] = {}
        self.outputs = {name: self.level(f) for name, f in outputs.items()}

    def level(self, f: k.Formula, family: str = "") -> Any:
        """The level; whole formulas about the person become columns of a layer."""
        if family or not isinstance(f, k.All | k.AnyOf | k.Readings | k.AtLeast):
            return self._level(f, family)
        key = self.keys.of(f)
        if key not in self.depth:
            inner = [self.keys.of(p) for p in k.walk(f) if p is not f]
            value = self._level(f, family)
            if isinstance(value, int):
                return value
            depth = 1 + max((self.depth[i] for i in inner if i in self.depth), default=-1)
            while len(self.layers) <= depth:
                self.layers.append({})
            self.layers[depth][f"x{key}"] = value
            self.depth[key] = depth
        return self.way.col(f"x{key}")

    def _level(self, f: k.Formula, family: str) -> Any:
        match f:
            case k.All(parts):
                return self._fold([self.level(p, family) for p in parts], least=True)
            case k.AnyOf(parts):
                return self._fold([self.level(p, family) for p in parts], least=False)
            case k.Readings(options=options):
                found = [self.level(o.part, family) for o in options]
                low, high = self._fold(found, least=True), self._fold(found, least=False)
                if isinstance(low, int) or isinstance(high, int):
                    return low if low is high else 2
                return self.way.case([(self.way.ge(low, high), low)], 2)
            case k.Soft(part=part):
                inner = self.level(part, family)
                return max(inner, 2) if isinstance(inner, int) else self.way.greatest(inner, 2)
            case k.Judgement():
                return 2
            case k.Claimed():
                return 0
            case k.Staged(stage, part):
                return 3 if self.setting.later(stage) else self.level(part, family)
            case k.Having(name, _, where):
                column = f"{name}_w{self.keys.of(where)}"
                table = self.families.setdefault(name, {})
                if column not in table:
                    table[column] = self.level(where, name)
                closed = self.way.case([(self.way.ge(self.way.col(f"{name}__closed"), 1), 0)], 1)
                return self.way.greatest(self.way.col(column), closed)
            case k.OneOf(of, values):
                name = of.id if isinstance(of, k.Fact) else of.name
                told, word = self.way.col(f"{name}__s"), self.way.col(f"{name}__c")
                listed = [(self.way.isin(word, sorted(values)), 3)]
                return self.way.case([(self.way.ge(1, told), told), *listed], 0)
            case k.Compare(k.Fact() | k.Field() | k.Scale() as left, op, k.Const(bound)):
                return self._compare(left, op, bound)
            case _:
                return 1

    def _compare(self, left: k.Fact | k.Field | k.Scale, op: str, bound: int) -> Any:
        of = left.of if isinstance(left, k.Scale) else left
        name = of.id if isinstance(of, k.Fact) else of.name
        place = "r" if isinstance(left, k.Scale) else ""
        low, high = (self.way.col(f"{name}__{place}{end}") for end in ("lo", "hi"))
        if op == "ge":
            return self.way.case(
                [(self.way.ge(bound - 1, high), 0), (self.way.ge(low, bound), 3)], 1
            )
        return self.way.case([(self.way.ge(low, bound + 1), 0), (self.way.ge(bound, high), 3)], 1)

    def _fold(self, levels: list[Any], *, least: bool) -> Any:
        fixed = [v for v in levels if isinstance(v, int)]
        rest = [v for v in levels if not isinstance(v, int)]
        end, idle = (0, 3) if least else (3, 0)
        if end in fixed or not rest:
            return (min if least else max)(fixed, default=idle)
        rest += [v for v in set(fixed) if v != idle]
        if len(rest) == 1:
            return rest[0]
        return self.way.least(*rest) if least else self.way.greatest(*rest)


def prepare(folder: Path, pack: str, tables: Path) -> None:
    """Writes the tables in the form that queries read."""
    screening = _screening(folder, pack, tables)
    screening.prepare()
    for name, need in {"persons": screening.query.persons, **screening.query.families}.items():
        of = screening.relations
        sql = of.persons(need) if name == "persons" else of.family(name, need)
        screening.engine.run(f"COPY ({sql}) TO '{tables / name}.parquet'")


def _screening(folder: Path, pack: str, out: Path) -> Screening:
    found = library.find_pack(pack)
    programme = found.programmes[0].id
    return Screening(Request(folder, out, plain_cycle(found), programme, AS_OF, fast=True))


def one(way: str, folder: str, pack: str, tables: str) -> None:
    """Plans and runs one way, and prints what it took."""
    engine = {"sql": Sql, "ibis": Ibis, "polars": Polars}[way]()
    if way != "sql":
        __import__(way)
    screening = _screening(Path(folder), pack, Path(tables))
    outputs = {o.name.replace(".", "_"): o.formula for o in screening.outputs}
    started = time.process_time()
    planned = Planned(screening.plan, outputs, engine)
    engine.run(planned, Path(tables), Path(tables) / f"out-{way}.parquet")
    done = time.process_time()
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    peak = next(int(line.split()[1]) // 1024 for line in status.splitlines() if "VmHWM" in line)
    said = {"build": planned.built - started, "run": done - planned.built, "peak": peak}
    print(json.dumps({**said, "outputs": len(outputs), "layers": len(planned.layers)}))


def main(folder: str, pack: str = "xicheng") -> None:
    """All three, each in a process of its own, and whether they agree."""
    import duckdb

    with tempfile.TemporaryDirectory() as tables:
        prepare(Path(folder), pack, Path(tables))
        for way in ENGINES:
            command = [sys.executable, "-m", __spec__.name, "--one", way, folder, pack, tables]
            print(way, subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        first = f"SELECT * FROM read_parquet('{tables}/out-sql.parquet')"
        for way in ENGINES[1:]:
            other = f"SELECT * FROM read_parquet('{tables}/out-{way}.parquet')"
            differ = duckdb.sql(f"SELECT count(*) FROM ({first} EXCEPT {other})").fetchall()[0][0]
            print(f"{way}: {differ} persons differ from sql")


if __name__ == "__main__":
    words = sys.argv[1:]
    one(*words[1:]) if words[0] == "--one" else main(*words)
