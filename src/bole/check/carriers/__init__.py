"""What can carry out a clause: one file a kind of thing, found by walking this package.

A carrier module has `KIND` (a stable word), `TITLE` (zh, en), `ORDER` (its place in lists) and
`find(pack) -> Iterator[Item]`: everything of that kind in the pack, with the clause it cites.
A new kind of thing in packs needs one such file and nothing else.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bole.plugins import modules_by
from bole.policy.pack import Pack
from bole.text import Text


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a pack and the clause it cites; without a clause it carries nothing."""

    id: str
    label: Text
    cite: str


@dataclass(frozen=True, slots=True)
class Carrier:
    """One thing of a pack that carries out a clause, and of which kind it is."""

    kind: str
    id: str
    label: Text
    cite: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing that can carry out clauses."""

    id: str
    title: Text
    order: int
    find: Callable[[Pack], Iterator[Item]]


@functools.cache
def kinds() -> tuple[Kind, ...]:
    """All kinds in their order; raises where two share a name."""
    found = modules_by("KIND", package=__name__, path=__path__)
    made = [Kind(kind, m.TITLE, m.ORDER, m.find) for kind, m in found.items()]
    return tuple(sorted(made, key=lambda k: (k.order, k.id)))


def carriers(pack: Pack) -> tuple[Carrier, ...]:
    """Everything in the pack that cites a clause, each once."""
    found: dict[Carrier, None] = {}
    for kind in kinds():
        for item in kind.find(pack):
            if item.cite:
                found.setdefault(Carrier(kind.id, item.id, item.label, item.cite))
    return tuple(found)


def kind_of(id: str) -> Kind:
    """The kind of that name."""
    return next(k for k in kinds() if k.id == id)
