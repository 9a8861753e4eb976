"""The ends that an office can move: of rounds, and of stages with an instant of their own."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bole.policy.pack import Programme
from bole.text import Text


@dataclass(frozen=True, slots=True)
class End:
    """An intake or stage with its end (the first instant that is too late)."""

    what: str
    label: Text
    cite: str
    closes: dt.datetime


def ends(programme: Programme) -> list[End]:
    """The ends of a programme; a stage that only repeats its round's end is left out."""
    found = [End(i.id, i.label, i.cite, i.closes) for i in programme.intake if i.closes is not None]
    rounds = {end.closes for end in found}
    for stage in programme.process.stages:
        if stage.due and stage.due.at and not (stage.kind == "file" and stage.due.at in rounds):
            found.append(End(stage.id, stage.label, stage.cite, stage.due.at))
    return found


def end_of(programme: Programme, what: str) -> dt.datetime | None:
    """The document's end of an intake or stage, None where it has none."""
    return next((end.closes for end in ends(programme) if end.what == what), None)
