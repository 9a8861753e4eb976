"""Draws as SQL: a hash of the person, the record and the column decides, so any range of persons
can be made alone and always comes out the same (with one version of the engine)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

#: Days are counted as if every month had 31 (`Dice.day` turns them back).
YEAR, MONTH = 372, 31
#: Of 1024: how often a value is not known.
MISSING = 102


def serial(day: int) -> int:
    """The count of a `yyyymmdd` day."""
    return day // 10000 * YEAR + (day // 100 % 100 - 1) * MONTH + day % 100 - 1


def fixed(seed: str, *, below: int) -> int:
    """A number below `below` that is always the same for a text."""
    digest = hashlib.blake2b(seed.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") % below


@dataclass(frozen=True, slots=True)
class Dice:
    """Draws for the rows of one table; `key` names the columns that tell rows apart."""

    seed: int
    table: str
    key: str = "person_id"

    def bits(self, column: str) -> str:
        """64 random bits of a row and column."""
        salt = fixed(f"{self.seed}/{self.table}/{column}", below=2**63)
        return f"hash({self.key}, {salt}::UBIGINT)"

    def below(self, column: str, number: str | int, *, skip: int = 10) -> str:
        """A whole number from 0 to below `number`; `skip` bits are left to other draws."""
        return f"CAST(({self.bits(column)} >> {skip}) % ({number}) AS BIGINT)"

    def chance(self, column: str, percent: int, *, skip: int = 0) -> str:
        """True for so many rows of a hundred."""
        return f"(({self.bits(column)} >> {skip}) & 1023) < {percent * 1024 // 100}"

    def known(self, column: str, value: str) -> str:
        """The value, NULL for some ten percent of the rows."""
        return f"CASE WHEN ({self.bits(column)} & 1023) < {MISSING} THEN NULL ELSE {value} END"


def pick(values: Sequence[object], index: str) -> str:
    """The value at a place, counted from 0, of a fixed list."""
    return f"[{', '.join(map(literal, values))}][1 + {index}]"


def literal(value: object) -> str:
    """The value as SQL writes it."""
    if value is None:
        return "NULL"
    if isinstance(value, int):
        return str(int(value))
    if isinstance(value, tuple):
        return f"[{', '.join(map(literal, value))}]"
    return "'" + str(value).replace("'", "''") + "'"


def day_parts(count: str) -> str:
    """Year, month and day of a count as one `yyyymmdd`, clipped to days that exist."""
    year, month, day = (
        f"({count} // {YEAR})",
        f"({count} % {YEAR} // {MONTH} + 1)",
        f"({count} % {MONTH} + 1)",
    )
    return f"({year} * 10000 + {month} * 100 + LEAST({day}, {last_day(year, month)}))"


def last_day(year: str, month: str) -> str:
    """The number of days of a month."""
    leap = f"({year} % 4 = 0 AND ({year} % 100 <> 0 OR {year} % 400 = 0))"
    return (
        f"(CASE WHEN {month} = 2 THEN CASE WHEN {leap} THEN 29 ELSE 28 END "
        f"WHEN {month} IN (4, 6, 9, 11) THEN 30 ELSE 31 END)"
    )


def day_bounds(day: str, precision: str) -> tuple[str, str]:
    """Low and high of a day told in full, to the month or to the year (precision 0 to 99)."""
    year, month = f"({day} // 10000)", f"({day} // 100 % 100)"
    low = (
        f"CASE WHEN {precision} < 5 THEN {year} * 10000 + 101 "
        f"WHEN {precision} < 17 THEN {day} // 100 * 100 + 1 ELSE {day} END"
    )
    high = (
        f"CASE WHEN {precision} < 5 THEN {year} * 10000 + 1231 WHEN {precision} < 17 "
        f"THEN {day} // 100 * 100 + {last_day(year, month)} ELSE {day} END"
    )
    return low, high
