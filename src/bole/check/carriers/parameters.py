"""Numbers and dates, from `parameters.yaml`."""

from __future__ import annotations

from collections.abc import Iterator

from bole.check.carriers import Item
from bole.policy.pack import Pack
from bole.text import Text

KIND = "parameter"
TITLE = Text("参数", "parameter")
ORDER = 30


def find(pack: Pack) -> Iterator[Item]:
    """Each parameter."""
    for parameter in pack.parameters.values():
        yield Item(parameter.key, parameter.label, parameter.cite)
