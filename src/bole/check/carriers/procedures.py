"""Further procedures as a whole (assessment, upgrade, a special route), from `process.yaml`."""

from __future__ import annotations

from collections.abc import Iterator

from bole.check.carriers import Item
from bole.policy.pack import Pack
from bole.text import Text

KIND = "procedure"
TITLE = Text("流程", "procedure")
ORDER = 44


def find(pack: Pack) -> Iterator[Item]:
    """Each procedure beside that of recognition."""
    for programme in pack.programmes:
        for name, process in programme.processes.items():
            yield Item(name, process.label, process.cite)
