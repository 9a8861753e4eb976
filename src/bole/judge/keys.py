"""Small numbers for equal formulas: comparing deep trees once instead of hashing them again."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from bole.criteria.kernel import (
    All,
    AnyOf,
    AtLeast,
    Claimed,
    Compare,
    Count,
    Each,
    Formula,
    Having,
    Months,
    Not,
    Readings,
    Soft,
    Staged,
    Sum,
    parts_of,
)


class Keys:
    """Gives every formula a number; equal formulas (their words left out) share it."""

    def __init__(self) -> None:
        self._numbers: dict[Any, int] = {}
        #: Never the same number twice, whatever threads do.
        self._next = itertools.count()
        self._known: dict[int, tuple[Formula, int]] = {}

    def of(self, formula: Formula) -> int:
        """The number of a formula."""
        known = self._known.get(id(formula))
        if known is None:
            shape = self._shape(formula)
            number = self._numbers.setdefault(shape, next(self._next))
            # The formula is kept with its number, so that its identity is not used again.
            known = self._known[id(formula)] = (formula, number)
        return known[1]

    def _shape(self, formula: Formula) -> Any:
        match formula:
            case All(parts) | AnyOf(parts):
                return type(formula), tuple(map(self.of, parts))
            case AtLeast(n, parts):
                return AtLeast, n, tuple(map(self.of, parts))
            case Not(part):
                return Not, self.of(part)
            case Soft(ruling, part):
                return Soft, ruling, self.of(part)
            case Claimed(address, part):
                return Claimed, address, self.of(part)
            case Staged(stage, part):
                return Staged, stage, self.of(part)
            case Readings(key, options):
                return Readings, key, tuple((o.id, self.of(o.part)) for o in options)
            case Having(family, n, where):
                return Having, family, n, self.of(where)
            case Each(family, where):
                return Each, family, self.of(where)
            case Compare(Months(family, where, longest), op, right):
                return Compare, Months, family, self.of(where), longest, op, right
            case Compare(Count(family, where), op, right):
                return Compare, Count, family, self.of(where), op, right
            case Compare(Sum(family, field, where), op, right):
                return Compare, Sum, family, field, self.of(where), op, right
            case _:
                return formula

    def shared(self, roots: Iterable[Formula]) -> frozenset[int]:
        """The numbers of the formulas that are asked for more than once."""
        counts: Counter[int] = Counter()
        for root in roots:
            for formula in self._below(root, counts):
                counts[self.of(formula)] += 1
        return frozenset(number for number, n in counts.items() if n > 1)

    def _below(self, formula: Formula, counts: Counter[int]) -> Iterator[Formula]:
        """The formula and what is inside; what was met before is not entered again."""
        yield formula
        if counts[self.of(formula)] <= 1:
            for part in parts_of(formula):
                yield from self._below(part, counts)
