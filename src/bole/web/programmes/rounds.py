"""Where a round stands at a moment: open, ahead, closed, at any time, or not set at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from bole import units
from bole.policy import intake as intakes_
from bole.policy.intake import SHANGHAI, Intake
from bole.text import Text

State = Literal["open", "ahead", "closed", "rolling", "unset"]
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
#: The bar of days never has more parts than this; a longer round is drawn in weeks or more.
PARTS = 62
WIDTH = 300


@dataclass(frozen=True, slots=True)
class Part:
    """One stretch of the bar: gone, now or to come."""

    x: str
    width: str
    tone: str


@dataclass(frozen=True, slots=True)
class Round:
    """A round as a page shows it; `as_of` is the day that verdicts are asked for (yyyymmdd)."""

    state: State
    as_of: int
    days: int = 0
    opens: Text = Text("")
    closes: Text = Text("")
    parts: tuple[Part, ...] = ()
    #: Ways to apply at any time, beside the round.
    always: tuple[Intake, ...] = ()


def round_at(intakes: Iterable[Intake], *, now: dt.datetime, issued: str = "") -> Round:
    """The round to show at `now`: the open one, else the next, else the last.

    A round without an opening day opens when the document is `issued`.
    """
    listed = tuple(intakes)
    today = units.to_int(now.astimezone(SHANGHAI).date())
    as_of = intakes_.day_to_judge(listed, today=today)
    windows = sorted(_windows(listed, issued=issued), key=lambda i: i.last_day)
    always = tuple(i for i in listed if i.rolling)
    if not windows:
        return Round("rolling" if listed else "unset", as_of, always=always)
    current = [i for i in windows if intakes_.is_open(i, at=now)]
    ahead = [i for i in windows if i.opens is not None and now < i.opens]
    shown = (current or ahead or windows[-1:])[0]
    state: State = "open" if current else "ahead" if ahead else "closed"
    first = units.to_date(shown.first_day) if shown.opens else None
    last = units.to_date(shown.last_day)
    target = first if state == "ahead" and first else last
    return Round(
        state=state,
        as_of=as_of,
        days=abs((target - units.to_date(today)).days),
        opens=say_day(shown.opens) if shown.opens else Text(""),
        closes=say_end(shown.closes),
        parts=_bar(first, last, today=units.to_date(today)) if first else (),
        always=always,
    )


def _windows(intakes: Iterable[Intake], *, issued: str) -> Iterator[Intake]:
    """The rounds, each with the day on which it opens where that is known."""
    try:
        start = dt.datetime.combine(units.to_date(units.read_date(issued).low), dt.time(), SHANGHAI)
    except ValueError:
        start = None
    for intake in intakes:
        if not intake.rolling:
            yield intake if intake.opens else replace(intake, opens=start)


def say_day(moment: dt.datetime) -> Text:
    """`2025 年 5 月 8 日`, with the time where it is not the day's start."""
    day = Text(
        f"{moment.year} 年 {moment.month} 月 {moment.day} 日",
        f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}",
    )
    if (moment.hour, moment.minute) == (0, 0):
        return day
    return Text(f"{day.zh} {moment:%H:%M}", f"{day.en}, {moment:%H:%M}")


def say_end(closes: dt.datetime | None) -> Text:
    """The end of a round; the start of a day is said as 24:00 of the day before."""
    if closes is None:
        return Text("")
    if (closes.hour, closes.minute) != (0, 0):
        return say_day(closes)
    day = say_day(closes - dt.timedelta(days=1))
    return Text(f"{day.zh} 24:00", f"{day.en}, 24:00")


def say_date(day: int) -> Text:
    """`2025 年 6 月 22 日` of yyyymmdd."""
    return say_day(dt.datetime.combine(units.to_date(day), dt.time(), SHANGHAI))


def _bar(first: dt.date, last: dt.date, *, today: dt.date) -> tuple[Part, ...]:
    days = (last - first).days + 1
    step = max(1, -(-days // PARTS))
    count = -(-days // step)
    width = WIDTH / count
    now = (today - first).days // step
    return tuple(
        Part(f"{i * width:.2f}", f"{max(width - 1.4, 1):.2f}", _tone(i, now=now))
        for i in range(count)
    )


def _tone(index: int, *, now: int) -> str:
    return "g" if index < now else "1" if index == now else "3"
