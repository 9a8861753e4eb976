"""Where the applications of a programme stand on a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from bole.criteria.kernel import Formula
from bole.levels import MEETS
from bole.policy.intake import Intake
from bole.text import Text
from bole.units import FIRST_DAY, iso, read_date, to_date

OPEN: Final = "open"
ROLLING: Final = "rolling"
UPCOMING: Final = "upcoming"
CLOSED: Final = "closed"
UNSET: Final = "unset"
WORDS: Final = {
    OPEN: Text("正在申报", "Open now"),
    ROLLING: Text("常年受理", "Open at any time"),
    UPCOMING: Text("未到申报期", "Not open yet"),
    CLOSED: Text("本期已截止", "Closed"),
    UNSET: Text("文件没有规定申报时间", "The document sets no time"),
}


@dataclass(frozen=True, slots=True)
class Round:
    """Where the applications of a programme stand on a day; days are `yyyymmdd`, None unknown."""

    status: str
    opens: int | None = None
    closes: int | None = None
    days_left: int | None = None

    @property
    def word(self) -> Text:
        """The status in a word or two."""
        return WORDS[self.status]

    @property
    def takes(self) -> bool:
        """True where one can apply on that day."""
        return self.status in (OPEN, ROLLING, UNSET)

    @property
    def text(self) -> Text:
        """The day that matters, "" where none does."""
        if self.status == OPEN and self.closes is not None:
            day, left = iso(self.closes), self.days_left
            if left == 0:
                return Text(f"{day} 截止，就是今天", f"closes today, {day}")
            return Text(f"{day} 截止，还剩 {left} 天", f"closes on {day}, {left} days left")
        if self.status == UPCOMING and self.opens is not None:
            return Text(f"{iso(self.opens)} 开始", f"opens on {iso(self.opens)}")
        if self.status == CLOSED and self.closes is not None:
            return Text(f"最后一天 {iso(self.closes)}", f"last day {iso(self.closes)}")
        return Text("")


def round_of(
    intakes: Iterable[Intake],
    *,
    today: int,
    level: Callable[[Formula], int],
    issued: str = "",
) -> Round:
    """The round on `today` (`yyyymmdd`); `level` says who may use a way that is not for everyone.

    A window without an opening day opens when the document is `issued`.
    """
    listed = tuple(intakes)
    usable = [i for i in listed if i.when is None or level(i.when) == MEETS]
    start = _first_day(issued)
    windows = sorted(
        (start if i.opens is None else i.first_day, i.last_day) for i in usable if not i.rolling
    )
    for first, last in windows:
        if first <= today <= last:
            left = (to_date(last) - to_date(today)).days
            return Round(OPEN, _known(first), last, left)
    if any(i.rolling for i in usable):
        return Round(ROLLING)
    coming = [w for w in windows if w[0] > today]
    if coming:
        return Round(UPCOMING, *coming[0])
    if windows:
        first, last = max(windows, key=lambda w: w[1])
        return Round(CLOSED, _known(first), last)
    return Round(CLOSED if listed else UNSET)


def _first_day(issued: str) -> int:
    """The first day that a date of issue, however precise, can mean."""
    try:
        return read_date(issued).low
    except ValueError:
        return FIRST_DAY


def _known(first: int) -> int | None:
    return first if first > FIRST_DAY else None
