"""What is known of one person: scalar facts and families of records, each with its state.

A value is `known` (exact), a `range` (year-only date, band), `absent` (known not to exist),
`unknown` (not asked or not answered) or `declined`. Ordered kinds carry a low and a high
integer; choices carry catalogue ids.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Final

from bole.problems import Where


class State(StrEnum):
    """How much is known of a value."""

    KNOWN = "known"
    RANGE = "range"
    ABSENT = "absent"
    UNKNOWN = "unknown"
    DECLINED = "declined"


class Assurance(IntEnum):
    """How a fact is backed; a verdict is asked at one of the three."""

    CLAIMED = 1
    EVIDENCED = 2
    VERIFIED = 3


@dataclass(frozen=True, slots=True)
class Value:
    """One fact's value.

    `low`, `high`: ordered kinds only (dates yyyymmdd, counts, amounts in fen, percentages in
    hundredths of a percent, booleans 0/1).
    `choices`: catalogue ids of a choice (several where the fact takes several); an unlisted
    value stands as the text the person wrote, prefixed with `~`.
    `text`: what the person wrote, for showing back.
    """

    state: State
    low: int = 0
    high: int = 0
    choices: frozenset[str] = frozenset()
    text: str = ""
    assurance: Assurance = field(default=Assurance.CLAIMED, compare=False)
    source: str = field(default="", compare=False)
    where: Where | None = field(default=None, compare=False)

    @property
    def given(self) -> bool:
        """True where a value stands: known or a range."""
        return self.state in (State.KNOWN, State.RANGE)


UNKNOWN: Final = Value(State.UNKNOWN)
ABSENT: Final = Value(State.ABSENT)
DECLINED: Final = Value(State.DECLINED)


@dataclass(frozen=True, slots=True)
class Record:
    """One award, post, paper …; `index` is its place in the profile (0-based)."""

    index: int
    values: Mapping[str, Value]
    assurance: Assurance = Assurance.CLAIMED
    #: False where the asked assurance is higher than the record's: it may not be so.
    certain: bool = True

    def get(self, name: str) -> Value:
        """The field's value, UNKNOWN where nothing was said."""
        return self.values.get(name, UNKNOWN)


@dataclass(frozen=True, slots=True)
class Family:
    """All records of one kind; `closed` means there are no more, `backed` who says so."""

    records: tuple[Record, ...] = ()
    closed: bool = False
    backed: Assurance = Assurance.CLAIMED


NOTHING_SAID: Final = Family()


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything known of one person, the employer and the team, by fact id."""

    scalars: Mapping[str, Value]
    families: Mapping[str, Family]

    def get(self, fact: str) -> Value:
        """The scalar's value, UNKNOWN where nothing was said."""
        return self.scalars.get(fact, UNKNOWN)

    def family(self, name: str) -> Family:
        """The family, open and empty where nothing was said."""
        return self.families.get(name, NOTHING_SAID)


def at_assurance(facts: Facts, *, asked: Assurance, registers: frozenset[str]) -> Facts:
    """The facts as they stand at `asked`: weaker scalars are unknown, weaker records possible.

    A claimed closure stands, except for families in `registers`: that there are no more has to be
    backed as well as asked, by an officer or a register.
    """
    if asked is Assurance.CLAIMED:
        return facts
    scalars = {k: v if v.assurance >= asked else UNKNOWN for k, v in facts.scalars.items()}
    families = {
        name: _family_at(family, asked=asked, by_register=name in registers)
        for name, family in facts.families.items()
    }
    return Facts(scalars, families)


def _family_at(family: Family, *, asked: Assurance, by_register: bool) -> Family:
    records = tuple(
        r if r.assurance >= asked else Record(r.index, r.values, r.assurance, certain=False)
        for r in family.records
    )
    closed = family.closed and (not by_register or family.backed >= asked)
    return Family(records, closed=closed, backed=family.backed)
