"""Numbers that cannot be exceeded, from `process.yaml`."""

from __future__ import annotations

from collections.abc import Iterator

from bole.check.carriers import Item
from bole.policy.pack import Pack
from bole.text import Text

KIND = "limit"
TITLE = Text("限额", "limit")
ORDER = 42


def find(pack: Pack) -> Iterator[Item]:
    """Each limit of each procedure."""
    for programme in pack.programmes:
        for process in (programme.process, *programme.processes.values()):
            for limit in process.limits:
                yield Item(limit.id, limit.label, limit.cite)
