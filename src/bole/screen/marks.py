"""The bits that several child tables give, side by side in a few integers.

Most tables give only bits: a few lanes of an integer each. Stacked, they are aggregated once for
all tables, and persons are joined once instead of once a table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from bole.screen.dialect import Dialect
from bole.screen.lanes import FULL, FamilyPlan

#: Bits in an integer that are used.
ROOM: Final = FULL.bit_length()


@dataclass(frozen=True, slots=True)
class Mark:
    """Bits of one table: what they are of a record, how many, and where they stand."""

    family: str
    column: str
    sql: str
    bits: int
    shift: int

    @property
    def mask(self) -> int:
        """The bits, at the low end."""
        return (1 << self.bits) - 1


@dataclass(slots=True)
class Word:
    """An integer over a person's records, by `BIT_OR` or `BIT_AND`."""

    kind: str
    marks: list[Mark] = field(default_factory=list)

    @property
    def used(self) -> int:
        """The number of bits taken."""
        return sum(mark.bits for mark in self.marks)

    @property
    def empty(self) -> int:
        """What changes nothing."""
        return 0 if self.kind == "BIT_OR" else FULL

    def of(self, family: str) -> str:
        """What a record of a family gives."""
        mine = [mark for mark in self.marks if mark.family == family]
        taken = sum(mark.mask << mark.shift for mark in mine)
        moved = [f"(({mark.sql}) & {mark.mask}) * {1 << mark.shift}" for mark in mine]
        return " | ".join([*moved, f"CAST({self.empty & ~taken} AS BIGINT)"])


@dataclass(frozen=True, slots=True)
class Marks:
    """The words of several families."""

    families: tuple[str, ...]
    words: tuple[Word, ...]

    @classmethod
    def of(cls, families: Mapping[str, FamilyPlan]) -> Marks:
        """Each table's bits in the first word with room for them."""
        words: list[Word] = []
        for name, plan in families.items():
            for column, (kind, sql) in plan.marks.items():
                bits = plan.bits(column)
                fits = (w for w in words if w.kind == kind and w.used + bits <= ROOM)
                word = next(fits, None)
                if word is None:
                    words.append(word := Word(kind))
                word.marks.append(Mark(name, column, sql, bits, word.used))
        return cls(tuple(families), tuple(words))

    def sql(self) -> str:
        """A query: person_id and the words."""
        rows = [
            f"SELECT person_id, {', '.join(f'{w.of(n)} AS w{i}' for i, w in enumerate(self.words))} "
            f"FROM {n}_records"
            for n in self.families
        ]
        found = ", ".join(f"{w.kind}(w{i}) AS w{i}" for i, w in enumerate(self.words))
        return f"SELECT person_id, {found} FROM ({' UNION ALL '.join(rows)}) AS rows GROUP BY person_id"

    def columns(self, dialect: Dialect, *, table: str) -> list[str]:
        """Each table's bits again, as a column of the person."""
        found = []
        for i, word in enumerate(self.words):
            whole = f"COALESCE({table}.w{i}, {word.empty})"
            for mark in word.marks:
                moved = dialect.shifted(whole, mark.shift) if mark.shift else whole
                found.append(f'({moved} & {mark.mask}) AS "{mark.family}__{mark.column}"')
        return found
