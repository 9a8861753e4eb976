"""Rounds and other ways to apply, from `process.yaml`."""

from __future__ import annotations

from collections.abc import Iterator

from bole.check.carriers import Item
from bole.policy.pack import Pack
from bole.text import Text

KIND = "intake"
TITLE = Text("受理", "intake")
ORDER = 40


def find(pack: Pack) -> Iterator[Item]:
    """Each way to apply."""
    for programme in pack.programmes:
        for way in programme.intake:
            yield Item(way.id, way.label, way.cite)
