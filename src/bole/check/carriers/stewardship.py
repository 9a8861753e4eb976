"""Registers, plans, tickets, indicator systems and measures, from `stewardship.yaml`."""

from __future__ import annotations

from collections.abc import Iterator

from bole.check.carriers import Item
from bole.policy.pack import Pack
from bole.text import Text

KIND = "stewardship"
TITLE = Text("管理服务", "stewardship")
ORDER = 70


def find(pack: Pack) -> Iterator[Item]:
    """Each of them and each part, once for every clause it cites."""
    for kind, id, item in pack.stewardship.items():
        for cite in item.cite if kind != "page" else ():
            yield Item(f"{kind}:{id}", item.label, cite)
