"""What recognition brings and on which conditions, from `benefits.yaml`."""

from __future__ import annotations

from collections.abc import Iterator

from bole.check.carriers import Item
from bole.policy.pack import Pack
from bole.text import Text

KIND = "benefit"
TITLE = Text("待遇", "benefit")
ORDER = 60


def find(pack: Pack) -> Iterator[Item]:
    """Each benefit, and each condition on it."""
    for programme in pack.programmes:
        for benefit in programme.benefits:
            yield Item(benefit.id, benefit.label, benefit.cite)
            for n, condition in enumerate(benefit.conditions, start=1):
                yield Item(f"{benefit.id}.{n}", condition.text, condition.cite)
