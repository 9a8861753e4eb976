"""Reminders of deadlines, for those who have a draft: some days before, and on the last day.

Which drafts there are is told by sources that features above register (`sources.append`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from bole.policy.intake import SHANGHAI
from bole.text import Text
from bole.web.notices.models import Notice
from bole.web.notices.services import tell

#: How many days before the end; 0 is the last day itself.
DAYS: Final = (7, 3, 1, 0)
#: From this hour on people are told; nobody is woken.
FROM_HOUR: Final = 8
_AHEAD: Final = Text("{what}：还有 {days} 天截止", "{what}: {days} days until the deadline")
_TODAY: Final = Text("{what}：今天截止", "{what}: the deadline is today")
_BODY: Final = Text(
    "草稿还没提交。截止时间是 {until}，以服务器北京时间为准。",
    "Your draft is not submitted. The deadline is {until}, Beijing time by the server's clock.",
)


@dataclass(frozen=True, slots=True)
class Open:
    """Something that a person has begun and that ends at a moment (exclusive)."""

    user: Any
    about: str
    what: Text
    url: str
    closes: dt.datetime


#: What tells the drafts that are open at a moment.
sources: Final[list[Callable[[dt.datetime], Iterable[Open]]]] = []


def remind(*, now: dt.datetime) -> list[Notice]:
    """The reminders of this moment; each is told once, however often this is called."""
    local = now.astimezone(SHANGHAI)
    if local.hour < FROM_HOUR:
        return []
    found = (item for source in sources for item in source(now))
    return [_told(item, days=days) for item in found if (days := _days(item, now=local)) in DAYS]


def _days(item: Open, *, now: dt.datetime) -> int:
    """Whole days from today to the last day; -1 once it is over."""
    if item.closes <= now:
        return -1
    last = (item.closes - dt.timedelta(seconds=1)).astimezone(SHANGHAI).date()
    return (last - now.date()).days


def _told(item: Open, *, days: int) -> Notice:
    title = (_AHEAD if days else _TODAY).format(what=item.what, days=days)
    return tell(
        item.user, kind="deadline", title=title, body=_BODY.format(until=_until(item.closes)),
        url=item.url, about=item.about,
        once=f"deadline:{item.about}:{item.closes.isoformat()}:{days}",
    )  # fmt: skip


def _until(closes: dt.datetime) -> str:
    """The end as people say it: midnight is 24:00 of the day before."""
    local = closes.astimezone(SHANGHAI)
    if (local.hour, local.minute, local.second) == (0, 0, 0):
        return f"{local - dt.timedelta(days=1):%Y-%m-%d} 24:00"
    return f"{local:%Y-%m-%d %H:%M}"
