"""A tier's conditions as rows: what decides lies open, what is settled takes one row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from bole import levels
from bole.explain.model import Change, Line, Missing
from bole.explain.summary import CHOICES, KINDS, label_of
from bole.levels import LATER, MEETS, MISSING, NOT_MET, PEOPLE
from bole.text import Lang, Text, join

OPEN: Final = (MISSING, PEOPLE)
UNCLAIMED: Final = Text("没主张", "Not claimed")
GENERAL: Final = Text("{n} 项通用条件：同上", "{n} general conditions: as above")
AS_ABOVE: Final = Text("同上", "As above")
ONE_IDLE: Final = Text("另有 1 种情形，不影响判断", "1 other way is left out; it does not matter")
IDLE: Final = Text("另有 {n} 种情形，不影响判断", "{n} other ways are left out; they do not matter")
LACKS: Final = Text("还缺：{facts}{more}", "Still missing: {facts}{more}")
AND_MORE: Final = Text("等", " …")
COMMA: Final = Text("、", ", ")
#: Changes that say more than the row itself: "missing" and "people decide" stand there already.
TELLING: Final = ("time", "amount", "fixed")
#: Nobody reads more than this in a column; longer texts end in "…".
MOST: Final[dict[Lang, int]] = {"zh": 110, "en": 180}
#: Words such as "needs" that a change has beside what the row says already.
FILLING: Final[dict[Lang, int]] = {"zh": 8, "en": 15}
#: So many open criteria of a tier are shown in full; the others in a row that says what they lack.
IN_FULL: Final = 6
LACKING: Final = 4
#: A condition that reads more facts than this is told by its label alone.
ONE_TEST: Final = 6


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the tree as the template takes it, in one language."""

    depth: int
    label: str
    standing: str
    word: str
    op: str = ""
    cite: str = ""
    needed: str = ""
    found: str = ""
    materials: str = ""
    note: str = ""
    gaps: tuple[str, ...] = ()
    strong: bool = False
    tint: bool = False


