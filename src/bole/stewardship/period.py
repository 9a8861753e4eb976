"""What falls when in a plan's period, from the day it begins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from bole import units
from bole.process.due import due_at
from bole.stewardship.act import Setting
from bole.stewardship.model import Assessment, Filing, Plan
from bole.text import Text


@dataclass(frozen=True, slots=True)
class Milestone:
    """A day on which something of the plan falls; `due` is the first instant too late."""

    item: str
    number: int
    label: Text
    on: dt.date
    due: dt.datetime | None = None


def months_of(plan: Plan, *, setting: Setting) -> int | None:
    """How long the plan runs, None until an office decides it."""
    decided = setting.params.get(plan.param)
    return plan.months if decided is None else 12 * decided


def milestones(plan: Plan, *, begun: dt.date, setting: Setting) -> tuple[Milestone, ...]:
    """Everything that falls on a day, by day; nothing while the length is not decided."""
    months = months_of(plan, setting=setting)
    if months is None:
        return ()
    found = [
        m for f in plan.files for m in _filings(f, begun=begun, months=months, setting=setting)
    ]
    for one in plan.assessments:
        for number, day in enumerate(_days(one, begun=begun, months=months), start=1):
            found.append(Milestone(one.id, number, one.label, day))
    return tuple(sorted(found, key=lambda m: m.on))


def last_day(begun: dt.date, *, months: int) -> dt.date:
    """The last day of a period that begins on `begun`."""
    return _shifted(begun, months=months) - dt.timedelta(days=1)


def _filings(
    filing: Filing, *, begun: dt.date, months: int, setting: Setting
) -> Iterator[Milestone]:
    years = range((months + 11) // 12) if filing.yearly else range(1)
    for year in years:
        on = _shifted(begun, months=12 * year)
        entered = dt.datetime.combine(on, dt.time())
        count = setting.params.get(filing.due.param) if filing.due else None
        due = due_at(filing.due, entered=entered, count=count, workdays=setting.workdays)
        yield Milestone(filing.id, year + 1, filing.label, on, due)


def _days(one: Assessment, *, begun: dt.date, months: int) -> Iterator[dt.date]:
    if one.when == "mid":
        yield _shifted(begun, months=months // 2)
    elif one.when == "end":
        yield last_day(begun, months=months)
    else:
        yield from (last_day(begun, months=m) for m in range(12, months + 1, 12))


def _shifted(day: dt.date, *, months: int) -> dt.date:
    return units.to_date(units.shift_months(units.to_int(day), months=months))
