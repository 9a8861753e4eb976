"""When applications are taken: the one function that decides deadlines, to the second.

All instants are Asia/Shanghai; 24:00 is the end of that day, stored as the next day's 00:00,
exclusive.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bole import units
from bole.criteria.kernel import All, AnyOf, AsOf, Compare, Const, Formula, Meta
from bole.text import Text

SHANGHAI = ZoneInfo("Asia/Shanghai")
_INSTANT = re.compile(r"^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?)?$")


@dataclass(frozen=True, slots=True)
class Intake:
    """A way to apply: a window from `opens` up to, not including, `closes`; rolling has neither.

    `when` is who may use it (None: everyone); `holds` lists what waits (pay until landed …).
    """

    id: str
    label: Text
    cite: str = ""
    opens: dt.datetime | None = None
    closes: dt.datetime | None = None
    when: Formula | None = None
    holds: tuple[str, ...] = ()

    @property
    def rolling(self) -> bool:
        """True where applications are taken at any time."""
        return self.closes is None

    @property
    def first_day(self) -> int:
        """The opening day as `yyyymmdd`."""
        return units.to_int(self.opens.date()) if self.opens else units.FIRST_DAY

    @property
    def last_day(self) -> int:
        """The last day on which one can still apply, as `yyyymmdd`."""
        if self.closes is None:
            return units.LAST_DAY
        return units.to_int((self.closes - dt.timedelta(seconds=1)).date())


def is_open(intake: Intake, *, at: dt.datetime) -> bool:
    """True where an application that arrives at `at` (aware) is in time."""
    if at.tzinfo is None:
        raise ValueError("an instant without a time zone")
    return (intake.opens is None or at >= intake.opens) and (
        intake.closes is None or at < intake.closes
    )


def read_instant(value: object, *, end: bool = False) -> dt.datetime:
    """An instant in Asia/Shanghai from `2025-06-22`, `…T24:00` or `…T17:30`.

    A bare date is the day's first second, or with `end` the end of that day (exclusive).
    """
    text = value.isoformat() if isinstance(value, dt.date) else str(value)
    match = _INSTANT.match(text.strip().replace("+08:00", ""))
    if not match:
        raise ValueError(f"not an instant: {value!r}")
    year, month, day, hour, minute, second = (int(g) if g else 0 for g in match.groups())
    start = dt.datetime(year, month, day, tzinfo=SHANGHAI)
    if match.group(4) is None:
        return start + dt.timedelta(days=1) if end else start
    if hour > 24 or minute > 59 or second > 59 or (hour == 24 and (minute or second)):
        raise ValueError(f"no such time: {value!r}")
    return start + dt.timedelta(hours=hour, minutes=minute, seconds=second)


def day_to_judge(intakes: tuple[Intake, ...], *, today: int) -> int:
    """The day a page or command judges as of: today in a round, else the nearest day of it."""
    windows = [i for i in intakes if not i.rolling]
    if not windows:
        return today
    last = max(i.last_day for i in windows)
    first = min(i.first_day for i in windows)
    return min(max(today, first), last)


def timing(intakes: tuple[Intake, ...]) -> Formula | None:
    """The clause that a day lies in a round, None where the document sets no time."""
    if not intakes:
        return None
    meta = Meta("timing", intakes[0].cite, Text("申报时间", "Application period"), shown=True)
    return AnyOf(tuple(_way(i) for i in intakes), meta)


def _way(intake: Intake) -> Formula:
    parts: list[Formula] = []
    if intake.opens:
        parts.append(Compare(AsOf(), "ge", Const(intake.first_day)))
    if intake.closes:
        parts.append(Compare(AsOf(), "le", Const(intake.last_day)))
    if intake.when is not None:
        parts.append(intake.when)
    leaf = intake.when is None
    return All(
        tuple(parts),
        Meta(f"timing.{intake.id}", intake.cite, intake.label, shown=True, leaf=leaf),
    )
