"""The conditions of everyone, from the general parts of `criteria/`."""

from __future__ import annotations

from collections.abc import Iterator

from bole.check.carriers import Item
from bole.check.carriers.criteria import items
from bole.criteria.kernel import parts_of
from bole.policy.pack import Pack
from bole.text import Text

KIND = "general"
TITLE = Text("通用条件", "general condition")
ORDER = 21


def find(pack: Pack) -> Iterator[Item]:
    """Every node the pack wrote for several tracks or tiers at once."""
    for programme in pack.programmes:
        for key, root in programme.roots.items():
            for part in parts_of(root):
                if part is not programme.own[key]:
                    yield from items(part)
