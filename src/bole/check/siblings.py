"""Pairs of parts that stand side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bole.check.context import Context
from bole.criteria.kernel import All, AnyOf, Formula, Meta
from bole.policy.index import bare


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an `all` or `any`, and its place there."""

    formula: Formula
    place: int

    @property
    def meta(self) -> Meta:
        """Its words."""
        return bare(self.formula).meta


def siblings(context: Context) -> Iterator[tuple[Part, Part, bool]]:
    """Every ordered pair of parts the pack wrote, and whether all of them are asked for."""
    for node in context.shown:
        core = bare(node)
        if core.meta.leaf or not isinstance(core, All | AnyOf):
            continue
        parts = [Part(p, n) for n, p in enumerate(core.parts) if bare(p).meta.shown]
        for one in parts:
            for other in parts:
                if one.place != other.place:
                    yield one, other, isinstance(core, All)
