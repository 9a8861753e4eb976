"""`before_retirement: {on: 2025-12-31}`: the statutory retirement age is not yet reached that day.

The ages rise step by step from 1 January 2025 (the State Council's measures on the gradual delay
of the statutory retirement age, annexes 1 to 4); `bole.facts.retirement` holds the table.
"""

from __future__ import annotations

import bisect
import datetime as dt
from collections.abc import Mapping

from bole import units
from bole.criteria.kernel import (
    TRUE,
    All,
    AnyOf,
    Compare,
    Const,
    Fact,
    Formula,
    Meta,
    Not,
    OneOf,
)
from bole.criteria.spec import Spec
from bole.facts.retirement import RULES, retirement_day
from bole.text import Text

KEY = "before_retirement"
DOC = "The statutory retirement age is not reached on or before a day (gradual delay from 2025)."
SCHEMA = {
    "type": "object",
    "properties": {"on": {"type": "string", "format": "date"}},
    "required": ["on"],
    "additionalProperties": False,
}
BORN, CATEGORY = "birth_date", "retirement_category"
LABEL = Text("未到法定退休年龄", "Before the statutory retirement age")


def build(spec: Spec) -> Formula:
    """`Not` of: born no later than the last birthday, in each category, that has reached the age.

    Those born before every such day have reached it, those born after every one have not: the
    category is asked only of people in between.
    """
    on = _day(spec)
    if not on or any(spec.fact(id, KEY) is None for id in (BORN, CATEGORY)):
        return TRUE
    last = {category: last_birth(category, on=on) for category in RULES}
    earliest = min(last, key=lambda c: last[c])
    parts: list[Formula] = [_born_by(last[earliest])]
    for category in sorted(RULES.keys() - {earliest}):
        belongs = OneOf(Fact(CATEGORY), frozenset({category}))
        parts.append(All((belongs, _born_by(last[category]))))
    needed = Text(
        f"{units.iso(on)} 未到法定退休年龄", f"below the statutory age on {units.iso(on)}"
    )
    return Not(AnyOf(tuple(parts)), Meta(label=LABEL, needed=needed))


def last_birth(category: str, *, on: int) -> int:
    """The last day of birth (`yyyymmdd`) with which the age is reached by the day `on`."""
    days = range(dt.date(1900, 1, 1).toordinal(), units.to_date(on).toordinal())
    reached = bisect.bisect_right(
        days, on, key=lambda day: retirement_day(_as_int(day), category=category)
    )
    return _as_int(days[reached - 1])


def _born_by(day: int) -> Compare:
    return Compare(Fact(BORN), "le", Const(day))


def _as_int(ordinal: int) -> int:
    return units.to_int(dt.date.fromordinal(ordinal))


def _day(spec: Spec) -> int:
    value = spec.value if isinstance(spec.value, Mapping) else {}
    try:
        day = units.read_date(value.get("on"))
    except ValueError:
        day = units.DateRange(0, 1)
    if day.low != day.high or value.keys() - {"on"}:
        spec.fail("day", "要写到哪一天为止：{on: 2025-12-31}", "Write {on: 2025-12-31}", KEY)
        return 0
    return day.low
