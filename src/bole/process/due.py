"""When a stage is due: the one place that adds days and working days."""

from __future__ import annotations

import datetime as dt

from bole import units
from bole.process.model import Due
from bole.workdays import Workdays


def due_at(
    due: Due | None, *, entered: dt.datetime, count: int | None, workdays: Workdays
) -> dt.datetime | None:
    """The first instant that is too late (Asia/Shanghai), None where nothing is set.

    `count` replaces the document's count where an office decided another. Raises Problems
    where the working days of a year are not known.
    """
    if due is None:
        return None
    if due.at is not None:
        return due.at
    number = due.count if count is None else count
    if number is None:
        return None
    start = entered.date()
    if due.unit == "working_days":
        last = workdays.add(start, days=number, count_first=due.count_first_day)
    elif due.unit == "months":
        ends = units.to_date(units.shift_months(units.to_int(start), months=number))
        last = ends - dt.timedelta(days=due.count_first_day)
    else:
        last = start + dt.timedelta(days=number - due.count_first_day)
    return dt.datetime.combine(last + dt.timedelta(days=1), dt.time(), tzinfo=entered.tzinfo)


def say_due(due: dt.datetime) -> str:
    """The instant as people write it: midnight is 24:00 of the day before."""
    if due.hour or due.minute or due.second:
        return f"{due:%Y-%m-%d %H:%M}"
    return f"{due - dt.timedelta(days=1):%Y-%m-%d} 24:00"
