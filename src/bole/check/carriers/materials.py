"""What is to be handed in, from `materials.yaml`."""

from __future__ import annotations

from collections.abc import Iterator

from bole.check.carriers import Item
from bole.policy.pack import Pack
from bole.text import Text

KIND = "material"
TITLE = Text("材料", "material")
ORDER = 45


def find(pack: Pack) -> Iterator[Item]:
    """Each material."""
    for programme in pack.programmes:
        for material in programme.materials:
            yield Item(material.number, material.label, material.cite)
