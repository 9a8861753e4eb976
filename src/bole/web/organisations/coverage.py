"""Which steps of a programme somebody handles, and which nobody does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bole.policy.pack import Programme, Track
from bole.process.model import Stage
from bole.text import Text
from bole.web.organisations.models import Desk

#: Who acts for themselves or for an organisation of the case, and needs no desk.
PARTIES: Final = frozenset({"applicant", "nominee", "employer", "recommender", "person"})


@dataclass(frozen=True, slots=True)
class Handling:
    """One actor of the process: the steps, the desks, and the tracks that nobody handles.

    `partly` are tracks that only offices of some districts handle.
    """

    actor: str
    label: Text
    stages: tuple[Stage, ...]
    desks: tuple[Desk, ...]
    missing: tuple[Track, ...]
    partly: tuple[Track, ...]

    @property
    def nobody(self) -> bool:
        """True where no office handles any of it."""
        return not self.desks


def handlings(programme: Programme, *, desks: Iterable[Desk]) -> list[Handling]:
    """The actors of the programme's processes that need a desk, in the order of their steps."""
    listed = tuple(desks)
    stages = [*programme.process.stages]
    for process in programme.processes.values():
        stages += process.stages
    by_actor: dict[str, list[Stage]] = {}
    for stage in stages:
        if stage.by not in PARTIES:
            by_actor.setdefault(stage.by, []).append(stage)
    return [
        _handling(programme, actor, tuple(found), desks=listed) for actor, found in by_actor.items()
    ]


def _handling(
    programme: Programme, actor: str, stages: tuple[Stage, ...], *, desks: tuple[Desk, ...]
) -> Handling:
    own = tuple(d for d in desks if d.actor == actor)
    missing, partly = [], []
    for track in programme.tracks:
        fitting = [d for d in own if d.track in ("", track.id)]
        if not fitting:
            missing.append(track)
        elif all(d.district for d in fitting):
            partly.append(track)
    label = next((s.actor for s in stages if s.actor), Text(actor))
    return Handling(actor, label, stages, own, tuple(missing), tuple(partly))
