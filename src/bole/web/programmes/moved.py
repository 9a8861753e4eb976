"""The rounds of a programme with the ends that an office has moved for everyone.

Which ends were moved is told by a feature above, which registers itself (`sources.append`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from bole.policy.intake import Intake
from bole.policy.pack import Pack, Programme

#: (pack, programme, intake or stage) → until when.
Ends = Mapping[tuple[str, str, str], dt.datetime]
sources: Final[list[Callable[[], Ends]]] = []


def intakes_of(pack: Pack, programme: Programme) -> tuple[Intake, ...]:
    """The ways to apply, each until it really ends."""
    moved = {key: until for source in sources for key, until in source().items()}
    if not moved:
        return programme.intake
    return tuple(_moved(i, pack, programme, moved=moved) for i in programme.intake)


def _moved(intake: Intake, pack: Pack, programme: Programme, *, moved: Ends) -> Intake:
    """The intake; who extends the filing stage that ends with it extends the intake."""
    if intake.closes is None:
        return intake
    names = [intake.id]
    for stage in programme.process.stages:
        if stage.kind == "file" and stage.due is not None and stage.due.at == intake.closes:
            names.append(stage.id)
    ends = [moved[key] for name in names if (key := (pack.id, programme.id, name)) in moved]
    return replace(intake, closes=max([intake.closes, *ends]))
