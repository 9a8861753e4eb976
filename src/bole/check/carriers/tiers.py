"""The classes of recognition, from `pack.yaml`."""

from __future__ import annotations

from collections.abc import Iterator

from bole.check.carriers import Item
from bole.policy.pack import Pack
from bole.text import Text

KIND = "tier"
TITLE = Text("类别", "tier")
ORDER = 11


def find(pack: Pack) -> Iterator[Item]:
    """Each tier."""
    for programme in pack.programmes:
        for tier in programme.tiers:
            yield Item(tier.id, tier.label, tier.cite)
