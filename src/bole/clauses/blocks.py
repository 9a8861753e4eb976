"""Lines grouped into numbered clauses, paragraphs, notes and annex headings, with their levels."""

from __future__ import annotations

import re
from collections.abc import Sequence as Items
from dataclasses import dataclass, field
from enum import Enum, auto

from bole.clauses.annexes import Heading, find_annexes, is_listing
from bole.clauses.numbering import Marker, Style, read_marker
from bole.clauses.scan import Line
from bole.clauses.sequence import Part, Sequence
from bole.clauses.wrap import Flow, Wrap, join, measure

_NOTE = re.compile(r"[（(]?(?P<name>注|备注|附注|说明)\s*[:：]\s*(?P<rest>.*)", re.DOTALL)
_HEAD_LENGTH = 40


class Kind(Enum):
    """What a block is."""

    NUMBERED = auto()
    PARAGRAPH = auto()
    NOTE = auto()
    HEAD = auto()  # an unnumbered paragraph that a list hangs on
    LISTING = auto()  # the list of annexes, and what is signed below it
    ANNEX = auto()


@dataclass(slots=True)
class Block:
    """One paragraph with its place; `level` is 0 for the outermost numbers, -1 for no level."""

    kind: Kind
    start: int
    end: int
    level: int = -1
    style: Style | None = None
    number: str = ""
    segment: str = ""
    title: str = ""
    tabbed: bool = False
    closed: bool = False  # its last line ends as a sentence does
    pieces: list[str] = field(default_factory=list)
    quotes: int = 0  # 《 not yet closed

    @property
    def text(self) -> str:
        """The paragraph in one piece."""
        return join([piece for piece in self.pieces if piece])

    def add(self, line: Line, *, text: str) -> None:
        """Takes a line in."""
        self.pieces.append(text)
        self.end, self.closed = line.no, line.closed
        self.quotes += text.count("《") - text.count("》")


@dataclass(slots=True)
class _Reader:
    wrap: Wrap
    blocks: list[Block] = field(default_factory=list)
    levels: Sequence = field(default_factory=Sequence)
    listing: bool = False
    before: Line | None = None

    def read(self, line: Line, *, annex: Heading | None, followed: bool) -> None:
        if annex:
            self._annex(annex, line=line)
        else:
            self._words(line, flow=self._flow(line), followed=followed)
        self.before = line

    def _words(self, line: Line, *, flow: Flow, followed: bool) -> None:
        if is_listing(line.text) and flow in (Flow.ENDS, Flow.MAY_END):
            self.listing = True
            self._add(Kind.LISTING, line=line, text=line.text)
        elif not self._numbered(line, flow=flow, followed=followed):
            self._unnumbered(line, flow=flow)

    def _flow(self, line: Line) -> Flow:
        if self.before is None or not self.blocks or self.blocks[-1].kind is Kind.ANNEX:
            return Flow.ENDS
        last = self.blocks[-1]
        flow = self.wrap.flow(line, before=self.before, first=len(last.pieces) == 1)
        # A title broken inside a book title is one title.
        torn = last.quotes > 0 and len(last.pieces) < 4 and not last.closed
        return Flow.OPEN if torn and flow is Flow.ENDS else flow

    def _annex(self, annex: Heading, *, line: Line) -> None:
        self.listing = False
        self.levels = Sequence()
        block = Block(Kind.ANNEX, line.no, line.no, -1, None, annex.number, annex.segment)
        block.title = annex.title
        self.blocks.append(block)

    def _numbered(self, line: Line, *, flow: Flow, followed: bool) -> bool:
        marker = read_marker(line.text)
        if marker is None or (self.listing and marker.style is Style.DIGIT):
            return False
        level = self.levels.place(marker, flow=flow, followed=followed)
        if level is None:
            level = self._second_list(marker, flow=flow)
        if level is None:
            return False
        self.listing = False
        self._add_number(marker, level=level, line=line)
        return True

    def _second_list(self, marker: Marker, *, flow: Flow) -> int | None:
        """A list that starts over under an unnumbered paragraph, which becomes its head."""
        at = self.levels.restarts(marker)
        last = self.blocks[-1] if self.blocks else None
        if at is None or last is None or flow is not Flow.ENDS:
            return None
        if last.kind is not Kind.PARAGRAPH or not _is_head(last, outermost=at == 0):
            return None
        if at and self.levels.levels[at - 1].style is Part.PARAGRAPH:
            at -= 1
        last.kind, last.level = Kind.HEAD, at
        self.levels.open_part(Part.PARAGRAPH, level=at)
        return self.levels.place(marker, flow=flow)

    def _unnumbered(self, line: Line, *, flow: Flow) -> None:
        ends = flow in (Flow.ENDS, Flow.MAY_END)
        note = _NOTE.fullmatch(line.text) if ends else None
        if note and not self.listing:
            self._note(note, line=line)
        elif flow is Flow.ENDS or (self.listing and read_marker(line.text)):
            kind = Kind.LISTING if self.listing else Kind.PARAGRAPH
            self._add(kind, line=line, text=line.text)
        else:
            self.blocks[-1].add(line, text=line.text)

    def _note(self, note: re.Match[str], *, line: Line) -> None:
        """A note, and the list that may begin on its first line (`备注：1.…`)."""
        marker = read_marker(note["rest"])
        if marker is None or marker.value != 1:
            self._add(Kind.NOTE, line=line, text=line.text)
            return
        level = self.levels.part_level(Part.NOTE)
        self._add(Kind.NOTE, line=line, text=line.text[: note.start("rest")].rstrip(), level=level)
        self.levels.open_part(Part.NOTE, level=level)
        place = self.levels.place(marker, flow=Flow.ENDS)
        self._add_number(marker, level=level + 1 if place is None else place, line=line)

    def _add_number(self, marker: Marker, *, level: int, line: Line) -> None:
        block = self._add(Kind.NUMBERED, line=line, text=marker.rest, level=level)
        block.style, block.number, block.segment = marker.style, marker.printed, marker.segment

    def _add(self, kind: Kind, *, line: Line, text: str, level: int = -1) -> Block:
        block = Block(kind, line.no, line.no, level, tabbed=line.tabbed)
        block.add(line, text=text)
        self.blocks.append(block)
        return block


def read_blocks(lines: Items[Line]) -> list[Block]:
    """The blocks of a text in order."""
    reader = _Reader(measure(lines))
    annexes = find_annexes(lines)
    followed = _followed(lines)
    for i, line in enumerate(lines):
        reader.read(line, annex=annexes.get(i), followed=followed[i])
    return reader.blocks


def _followed(lines: Items[Line]) -> list[bool]:
    """For each line, whether the next number of the style it begins with is a 2."""
    found: list[bool] = []
    later: dict[Style, int] = {}
    for line in reversed(lines):
        marker = read_marker(line.text)
        found.append(bool(marker and later.get(marker.style) == 2))
        if marker:
            later[marker.style] = marker.value
    return found[::-1]


def _is_head(block: Block, *, outermost: bool) -> bool:
    text = block.text
    return text[-1:] in ("：", ":") or (
        outermost and not block.closed and len(text) <= _HEAD_LENGTH
    )
