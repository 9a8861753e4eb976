"""Plain sentences on who may apply, from `pack.yaml`."""

from __future__ import annotations

from collections.abc import Iterator

from bole.check.carriers import Item
from bole.policy.pack import Pack
from bole.text import Text

KIND = "who"
TITLE = Text("申报对象", "who")
ORDER = 12


def find(pack: Pack) -> Iterator[Item]:
    """Each sentence, numbered as it is shown."""
    for programme in pack.programmes:
        for n, sentence in enumerate(programme.who, start=1):
            yield Item(f"{programme.id}.who.{n}", sentence.text, sentence.cite)
