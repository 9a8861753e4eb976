"""The next threshold up and down, in the natural step of what is compared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bole import units
from bole.criteria.kernel import (
    AgeOn,
    Compare,
    Const,
    Count,
    Fact,
    Field,
    Months,
    Param,
    Scale,
    Since,
    Sum,
    Term,
)
from bole.policy.pack import Pack
from bole.text import Text

#: One step of a kind, in the units of `Value`: a yuan, a hundredth of a percent, one.
STEP = {"amount": 100, "percent": 1, "number": 1}


@dataclass(frozen=True, slots=True)
class Step:
    """Another threshold; `change` is stable, `text` says it to people."""

    change: str
    right: Term
    text: Text


def steps_of(formula: Compare, *, pack: Pack) -> Iterator[Step]:
    """The thresholds next to the one of a comparison; none for yes and no."""
    left, right = formula.left, formula.right
    if not isinstance(right, Const | Param):
        return
    value = _value(right, pack=pack)
    if value is None:
        return
    if isinstance(left, Scale):
        yield from _ranks(left, right, value, pack=pack)
    elif isinstance(left, Since | Months):
        yield from (
            _step(right, change=f"{amount:+d}{unit}", by=amount * size, text=text)
            for unit, size, name in (("d", 1, ("天", "day")), ("m", units.MONTH, ("个月", "month")))
            for amount in (-1, 1)
            for text in (
                Text(f"门槛{amount:+d} {name[0]}", f"the threshold {amount:+d} {name[1]}"),
            )
        )
    elif _kind(left, pack=pack) == "date":
        for amount in (-1, 1):
            day = units.to_int(units.to_date(value) + dt.timedelta(days=amount))
            text = Text(f"日期{amount:+d} 天", f"the day {amount:+d}")
            yield _step(right, change=f"{amount:+d}d", by=day - value, text=text)
    else:
        size = STEP.get(_kind(left, pack=pack), 0)
        name = {100: Text("元", "yuan"), 0: Text("")}.get(size, Text(""))
        for amount in (-1, 1) if size else ():
            text = Text(
                f"门槛{amount:+d} {name.zh}".rstrip(),
                f"the threshold {amount:+d} {name.say('en')}".rstrip(),
            )
            yield _step(right, change=f"{amount:+d}", by=amount * size, text=text)


def _value(right: Const | Param, *, pack: Pack) -> int | None:
    if isinstance(right, Const):
        return right.value
    value = pack.parameters[right.key].value
    return None if value is None else value * right.times + right.plus


def _step(right: Const | Param, *, change: str, by: int, text: Text) -> Step:
    moved: Term
    if isinstance(right, Const):
        moved = Const(right.value + by)
    else:
        moved = replace(right, plus=right.plus + by)
    return Step(change, moved, text)


def _ranks(left: Scale, right: Const | Param, value: int, *, pack: Pack) -> Iterator[Step]:
    catalogue = pack.vocabulary.catalogues[left.catalogue]
    names = {catalogue.rank(v): catalogue.name(v) for v in reversed(list(catalogue.values))}
    below = max((r for r in names if r < value), default=None)
    above = min((r for r in names if r > value), default=None)
    for change, rank in (("-1", below), ("+1", above)):
        if rank is not None:
            name = names[rank]
            text = Text(f"门槛改成“{name.zh}”", f"the threshold becomes {name.say('en')!r}")
            yield _step(right, change=change, by=rank - value, text=text)


def _kind(term: Term, *, pack: Pack) -> str:
    words = pack.vocabulary
    match term:
        case Fact(id):
            return words.fact(id).kind
        case Field(family, name):
            return words.field(family, name).kind
        case Sum(family, name):
            return words.field(family, name).kind
        case AgeOn() | Count():
            return "number"
        case _:
            return "date"
