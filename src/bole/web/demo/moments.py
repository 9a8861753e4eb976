"""Moments worth standing at: ten minutes and ten seconds before a window closes, and after."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bole.policy import library
from bole.policy.pack import Programme
from bole.text import Text

#: How long before the end, in words.
_BEFORE = (
    (dt.timedelta(minutes=10), Text("截止前 10 分钟", "10 minutes before the end")),
    (dt.timedelta(seconds=20), Text("截止前 20 秒", "20 seconds before the end")),
    (dt.timedelta(), Text("截止那一刻", "The very end")),
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment, what it is, and of which programme."""

    at: dt.datetime
    label: Text
    programme: Text

    @property
    def value(self) -> str:
        """As `read_instant` takes it."""
        return f"{self.at:%Y-%m-%dT%H:%M:%S}"


def last_day() -> Programme:
    """The programme whose window closes last: the demonstration opens ten minutes before."""
    return max(_windowed(), key=lambda found: found[1])[0]


def opening() -> dt.datetime:
    """23:50 of that programme's last day."""
    return max(closes for _, closes in _windowed()) - dt.timedelta(minutes=10)


def moments() -> list[Moment]:
    """Three for each window, the latest window first."""
    found = sorted(_windowed(), key=lambda pair: pair[1], reverse=True)
    return [
        Moment(closes - before, label, programme.title)
        for programme, closes in found
        for before, label in _BEFORE
    ]


def _windowed() -> list[tuple[Programme, dt.datetime]]:
    """Programmes with a window, and when it closes."""
    return [
        (programme, intake.closes)
        for pack in library.readable()
        for programme in pack.programmes
        for intake in programme.intake
        if intake.closes
    ]
