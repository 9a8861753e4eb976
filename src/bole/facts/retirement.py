"""The statutory retirement date under the gradual delay that began on 1 January 2025.

Men: 60, one month later for every four months of birth from January 1965 on, up to 63.
Women formerly retiring at 55: the same from January 1970 on, up to 58. Women formerly retiring
at 50: one month later for every two months of birth from January 1975 on, up to 55.
"""

from __future__ import annotations

from typing import Final

from bole.units import shift_months

#: Category: former age, first birth month delayed (year * 12 + month - 1), step, longest delay.
RULES: Final = {
    "male": (60, 1965 * 12, 4, 36),
    "female_55": (55, 1970 * 12, 4, 36),
    "female_50": (50, 1975 * 12, 2, 60),
}


def retirement_day(birth: int, *, category: str) -> int:
    """The day (`yyyymmdd`) the statutory age is reached by somebody born on `birth`."""
    age, first, step, most = RULES[category]
    month = birth // 10000 * 12 + birth // 100 % 100 - 1
    delay = min((month - first) // step + 1, most) if month >= first else 0
    return shift_months(birth, months=age * 12 + delay)


def retirement_range(low: int, high: int, *, category: str) -> tuple[int, int] | None:
    """First and last possible day for a birth between `low` and `high`; None if unknown."""
    if category not in RULES:
        return None
    return retirement_day(low, category=category), retirement_day(high, category=category)
