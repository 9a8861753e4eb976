"""Conditions on rounds, stages and materials, from `process.yaml` and `materials.yaml`."""

from __future__ import annotations

from collections.abc import Iterator

from bole.check.carriers import Item
from bole.check.carriers.criteria import items
from bole.policy.pack import Pack
from bole.text import Text

KIND = "guard"
TITLE = Text("适用条件", "guard")
ORDER = 43


def find(pack: Pack) -> Iterator[Item]:
    """Every node of a condition under which a round, a stage or a material applies."""
    for programme in pack.programmes:
        processes = (programme.process, *programme.processes.values())
        guarded = [i.when for i in programme.intake]
        guarded += [s.guard for p in processes for s in p.stages]
        guarded += [m.when for m in programme.materials]
        for formula in guarded:
            if formula is not None:
                yield from items(formula)
