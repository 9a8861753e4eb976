"""Texts that can be read in several ways, from `parameters.yaml`."""

from __future__ import annotations

from collections.abc import Iterator

from bole.check.carriers import Item
from bole.policy.pack import Pack
from bole.text import Text

KIND = "reading"
TITLE = Text("两读", "reading")
ORDER = 31


def find(pack: Pack) -> Iterator[Item]:
    """Each question."""
    for question in pack.readings.values():
        yield Item(question.key, question.label, question.cite)
