"""Dates of partial precision, calendar spans and yuan, as integers that order well.

A date is an int `yyyymmdd`; a date of year or month precision is a range of two. A length is
`months * 31 + days` with days <= 30, so lengths compare as integers (semantics: a run's length
is completed calendar months and days; several runs add months and pool days at 30).
"""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass

MONTH = 31  # units of one month in a length
YEAR = 12 * MONTH
FIRST_DAY, LAST_DAY = 10101, 99991231

_DATE = re.compile(
    r"^\s*(\d{4})(?:\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2})\s*日?|\s*月?)?|\s*年?)\s*$"
)


@dataclass(frozen=True, slots=True)
class DateRange:
    """A day, month or year as its first and last possible day (`yyyymmdd`)."""

    low: int
    high: int

    @property
    def precision(self) -> str:
        """`day`, `month`, `year` or `range`."""
        if self.low == self.high:
            return "day"
        if self.low % 100 == 1 and self.high == month_end(self.low):
            return "month"
        return "year" if self.low % 10000 == 101 and self.high == self.low + 1130 else "range"

    def __str__(self) -> str:
        head = iso(self.low)
        return {"day": head, "month": head[:7], "year": head[:4]}.get(
            self.precision, f"{head}..{iso(self.high)}"
        )


def read_date(value: object) -> DateRange:
    """A date written as `2019`, `2019-03`, `2019-03-05`, `2019年3月5日`, or a YAML date.

    Raises ValueError where the day does not exist.
    """
    if isinstance(value, dt.date):
        day = to_int(value)
        return DateRange(day, day)
    match = _DATE.match(str(value))
    if not match:
        raise ValueError(f"not a date: {value!r}")
    year, month, day_ = (int(g) if g else 0 for g in match.groups())
    if (match[2] and not month) or (match[3] and not day_):
        raise ValueError(f"no such month or day: {value!r}")
    if not 1900 <= year <= 2200:
        raise ValueError(f"year out of range: {year}")
    if not month:
        return DateRange(year * 10000 + 101, year * 10000 + 1231)
    if not day_:
        first = to_int(dt.date(year, month, 1))
        return DateRange(first, month_end(first))
    day = to_int(dt.date(year, month, day_))
    return DateRange(day, day)


def to_int(day: dt.date) -> int:
    """`yyyymmdd`."""
    return day.year * 10000 + day.month * 100 + day.day


def to_date(day: int) -> dt.date:
    """The calendar day of `yyyymmdd`."""
    return dt.date(day // 10000, day // 100 % 100, day % 100)


def iso(day: int) -> str:
    """`yyyy-mm-dd`."""
    return f"{day // 10000:04d}-{day // 100 % 100:02d}-{day % 100:02d}"


def month_end(day: int) -> int:
    """The last day of that day's month."""
    year, month = day // 10000, day // 100 % 100
    return year * 10000 + month * 100 + calendar.monthrange(year, month)[1]


def next_day(day: int) -> int:
    """The day after."""
    if day % 100 < 28:
        return day + 1
    return to_int(to_date(day) + dt.timedelta(days=1)) if day < LAST_DAY else day


@functools.lru_cache(maxsize=1 << 14)
def shift_months(day: int, *, months: int) -> int:
    """The same day `months` later or earlier; a day that does not exist is the month's last."""
    index = day // 10000 * 12 + day // 100 % 100 - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        return LAST_DAY if year > 9999 else FIRST_DAY
    last = calendar.monthrange(year, month + 1)[1]
    return year * 10000 + (month + 1) * 100 + min(day % 100, last)


def length(start: int, end: int) -> tuple[int, int]:
    """Completed calendar months and days from `start` up to, not including, `end`."""
    if end <= start:
        return 0, 0
    months = (end // 10000 - start // 10000) * 12 + end // 100 % 100 - start // 100 % 100
    if shift_months(start, months=months) > end:
        months -= 1
    anchor = shift_months(start, months=months)
    return months, (to_date(end) - to_date(anchor)).days


def total_length(runs: Iterable[tuple[int, int]]) -> int:
    """The length of disjoint runs together: months add, days pool at 30."""
    lengths = [length(start, end) for start, end in runs]
    if len(lengths) == 1:
        months, days = lengths[0]
        return months * MONTH + min(days, 30)
    months = sum(m for m, _ in lengths)
    carried, days = divmod(sum(d for _, d in lengths), 30)
    return (months + carried) * MONTH + days


def longest_length(runs: Iterable[tuple[int, int]]) -> int:
    """The length of the longest single run."""
    return max((total_length([run]) for run in runs), default=0)


def union(spells: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Disjoint runs covering the same days; `end` is exclusive, touching spells join."""
    runs: list[tuple[int, int]] = []
    for start, end in sorted(s for s in spells if s[0] < s[1]):
        if runs and start <= runs[-1][1]:
            if end > runs[-1][1]:
                runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return runs


def years_between(earlier: int, later: int) -> int:
    """Full years of age on `later`; right on 29 February too."""
    return (later - earlier) // 10000
