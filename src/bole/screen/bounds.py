"""How facts lie in tables: ordered facts as two integers, choices as what is asked of them.

An unknown ordered fact is (-BIG, BIG), an absent one (BIG, -BIG): then no comparison ever needs
a third column, and none is ever NULL.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bole.facts.model import Facts, Record, State, Value

BIG = 10**15
UNKNOWN, ABSENT = (-BIG, BIG), (BIG, -BIG)
#: States of a choice: told, not told, known to be none.
TOLD, OPEN, NONE = 3, 1, 0
NOTHING = Value(State.UNKNOWN)
Ranks = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Lookup:
    """An integer for each value of a choice, several values joined by `|` of bits.

    `wide` where the integer takes more than a byte.
    """

    of: str
    cases: tuple[tuple[str, int], ...]
    otherwise: int = 0
    unknown: int = 1
    absent: int = 0
    wide: bool = False

    def __call__(self, value: Value) -> int:
        """What the value comes to."""
        if not value.given:
            return self.absent if value.state is State.ABSENT else self.unknown
        cases, found = dict(self.cases), self.absent if not value.choices else 0
        for choice in value.choices:
            found |= cases.get(choice, self.otherwise)
        return found


class Need:
    """Which columns a table has to have."""

    def __init__(self) -> None:
        self.ordered: set[str] = set()
        self.chosen: set[str] = set()
        #: Choices whose place in an order counts, with their catalogue.
        self.ranked: dict[str, str] = {}
        self.families: set[str] = set()
        #: What is asked of choices, by column.
        self.lookups: dict[str, Lookup] = {}
        self._columns: dict[Lookup, str] = {}

    def lookup(self, asked: Lookup) -> str:
        """The column of a lookup; equal ones share it."""
        if asked not in self._columns:
            self._columns[asked] = f"{asked.of}__k{len(self._columns)}"
            self.lookups[self._columns[asked]] = asked
        return self._columns[asked]

    @property
    def names(self) -> set[str]:
        """All facts that are read."""
        looked = {lookup.of for lookup in self.lookups.values()}
        return self.ordered | self.chosen | self.ranked.keys() | looked

    def columns(self) -> list[str]:
        """The columns, in order."""
        found = [f"{name}__{part}" for name in sorted(self.ordered) for part in ("lo", "hi")]
        found += [f"{name}__{part}" for name in sorted(self.ranked) for part in ("rlo", "rhi")]
        found += [f"{name}__{part}" for name in sorted(self.chosen) for part in ("s", "c")]
        return [*found, *self.lookups]


def ordered(value: Value) -> tuple[int, int]:
    """The two integers of an ordered fact."""
    if value.given:
        return value.low, value.high
    return ABSENT if value.state is State.ABSENT else UNKNOWN


def choice(value: Value) -> tuple[int, str]:
    """State and word of a choice; several values are joined by bars: `|a|b|`."""
    if not value.given:
        return (NONE if value.state is State.ABSENT else OPEN), ""
    listed = sorted(value.choices)
    return TOLD, listed[0] if len(listed) == 1 else "|" + "|".join(listed) + "|"


def rank(value: Value, *, ranks: Mapping[str, int]) -> tuple[int, int]:
    """The two integers of a choice's place in its order."""
    if not value.given:
        return ABSENT if value.state is State.ABSENT else UNKNOWN
    found = [ranks[c] for c in value.choices if c in ranks]
    return (min(found), max(found)) if found else UNKNOWN


def row_of(values: Mapping[str, Value], *, need: Need, ranks: Ranks) -> dict[str, object]:
    """The columns of one person or record.

    `<fact>__lo` and `__hi` of ordered facts, `__rlo` and `__rhi` of places in an order, `__s`
    and `__c` of choices, and what is looked up of them.
    """
    row: dict[str, object] = {}
    for name in sorted(need.ordered):
        row[f"{name}__lo"], row[f"{name}__hi"] = ordered(values.get(name, NOTHING))
    for name, catalogue in sorted(need.ranked.items()):
        place = rank(values.get(name, NOTHING), ranks=ranks[catalogue])
        row[f"{name}__rlo"], row[f"{name}__rhi"] = place
    for name in sorted(need.chosen):
        row[f"{name}__s"], row[f"{name}__c"] = choice(values.get(name, NOTHING))
    for column, lookup in need.lookups.items():
        row[column] = lookup(values.get(lookup.of, NOTHING))
    return row


def person_row(person: int, facts: Facts, *, need: Need, ranks: Ranks) -> dict[str, object]:
    """The row of one person."""
    row = row_of(facts.scalars, need=need, ranks=ranks)
    closed = {f"{name}__closed": int(facts.family(name).closed) for name in need.families}
    return {"person_id": person, **row, **closed}


def record_row(person: int, record: Record, *, need: Need, ranks: Ranks) -> dict[str, object]:
    """The row of one record."""
    row = row_of(record.values, need=need, ranks=ranks)
    return {"person_id": person, "certain": int(record.certain), **row}
