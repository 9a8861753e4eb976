"""Columns of a register as SQL in the form a query reads: two integers, or a state and a word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bole.facts.definitions import FactDef
from bole.screen.bounds import BIG, Lookup
from bole.screen.dates import Dates
from bole.screen.engine import literal, quoted

WHOLE: Final = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER")
REAL: Final = ("FLOAT", "DOUBLE", "DECIMAL")
DAYS: Final = ("DATE", "TIMESTAMP")
TEXT: Final = "VARCHAR"
#: What a column `x` may be beside `x` itself.
PARTS: Final = ("low", "high", "state")


@dataclass(frozen=True, slots=True)
class Column:
    """A column as the file names it, with its type; `map` is the table of the texts in it."""

    name: str
    type: str
    map: str = ""

    @property
    def sql(self) -> str:
        """The column of the raw table."""
        return f"raw.{quoted(self.name)}"

    def of(self, *types: str) -> bool:
        """True where the type is one of these."""
        return self.type.startswith(types)

    @property
    def many(self) -> bool:
        """True for a list of texts."""
        return self.type == "VARCHAR[]"


def fits(fact: FactDef, column: Column) -> bool:
    """True where a fact can be read from a column of that type."""
    if column.type == TEXT or fact.kind == "text":
        return True
    match fact.kind:
        case "date":
            return column.of(*DAYS, *WHOLE)
        case "number" | "amount" | "percent":
            return column.of(*WHOLE, *REAL)
        case "bool":
            return column.type == "BOOLEAN" or column.of(*WHOLE)
        case _:
            return column.many


def ordered(
    fact: FactDef, columns: Mapping[str, Column], *, dates: Dates
) -> tuple[str, str] | None:
    """Low and high of a fact of an ordered kind, None where the table does not have it."""
    name = fact.id
    low, high, plain = (columns.get(n) for n in (f"{name}_low", f"{name}_high", name))
    if low is not None:
        ends = (low.sql, (high or low).sql)
    elif plain is not None and plain.map:
        ends = (f"{plain.map}.lo", f"{plain.map}.hi")
    elif plain is not None:
        ends = _plain(fact, plain, dates=dates)
    else:
        return None
    known = f"COALESCE({ends[0]}, {-BIG})", f"COALESCE({ends[1]}, {BIG})"
    state = columns.get(f"{name}_state")
    if state is None or (low is None and plain is not None and bool(plain.map)):
        return known
    told = f"CASE {state.sql} WHEN 0 THEN {{}} WHEN 1 THEN {{}} WHEN 2 THEN {{}} ELSE {{}} END"
    return (
        told.format(BIG, -BIG, -BIG, known[0]),
        told.format(-BIG, BIG, BIG, known[1]),
    )


def _plain(fact: FactDef, column: Column, *, dates: Dates) -> tuple[str, str]:
    x = column.sql
    match fact.kind:
        case "date" if column.of(*DAYS):
            day = f"(year({x}) * 10000 + month({x}) * 100 + day({x}))"
            return day, day
        case "date":
            return _written_date(x, dates=dates)
        case "bool":
            return (f"CAST({x} AS BIGINT)",) * 2
        case "amount":
            return (f"CAST(ROUND({x} * 100) AS BIGINT)",) * 2
        case "percent":
            return (
                f"CAST(FLOOR(ROUND({x} * 100, 6)) AS BIGINT)",
                f"CAST(CEIL(ROUND({x} * 100, 6)) AS BIGINT)",
            )
        case _:
            return (f"CAST({x} AS BIGINT)",) * 2


def _written_date(x: str, *, dates: Dates) -> tuple[str, str]:
    """A whole number `yyyymmdd`, `yyyymm` or `yyyy`."""
    last = dates.last_day(dates.div(x, 100), f"({x} % 100)")
    low = (
        f"CASE WHEN {x} < 10000 THEN {x} * 10000 + 101 WHEN {x} < 1000000 THEN {x} * 100 + 1 "
        f"ELSE {x} END"
    )
    high = (
        f"CASE WHEN {x} < 10000 THEN {x} * 10000 + 1231 "
        f"WHEN {x} < 1000000 THEN {x} * 100 + {last} ELSE {x} END"
    )
    return low, high


def choice(fact: FactDef, columns: Mapping[str, Column]) -> tuple[str, str] | None:
    """State and word of a choice, None where the table does not have it."""
    column = columns.get(fact.id)
    if column is None:
        return None
    x = column.sql
    if column.map and not column.many:
        return f"COALESCE({column.map}.s, 1)", f"COALESCE({column.map}.c, '')"
    if column.many:
        word = (
            f"CASE WHEN {x} IS NULL OR len({x}) = 0 THEN '' WHEN len({x}) = 1 THEN {x}[1] "
            f"ELSE '|' || array_to_string(list_sort({x}), '|') || '|' END"
        )
        state = f"CASE WHEN {x} IS NULL THEN 1 WHEN len({x}) = 0 THEN 0 ELSE 3 END"
    else:
        word, state = f"COALESCE({x}, '')", f"CASE WHEN {x} IS NULL THEN 1 ELSE 3 END"
    said = columns.get(f"{fact.id}_state")
    if said is not None:
        state = f"CASE {said.sql} WHEN 0 THEN 0 WHEN 1 THEN 1 WHEN 2 THEN 1 ELSE {state} END"
        word = f"CASE WHEN {said.sql} IN (0, 1, 2) THEN '' ELSE {word} END"
    return state, word


def place_of(name: str, ranks: Mapping[str, int], *, unknown: int, absent: int) -> Lookup:
    """The place in its order of a choice; outside of the order is as good as unknown."""
    return Lookup(name, tuple(ranks.items()), unknown, unknown, absent, wide=True)


def place(name: str, *, ranks: Mapping[str, int]) -> tuple[str, str]:
    """Least and greatest place in its order of several choices, there as state and word."""
    state, word = quoted(f"{name}__s"), quoted(f"{name}__c")
    by_rank: dict[int, list[str]] = {}
    for value, rank in ranks.items():
        by_rank.setdefault(rank, []).append(value)
    ends = []
    for outside, pick in ((BIG, "LEAST"), (-BIG, "GREATEST")):
        one = " ".join(
            f"WHEN {word} IN ({', '.join(map(literal, values))}) THEN {rank}"
            for rank, values in by_rank.items()
        )
        # Nothing in the order is as good as unknown; absent is the other way round.
        unknown, absent = -outside, outside
        several = ", ".join(
            f"CASE WHEN {_within(word, values)} THEN {rank} ELSE {outside} END"
            for rank, values in by_rank.items()
        )
        some = f"COALESCE(NULLIF({pick}({several}), {outside}), {unknown})"
        found = f"CASE WHEN INSTR({word}, '|') = 1 THEN {some} {one} ELSE {unknown} END"
        ends.append(f"CASE {state} WHEN 3 THEN {found} WHEN 0 THEN {absent} ELSE {unknown} END")
    return ends[0], ends[1]


def _within(word: str, values: list[str]) -> str:
    return " OR ".join("INSTR({}, {}) > 0".format(word, literal(f"|{v}|")) for v in values)
