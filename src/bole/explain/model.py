"""The explanation tree: one source for text, JSON, pages and documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from bole import levels
from bole.text import Text


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact that may still decide: a scalar, a family ("any more?"), or a record's field.

    `id` is `birth_date`, `papers` or `awards[0].grade`. `weight` says how much it decides,
    `settles` how many numbered criteria it bears on.
    """

    id: str
    label: Text
    weight: float = 0.0
    settles: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """One change that a node needs: kind is time, fact, amount, judgement or fixed.

    `fixed` cannot change (an age already passed). `earliest` is a day `yyyymmdd` where time
    alone does it; `in_round` is False where that day falls after the round.
    """

    kind: str
    text: Text
    facts: tuple[str, ...] = ()
    earliest: int | None = None
    in_round: bool | None = None


class Line(NamedTuple):
    """One node as people see it.

    `kind`: all, any, one_of, at_least, not, soft, readings (these have children), leaf,
    judgement. `gap` is the smallest set of changes that lifts the node; empty where it meets
    or where nothing a person can do would lift it.
    """

    id: str
    cite: str
    label: Text
    kind: str
    level: int
    needed: Text = Text("")
    found: Text = Text("")
    note: Text = Text("")
    missing: tuple[str, ...] = ()
    gap: tuple[Change, ...] = ()
    numbered: bool = False
    claimable: bool = False
    claimed: bool = False
    stage: str = ""
    reads: frozenset[str] = frozenset()
    #: Numbers of the materials that would show what a leaf asks.
    materials: tuple[str, ...] = ()
    children: tuple[Line, ...] = ()

    @property
    def standing(self) -> str:
        """`meets`, `people_decide`, `facts_missing`, `not_met` or `later`."""
        return levels.NAMES[self.level]

    @property
    def answer(self) -> str:
        """`YES`, `OPEN`, `NO` or `LATER`."""
        return levels.ANSWERS[self.level]

    @property
    def word(self) -> Text:
        """The standing in a word."""
        return levels.WORDS[self.level]

    def walk(self) -> Iterator[Line]:
        """The line and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class TierView:
    """The verdict for one track and tier: `root` the conditions, `timing` the round."""

    programme: str
    track: str
    tier: str
    title: Text
    level: int
    root: Line
    timing: Line | None = None
    missing: tuple[Missing, ...] = ()

    @property
    def standing(self) -> str:
        """The standing's name."""
        return levels.NAMES[self.level]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a stored verdict needs to be judged again: fingerprints and the date."""

    number: str
    pack: str
    pack_version: str
    pack_hash: str
    cycle_hash: str
    facts_hash: str
    rulings_hash: str
    engine: str
    as_of: int
    stage: str
    assurance: str


@dataclass(frozen=True, slots=True)
class Report:
    """All verdicts of one question, best standing first, and what to ask next."""

    tiers: tuple[TierView, ...]
    missing: tuple[Missing, ...]
    receipt: Receipt
