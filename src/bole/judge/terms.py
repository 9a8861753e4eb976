"""Terms compiled to bounds: `(sure, likely, possible)` integers, or None where absent.

`sure` holds on records that meet the condition and on the narrow end of every range, `likely`
adds records on which people decide, `possible` takes everything that may still be. An unknown
value reaches from NEG to POS.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from bole import units
from bole.criteria.kernel import (
    AgeOn,
    AsOf,
    Const,
    Count,
    Fact,
    Field,
    Formula,
    Months,
    Param,
    Scale,
    Shift,
    Since,
    Sum,
    Term,
)
from bole.facts.model import Family, Record, State, Value

POS, NEG = 10**15, -(10**15)
Bounds: TypeAlias = tuple[int, int, int]
UNKNOWN: Bounds = (NEG, NEG, POS)


class Run:
    """One judging: the facts, the day, what is claimed and ruled, and levels found so far."""

    __slots__ = ("as_of", "claims", "families", "memo", "rulings", "scalars")

    def __init__(
        self,
        *,
        scalars: Mapping[str, Value],
        families: Mapping[str, Family],
        as_of: int,
        claims: frozenset[str],
        rulings: Mapping[str, bool],
    ) -> None:
        self.scalars, self.families = scalars, families
        self.as_of, self.claims, self.rulings = as_of, claims, rulings
        self.memo: dict[int, int] = {}


LevelOf: TypeAlias = Callable[[Run, Record | None], int]
BoundsOf: TypeAlias = Callable[[Run, Record | None], Bounds | None]


@dataclass(frozen=True, slots=True)
class Setting:
    """What a pack and an office fix: parameter values, ranks of choices, adopted readings."""

    params: Mapping[str, int | None]
    ranks: Mapping[str, Mapping[str, int]]
    adopted: Mapping[str, str]
    stages: tuple[str, ...] = ()
    stage: str = ""

    def later(self, stage: str) -> bool:
        """True where `stage` comes after the stage asked for."""
        return bool(self.stage) and self.stages.index(stage) > self.stages.index(self.stage)


def compile_term(
    term: Term, *, setting: Setting, level_of: Callable[[Formula], LevelOf]
) -> BoundsOf:
    """The function that gives the term's bounds; `level_of` compiles conditions on records."""
    match term:
        case Const(value):
            return _constant(value)
        case Param(key, times, plus):
            known = setting.params.get(key)
            return _constant(known * times + plus) if known is not None else _undecided
        case AsOf():
            return lambda run, rec: (run.as_of, run.as_of, run.as_of)
        case Fact(id):
            return lambda run, rec: _bounds(run.scalars.get(id))
        case Field(_, name):
            return lambda run, rec: _bounds(rec.values.get(name)) if rec else UNKNOWN
        case Scale(of, catalogue):
            return _scale(of, ranks=setting.ranks[catalogue])
        case Shift(day, months, year_start):
            inner = compile_term(day, setting=setting, level_of=level_of)
            return _mapped(inner, change=lambda d: _shift(d, months=months, start=year_start))
        case AgeOn(born, on):
            return _between(
                compile_term(born, setting=setting, level_of=level_of),
                compile_term(on, setting=setting, level_of=level_of),
                measure=units.years_between,
            )
        case Since(start, on):
            return _between(
                compile_term(start, setting=setting, level_of=level_of),
                compile_term(on, setting=setting, level_of=level_of),
                measure=lambda a, b: units.total_length([(a, b)]),
            )
        case Months(family, where, longest):
            return _months(family, where=level_of(where), longest=longest)
        case Count(family, where):
            return _count(family, where=level_of(where))
        case Sum(family, name, where):
            return _sum(family, name=name, where=level_of(where))
        case _:
            assert_never(term)


def _constant(value: int) -> BoundsOf:
    bounds = (value, value, value)
    return lambda run, rec: bounds


def _undecided(run: Run, rec: Record | None) -> Bounds:
    return UNKNOWN


def _bounds(value: Value | None) -> Bounds | None:
    if value is None:
        return UNKNOWN
    state = value.state
    if state is State.KNOWN or state is State.RANGE:
        return value.low, value.low, value.high
    return None if state is State.ABSENT else UNKNOWN


def _scale(of: Fact | Field, *, ranks: Mapping[str, int]) -> BoundsOf:
    def bounds(run: Run, rec: Record | None) -> Bounds | None:
        value = value_of(of, run=run, rec=rec)
        if value is None or not value.given:
            return None if value is not None and value.state is State.ABSENT else UNKNOWN
        found = [ranks[c] for c in value.choices if c in ranks]
        return (min(found), min(found), max(found)) if found else UNKNOWN

    return bounds