class Rows:
    """Makes the rows of one document; conditions that tiers share are told once."""

    def __init__(self, *, lang: Lang, missing: Iterable[Missing] = ()) -> None:
        self.lang = lang
        self._labels = {m.id: m.label for m in missing}
        self._told: set[int] = set()
        self._open: set[Line] = set()
        self._near: set[int] = set()

    def of(self, root: Line) -> list[dict[str, Any]]:
        """All rows of a tier."""
        self._open, self._near = set(), _nearest_open(root)
        above = [c for c in root.children if id(c) in self._told]
        if len(above) < 2:
            above = []
        rows = [self._general(above)] if above else []
        for child in root.children:
            if child not in above:
                rows += self._line(child, depth=0, around="")
        self._told.update(id(c) for c in root.children)
        return [asdict(row) for row in rows]

    def failing(self, root: Line) -> list[dict[str, Any]]:
        """Only the rows in which the tier fails, with the way that is nearest."""
        self._open = set()
        return [asdict(row) for line in _failing(root) for row in self._fails(line)]

    def change(self, change: Change) -> str:
        """One change in words: only what stands before its colon where all is too much."""
        said = change.text.say(self.lang)
        if len(said) <= MOST[self.lang]:
            return said
        head, colon, _ = said.replace("：", ": ").partition(": ")
        return head if colon and len(head) <= MOST[self.lang] else self._short(change.text)

    def _fails(self, line: Line) -> Iterator[Row]:
        near = [c for c in line.children if line.gap and c.gap == line.gap][:1]
        yield self._row(line, depth=0, around="", gaps=line.children == ())
        for child in near:
            yield from self._line(child, depth=1, around=line.cite, nearest=True)

    def _line(
        self, line: Line, *, depth: int, around: str, idle: bool = False, nearest: bool = False
    ) -> Iterator[Row]:
        """The line and what lies open below it; `idle` where something else has decided.

        What is not met takes one row, but for the `nearest` way and what only time is short of.
        """
        if idle or is_unclaimed(line) or line.level == LATER:
            yield self._row(line, depth=depth, around=around, gaps=False, noted=False)
            return
        if line.children and line in self._open:
            yield self._row(line, depth=depth, around=around, note=AS_ABOVE, gaps=False)
            return
        self._open.add(line)
        settled = line.kind in CHOICES and line.level == MEETS
        far = line.numbered and line.level in OPEN and not (nearest or id(line) in self._near)
        shown = [] if far else _shown(line, settled=settled, nearest=nearest)
        note = self._lacks(line) if far else _left_out(len(line.children) - len(shown), settled)
        yield self._row(line, depth=depth, around=around, note=note, gaps=not shown)
        for child in shown:
            yield from self._line(
                child, depth=depth + 1, around=line.cite, idle=settled and child.level != MEETS
            )

    def _row(
        self,
        line: Line,
        *,
        depth: int,
        around: str,
        note: Text = Text(""),
        gaps: bool = True,
        noted: bool = True,
    ) -> Row:
        unclaimed = is_unclaimed(line)
        told = line.level != LATER and len(line.reads) <= ONE_TEST
        shown = line.level in (MEETS, PEOPLE)
        notes = [line.note if noted else Text(""), note]
        return Row(
            depth=depth,
            label=self._say(label_of(line)),
            standing="unclaimed" if unclaimed else line.standing,
            word=self._say(UNCLAIMED if unclaimed else line.word),
            op=self._say(KINDS.get(line.kind, Text(""))) if line.children else "",
            cite="" if line.cite == around else line.cite,
            needed=self._short(line.needed) if told else "",
            found=self._short(line.found) if told else "",
            materials=self._say(COMMA).join(line.materials) if shown else "",
            note=" · ".join(self._say(n) for n in notes if n),
            gaps=tuple(self._new(line)) if gaps else (),
            strong=line.numbered,
            tint=line.numbered and line.level == MEETS,
        )

    def _general(self, lines: Sequence[Line]) -> Row:
        level = levels.all_of(line.level for line in lines)
        label = self._say(GENERAL.format(n=len(lines)))
        return Row(0, label, levels.NAMES[level], self._say(levels.WORDS[level]))

    def _new(self, line: Line) -> Iterator[str]:
        """The changes that say more than the row does."""
        row = [self._say(t) for t in (line.label, line.needed, line.found) if t]
        for change in line.gap:
            said = self._say(change.text)
            for words in row:
                said = said.replace(words, "", 1)
            if change.kind in TELLING and len(said) > FILLING[self.lang]:
                yield self.change(change)

    def _lacks(self, line: Line) -> Text:
        """What a criterion still misses, where it takes one row."""
        facts = [self._labels[id] for id in line.missing if id in self._labels]
        if not facts or not line.children:
            return Text("")
        more = AND_MORE if len(facts) > LACKING else Text("")
        return LACKS.format(facts=join(facts[:LACKING]), more=more)

    def _say(self, text: Text) -> str:
        return text.say(self.lang)

    def _short(self, text: Text) -> str:
        """The text, cut where nobody would read on."""
        said, most = self._say(text), MOST[self.lang]
        return said if len(said) <= most else said[: most - 1].rstrip("，,、 ") + "…"


def is_unclaimed(line: Line) -> bool:
    """True where the line would count only if the person claimed it."""
    return line.claimable and not line.claimed and line.level == NOT_MET


def _nearest_open(root: Line) -> set[int]:
    """The open criteria to show in full: those that lack least."""
    found = [line for line in root.walk() if line.numbered and line.level in OPEN]
    found.sort(key=lambda line: (-line.level, len(line.missing)))
    return {id(line) for line in found[:IN_FULL]}


def _left_out(count: int, settled: bool) -> Text:
    return Text("") if not (count and settled) else ONE_IDLE if count == 1 else IDLE.format(n=count)


def _shown(line: Line, *, settled: bool, nearest: bool) -> list[Line]:
    """The parts to show, those that decide first."""
    parts: Iterable[Line] = line.children
    if line.kind in CHOICES:
        parts = sorted(parts, key=lambda c: -c.level)
    if settled and not any(c.numbered for c in line.children):
        return [c for c in parts if c.level == MEETS]
    waits = bool(line.gap) and all(c.kind == "time" for c in line.gap)
    closed = line.numbered and line.level == NOT_MET and not (waits or nearest)
    return [] if closed else list(parts)


def _failing(line: Line) -> Iterator[Line]:
    """The uppermost conditions, outside of groups, that are not met."""
    for child in line.children:
        if child.level != NOT_MET:
            continue
        if child.kind == "all" and not child.numbered:
            yield from _failing(child)
        else:
            yield child
