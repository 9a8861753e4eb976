"""In which direction facts bear on a formula."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from bole.criteria.kernel import (
    AgeOn,
    All,
    AnyOf,
    AtLeast,
    Claimed,
    Compare,
    Count,
    Each,
    Fact,
    Formula,
    Having,
    Judgement,
    Months,
    Not,
    OneOf,
    Readings,
    Shift,
    Since,
    Soft,
    Staged,
    Sum,
    Term,
    parts_of,
)


def polarities(formula: Formula, *, up: bool = True) -> Iterator[tuple[str, bool]]:
    """Each scalar fact and family with True where more of it (a later day) raises the level."""
    match formula:
        case Compare(left, op, right):
            yield from _term(left, up=up == (op == "ge"))
            yield from _term(right, up=up != (op == "ge"))
        case OneOf(of=Fact(id)):
            yield id, up
        case Not(part):
            yield from polarities(part, up=not up)
        case Having(family):
            yield family, up
        case Each(family):
            yield family, not up
        case All() | AnyOf() | AtLeast() | Soft() | Claimed() | Staged() | Readings():
            for part in parts_of(formula):
                yield from polarities(part, up=up)
        case OneOf() | Judgement():
            return
        case _:
            assert_never(formula)


def _term(term: Term, *, up: bool) -> Iterator[tuple[str, bool]]:
    match term:
        case Fact(id):
            yield id, up
        case Months(family) | Count(family) | Sum(family):
            yield family, up
        case Shift(day):
            yield from _term(day, up=up)
        case AgeOn(start, on) | Since(start, on):
            yield from _term(start, up=not up)
            yield from _term(on, up=up)
        case _:
            return