def value_of(of: Fact | Field, *, run: Run, rec: Record | None) -> Value | None:
    """The value a fact or field has now, None where nothing was said."""
    if isinstance(of, Fact):
        return run.scalars.get(of.id)
    return rec.values.get(of.name) if rec else None


def _shift(day: int, *, months: int, start: bool) -> int:
    if not NEG < day < POS:
        return day
    moved = units.shift_months(day, months=months)
    return moved // 10000 * 10000 + 101 if start else moved


def _mapped(inner: BoundsOf, *, change: Callable[[int], int]) -> BoundsOf:
    def bounds(run: Run, rec: Record | None) -> Bounds | None:
        found = inner(run, rec)
        return None if found is None else (change(found[0]), change(found[1]), change(found[2]))

    return bounds


def _between(start: BoundsOf, on: BoundsOf, *, measure: Callable[[int, int], int]) -> BoundsOf:
    def bounds(run: Run, rec: Record | None) -> Bounds | None:
        first, last = start(run, rec), on(run, rec)
        if first is None or last is None:
            return None
        if first[0] == NEG or last[0] == NEG:
            return UNKNOWN
        low, high = measure(first[2], last[0]), measure(first[0], last[2])
        return low, low, high

    return bounds


def record_levels(family: Family, *, where: LevelOf, run: Run) -> list[tuple[Record, int]]:
    """Each record with its level; one that may not be so is at best "facts missing"."""
    return [
        (rec, level if rec.certain else min(level, 1))
        for rec in family.records
        for level in (where(run, rec),)
    ]


def _months(family: str, *, where: LevelOf, longest: bool) -> BoundsOf:
    measure = units.longest_length if longest else units.total_length

    def bounds(run: Run, rec: Record | None) -> Bounds:
        held = run.families.get(family)
        if held is None:
            return 0, 0, POS
        sure: list[tuple[int, int]] = []
        likely: list[tuple[int, int]] = []
        possible: list[tuple[int, int]] = []
        for record, level in record_levels(held, where=where, run=run):
            if level >= 1:
                inner, outer = spell(record, as_of=run.as_of)
                possible.append(outer)
                if level >= 2:
                    likely.append(inner)
                if level >= 3:
                    sure.append(inner)
        top = measure(units.union(possible)) if held.closed else POS
        return measure(units.union(sure)), measure(units.union(likely)), top

    return bounds


def spell(record: Record, *, as_of: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """The certain and the possible run of a record, `end` exclusive, never past `as_of`.

    A month counts whole; a year leaves both ends open; no end, or `current`, means until now.
    """
    start, end = record.get("start"), record.get("end")
    current = record.get("current")
    ongoing = end.state is State.ABSENT or (not end.given and current.given and current.low == 1)
    first_low, first_high = (start.low, start.high) if start.given else (units.FIRST_DAY, as_of)
    if start.given and _is_month(start):
        first_high = start.low
    if ongoing:
        last_low = last_high = as_of
    elif end.given:
        last_low, last_high = end.low, end.high
        if _is_month(end):
            last_low = last_high
        last_low, last_high = units.next_day(last_low), units.next_day(last_high)
    else:
        last_low, last_high = first_high, as_of
    return (
        (min(first_high, as_of), min(last_low, as_of)),
        (min(first_low, as_of), min(last_high, as_of)),
    )


def _is_month(value: Value) -> bool:
    return value.low != value.high and value.low // 100 == value.high // 100


def _count(family: str, *, where: LevelOf) -> BoundsOf:
    def bounds(run: Run, rec: Record | None) -> Bounds:
        held = run.families.get(family)
        if held is None:
            return 0, 0, POS
        levels = [level for _, level in record_levels(held, where=where, run=run)]
        top = sum(v >= 1 for v in levels) if held.closed else POS
        return sum(v >= 3 for v in levels), sum(v >= 2 for v in levels), top

    return bounds


def _sum(family: str, *, name: str, where: LevelOf) -> BoundsOf:
    def bounds(run: Run, rec: Record | None) -> Bounds:
        held = run.families.get(family)
        if held is None:
            return 0, 0, POS
        sure = likely = top = 0
        for record, level in record_levels(held, where=where, run=run):
            value = record.get(name)
            if level >= 1:
                top += value.high if value.given else 0 if value.state is State.ABSENT else POS
            if value.given:
                likely += value.low if level >= 2 else 0
                sure += value.low if level >= 3 else 0
        return sure, likely, min(top, POS) if held.closed else POS

    return bounds
