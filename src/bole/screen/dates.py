"""Calendar arithmetic on `yyyymmdd` integers as SQL, the same on every engine.

Only `+ - * DIV`-like division of positive integers is used, so that no engine's own dates, with
their own ideas of months, take part. `div` is the engine's whole division.
"""

from __future__ import annotations

from collections.abc import Callable

from bole import units

Div = Callable[[str, int], str]


class Dates:
    """Builds expressions with one engine's whole division."""

    def __init__(self, div: Div) -> None:
        self.div = div

    def year(self, day: str) -> str:
        """The year of a day."""
        return self.div(day, 10000)

    def month(self, day: str) -> str:
        """The month of a day."""
        return f"({self.div(day, 100)} % 100)"

    def last_day(self, year: str, month: str) -> str:
        """The number of days of a month."""
        leap = f"({year} % 4 = 0 AND ({year} % 100 <> 0 OR {year} % 400 = 0))"
        february = f"CASE WHEN {leap} THEN 29 ELSE 28 END"
        return (
            f"(CASE WHEN {month} = 2 THEN {february} "
            f"WHEN {month} IN (4, 6, 9, 11) THEN 30 ELSE 31 END)"
        )

    def next_day(self, day: str) -> str:
        """The day after."""
        year, month = self.year(day), self.month(day)
        return (
            f"(CASE WHEN {day} % 100 < 28 OR {day} >= {units.LAST_DAY} "
            f"OR {day} % 100 < {self.last_day(year, month)} "
            f"THEN {day} + (CASE WHEN {day} >= {units.LAST_DAY} THEN 0 ELSE 1 END) "
            f"WHEN {month} = 12 THEN ({year} + 1) * 10000 + 101 "
            f"ELSE {year} * 10000 + ({month} + 1) * 100 + 1 END)"
        )

    def shift(self, day: str, months: str) -> str:
        """The same day some months later; a day that does not exist is the month's last."""
        index = f"({self.year(day)} * 12 + {self.month(day)} - 1 + ({months}))"
        year, month = self.div(index, 12), f"({index} % 12 + 1)"
        return (
            f"(CASE WHEN {index} >= 120000 THEN {units.LAST_DAY} WHEN {index} < 12 "
            f"THEN {units.FIRST_DAY} ELSE {year} * 10000 + {month} * 100 "
            f"+ LEAST({day} % 100, {self.last_day(year, month)}) END)"
        )
