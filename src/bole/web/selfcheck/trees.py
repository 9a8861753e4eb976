"""The match tree as rows of plain values, in the language of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bole import levels
from bole.explain.evidence import Evidence
from bole.explain.model import Change, Line
from bole.explain.summary import KINDS, label_of
from bole.levels import MEETS, MISSING, NOT_MET, PEOPLE
from bole.text import Lang, Text

TONES: Final = {NOT_MET: "b-gap-no", MISSING: "b-gap-open", PEOPLE: "b-gap-open"}
UNCLAIMED: Final = "unclaimed"
OPEN: Final = (MISSING, PEOPLE)
#: So many open criteria of a tier lie open; more of them are folded.
FEW: Final = 4
#: Changes that say more than the row itself: "missing" and "people decide" stand there already.
TELLING: Final = ("time", "amount", "fixed")
CHOICES: Final = ("one_of", "any")
AS_ABOVE: Final = Text("共同条件 {count} 项，和上面一样", "{count} common conditions, as above")
#: Longer words fold; so much of them stays in sight.
LONG, HEAD = 48, 36


@dataclass(frozen=True, slots=True)
class Cell:
    """Words of a row; `head` is their beginning where they are long."""

    words: str
    head: str = ""

    def __bool__(self) -> bool:
        return bool(self.words)


@dataclass(frozen=True, slots=True)
class Node:
    """One row of the tree, with the rows below it."""

    op: str
    label: str
    cite: str
    needed: Cell
    found: Cell
    material: str
    standing: str
    note: str
    gaps: tuple[str, ...]
    tone: str
    settles: bool
    folds: bool
    open: bool
    children: tuple[Node, ...]
    #: The clause that can be claimed here, "" where none; and whether it is.
    claim: str = ""
    claimed: bool = False


class Tree:
    """Draws lines as rows; what is settled is folded, what still decides lies open.

    What several tiers have in common is drawn with the first and named with the others.
    """

    def __init__(
        self, *, evidence: Evidence, lang: Lang, claims: frozenset[str] = frozenset()
    ) -> None:
        """`claims` are the clauses that the page lets one claim."""
        self.evidence, self.lang = evidence, lang
        self._claims = set(claims)
        self._drawn: set[tuple[str, int]] = set()
        self._crowded = False

    def of(self, root: Line) -> Node:
        """The rows of a tier."""
        numbered = (line for line in root.walk() if line.numbered)
        self._crowded = sum(line.level in OPEN for line in numbered) > FEW
        common = [c for c in root.children if c.id and not any(x.numbered for x in c.walk())]
        again = [c for c in common if (c.id, c.level) in self._drawn]
        self._drawn |= {(c.id, c.level) for c in common}
        if len(again) < 2:
            return self._node(root, around="", top=True, settled=False)
        ids = {c.id for c in again}
        own = root._replace(children=tuple(c for c in root.children if c.id not in ids))
        node = self._node(own, around="", top=True, settled=False)
        return replace(node, children=(self._as_above(again), *node.children))

    def _as_above(self, lines: Sequence[Line]) -> Node:
        """One row for conditions that stand above with another tier."""
        level = levels.all_of(line.level for line in lines)
        label = AS_ABOVE.format(count=len(lines)).say(self.lang)
        blank = Cell("")
        return Node(
            op=KINDS["all"].say(self.lang),
            label=label,
            cite="",
            needed=blank,
            found=blank,
            material="",
            standing=levels.NAMES[level],
            note="",
            gaps=(),
            tone="",
            settles=False,
            folds=False,
            open=False,
            children=(),
        )

    def _node(self, line: Line, *, around: str, top: bool, settled: bool) -> Node:
        """One row; `around` is the clause of the row above, `settled`: another branch decided."""
        lines = _best_first(line)
        leaf = not lines
        claim = line.cite if line.cite in self._claims else ""
        self._claims.discard(claim)
        decided = line.kind in CHOICES and line.level == MEETS
        unclaimed = line.claimable and not line.claimed and line.level == NOT_MET
        return Node(
            op="" if leaf or line.kind not in KINDS else KINDS[line.kind].say(self.lang),
            label=label_of(line).say(self.lang),
            cite="" if line.cite == around else line.cite,
            needed=_cell(line.needed.say(self.lang)),
            found=_cell(line.found.say(self.lang)),
            material=self._shown_by(line) if leaf else "",
            standing=UNCLAIMED if unclaimed else line.standing,
            note=line.note.say(self.lang),
            gaps=self._gaps(line.gap) if leaf and not unclaimed else (),
            tone=TONES.get(line.level, ""),
            settles=line.numbered and line.level == MEETS,
            folds=bool(lines) and not top,
            open=_leads_to_criteria(line) or self._lies_open(line, settled=settled),
            children=tuple(
                self._node(
                    below,
                    around=line.cite,
                    top=False,
                    settled=settled or (decided and below.level != MEETS),
                )
                for below in lines
            ),
            claim=claim,
            claimed=line.claimed,
        )

    def _lies_open(self, line: Line, *, settled: bool) -> bool:
        """True for what still decides, unless so many criteria do that they hide each other."""
        crowds = line.numbered and self._crowded
        return line.level in OPEN and not settled and not crowds

    def _gaps(self, changes: Sequence[Change]) -> tuple[str, ...]:
        return tuple(c.text.say(self.lang) for c in changes if c.kind in TELLING)

    def _shown_by(self, line: Line) -> str:
        """The first material that would show what a leaf asks."""
        found = self.evidence.materials(line.reads)
        return found[0].label.say(self.lang) if found else ""


def _best_first(line: Line) -> Sequence[Line]:
    if line.kind in CHOICES:
        return sorted(line.children, key=lambda below: -below.level)
    return line.children


def _leads_to_criteria(line: Line) -> bool:
    """True on the way to the numbered criteria, and for one that is met."""
    if line.numbered:
        return line.level == MEETS
    return any(below.numbered for below in line.walk())


def _cell(words: str) -> Cell:
    return Cell(words, f"{words[:HEAD]}…" if len(words) > LONG else "")
