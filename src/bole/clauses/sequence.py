"""Which numbers are numbering: each must be the next of an open level, or open a level."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from bole.clauses.numbering import Marker, Style
from bole.clauses.wrap import Flow


class Part(Enum):
    """A level without a number, which still holds numbered clauses."""

    NOTE = "注"
    PARAGRAPH = "段"


@dataclass(slots=True)
class _Level:
    style: Style | Part
    value: int


@dataclass(slots=True)
class Sequence:
    """The open levels of one part of a text (its body, or one annex), outermost first."""

    levels: list[_Level] = field(default_factory=list)
    last: dict[Style, int] = field(default_factory=dict)

    def place(self, marker: Marker, *, flow: Flow, followed: bool = False) -> int | None:
        """The level `marker` belongs to, which is now open there; None where it is text.

        `followed` says that the next number of this style in the text is a 2: a first number
        below a line that seems to go on is believed only then.
        """
        level = self._level(marker, flow=flow, followed=followed)
        if level is not None:
            self._open(level, style=marker.style, value=marker.value)
            self.last[marker.style] = marker.value
        return level

    def restarts(self, marker: Marker) -> int | None:
        """The level of an open list of the same style, where `marker` would begin a second one."""
        return self._index(marker.style) if marker.value == 1 else None

    def open_part(self, part: Part, *, level: int) -> None:
        """Makes an unnumbered part the innermost level."""
        self._open(level, style=part, value=0)

    def part_level(self, part: Part) -> int:
        """Where a note with numbers of its own belongs: beside the list it follows."""
        known = [i for i, level in enumerate(self.levels) if level.style is part]
        return known[0] if known else max(len(self.levels) - 1, 0)

    def _level(self, marker: Marker, *, flow: Flow, followed: bool) -> int | None:
        if flow is Flow.TORN:
            return None
        following = self._following(marker)
        if following is not None:
            return following
        begins = marker.value == 1 and self._index(marker.style) is None
        if begins and (followed or flow in (Flow.ENDS, Flow.MAY_END)):
            return self._depth(marker.style)
        # Numbers may run on under the next heading: （一） 1–8, （二） 9–15.
        runs_on = marker.value > 1 and marker.value == self.last.get(marker.style, 0) + 1
        if runs_on and self._index(marker.style) is None:
            return self._depth(marker.style)
        return None

    def _following(self, marker: Marker) -> int | None:
        step = 0 if marker.inserted else 1
        for i in range(len(self.levels) - 1, -1, -1):
            level = self.levels[i]
            if level.style is marker.style and marker.value == level.value + step:
                return i
        return None

    def _index(self, style: Style) -> int | None:
        """The innermost open level of that style; an unnumbered part hides those outside it."""
        for i in range(len(self.levels) - 1, -1, -1):
            if self.levels[i].style is style:
                return i
            if isinstance(self.levels[i].style, Part):
                return None
        return None

    def _depth(self, style: Style) -> int:
        """Below the innermost level; books, chapters and articles close all that ranks lower."""
        depth = len(self.levels)
        while style <= Style.ARTICLE and depth and _ranks_lower(self.levels[depth - 1], than=style):
            depth -= 1
        return depth

    def _open(self, level: int, *, style: Style | Part, value: int) -> None:
        del self.levels[level:]
        self.levels.append(_Level(style, value))


def _ranks_lower(level: _Level, *, than: Style) -> bool:
    return isinstance(level.style, Style) and level.style > than
