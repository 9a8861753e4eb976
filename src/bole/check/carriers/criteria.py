"""The conditions of each track and tier, from `criteria/`."""

from __future__ import annotations

from collections.abc import Iterator

from bole.check.carriers import Item
from bole.criteria.kernel import Formula
from bole.policy.index import bare, nodes_in
from bole.policy.pack import Pack
from bole.text import Text

KIND = "criterion"
TITLE = Text("条件", "criterion")
ORDER = 20


def find(pack: Pack) -> Iterator[Item]:
    """Every node the pack wrote for one track and tier."""
    for programme in pack.programmes:
        for own in programme.own.values():
            yield from items(own)


def items(formula: Formula) -> Iterator[Item]:
    """Every node of a formula that the pack wrote itself, in reading order."""
    for node in nodes_in(formula):
        meta = bare(node).meta
        if meta.shown:
            yield Item(meta.id, meta.label, meta.cite)
