"""The steps of the procedure and of the further procedures, from `process.yaml`."""

from __future__ import annotations

from collections.abc import Iterator

from bole.check.carriers import Item
from bole.policy.pack import Pack
from bole.text import Text

KIND = "stage"
TITLE = Text("环节", "stage")
ORDER = 41


def find(pack: Pack) -> Iterator[Item]:
    """Each stage; one of a further procedure is named with it."""
    for programme in pack.programmes:
        for stage in programme.process.stages:
            yield Item(stage.id, stage.label, stage.cite)
        for name, process in programme.processes.items():
            for stage in process.stages:
                yield Item(f"{name}.{stage.id}", stage.label, stage.cite)
