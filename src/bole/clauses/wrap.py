"""Whether a line goes on in the next: where hard-wrapped paragraphs end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

from bole.clauses.scan import Line, width

_WINDOW = 5  # kinsoku and narrow quotes leave full lines this many columns apart
_INDENT = 5  # the first line of a paragraph is two characters shorter, its indent being lost
_SLACK = 4
_NARROWEST = 36
_FEWEST = 4  # full lines
_SHARE = 1 / 6  # of all lines are full, at least
_BEYOND = 1 / 20  # of all lines are longer, at most
_LONG = 60  # in text with one paragraph a line, an unfinished line this long was cut by a page
_OPEN = re.compile(r"[，、,（(《“]$|[第的和与及或并在对由将把被于从以向按至为]$")
_LATIN = "".join(map(chr, range(0x21, 0x7F)))
_NO_START = "，。、；：！？）》」』”’%％,.;:!?)"


class Flow(Enum):
    """How one line stands to the next."""

    ENDS = auto()  # the paragraph is over
    MAY_END = auto()  # the line is full and its sentence is over: either
    CUT = auto()  # full, its sentence is not over
    OPEN = auto()  # not full, but it ends in the middle of a phrase
    TORN = auto()  # full, and in the middle of a phrase


@dataclass(frozen=True, slots=True)
class Wrap:
    """How a text was wrapped: `limit` is a full line's width, 0 where lines are paragraphs."""

    limit: int = 0
    gaps_end: bool = False  # a blank line stands between paragraphs only, not between all lines
    spaces_end: bool = False  # a space at the end of a line closes a paragraph

    def flow(self, line: Line, *, before: Line, first: bool) -> Flow:
        """How `before` stands to `line`; `first` where `before` begins its paragraph."""
        if self._parted(line, before=before):
            return Flow.ENDS
        full = self._full(before, then=line, first=first)
        if before.enclosed:
            return Flow.ENDS
        if before.closed:
            return Flow.MAY_END if full and not self._space_ends(before) else Flow.ENDS
        if _OPEN.search(before.text):
            return Flow.TORN if full else Flow.OPEN
        return Flow.CUT if full else Flow.ENDS

    def _parted(self, line: Line, *, before: Line) -> bool:
        """Whether the layout itself says that a paragraph begins at `line`."""
        if line.tabbed or (self.limit and line.indented and not before.indented):
            return True
        return self.gaps_end and line.gap and not line.page

    def _space_ends(self, before: Line) -> bool:
        return self.spaces_end and before.spaced

    def _full(self, before: Line, *, then: Line, first: bool) -> bool:
        if not self.limit:
            return not before.closed and before.width >= _LONG and before.text[-1] not in "）)》”"
        limit = self.limit - (_INDENT if first else 0)
        if before.closed:
            return before.width >= limit - 1
        return before.width + _lead(then.text) > limit - _SLACK


def measure(lines: Sequence[Line]) -> Wrap:
    """How the text was wrapped, seen from all its lines."""
    gaps = sum(line.gap for line in lines[1:])
    spaced = sum(line.spaced for line in lines)
    return Wrap(
        limit=_limit(lines),
        gaps_end=gaps * 2 < len(lines) - 1,
        spaces_end=0 < spaced * 2 < len(lines),
    )


def join(pieces: Sequence[str]) -> str:
    """One paragraph from its lines: no space between Chinese, one between Latin words."""
    parts = list(pieces[:1])
    for before, after in pairwise(pieces):
        parts.append(f" {after}" if _needs_space(before, after=after) else after)
    return "".join(parts)


def _needs_space(before: str, *, after: str) -> bool:
    token = before[len(before.rstrip(_LATIN)) :]
    if "://" in token or "www." in token or "@" in token:
        return False  # a web address was cut
    left, right = before[-1], after[0]
    return (left.isascii() and (left.isalnum() or left in ",.;:&")) and (
        right.isascii() and (right.isalnum() or right == "&")
    )


def _limit(lines: Sequence[Line]) -> int:
    """The width full lines share; 0 where the text is not hard-wrapped.

    In wrapped text many lines stop in mid-sentence at one width, and hardly any goes beyond it.
    """
    counts = Counter(line.width for line in lines)
    near = {w: sum(counts[w - d] for d in range(_WINDOW + 1)) for w in counts if w >= _NARROWEST}
    allowed = len(lines) * _BEYOND
    for limit in sorted(near, key=lambda w: (-near[w], w)):
        beyond = sum(count for w, count in counts.items() if w > limit + _WINDOW)
        if beyond <= allowed:
            return limit if _wrapped(lines, limit=limit) else 0
    return 0


def _wrapped(lines: Sequence[Line], *, limit: int) -> bool:
    window = [line for line in lines if limit - _WINDOW <= line.width <= limit]
    unfinished = sum(not line.closed for line in window)
    return len(window) >= max(_FEWEST, len(lines) * _SHARE) and unfinished * 2 >= len(window)


def _lead(text: str) -> int:
    """The width of the first thing in `text` that a line break may not split."""
    word = re.match(r"[（“《]*(?:[!-~]+|.)", text)
    end = word.end() if word else 1
    while end < len(text) and text[end] in _NO_START:
        end += 1
    return width(text[:end])
