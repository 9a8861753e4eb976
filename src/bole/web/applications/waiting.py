"""What waits for a person, as filters of lists: the cases at which `acting` lets them act."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from django.db.models import Q

from bole.process.model import Stage
from bole.web.applications.acting import KINDS
from bole.web.applications.packs import Rules, find
from bole.web.applications.permissions import Standing

#: Who acts for an organisation that a case names, by the word of the process.
PARTIES: Final = {"employer": "employer_officer", "recommender": "recommender"}
#: No case at all.
NONE: Final = Q(pk=None)


def mine(standing: Standing, *, rules: Iterable[Rules], now: dt.datetime) -> Q:
    """The cases at a step that the user can take here and now (`acting.act_of`)."""
    free = Q(unlocked=[]) | Q(complete_by__lte=now)
    return free & _held(standing, rules=rules, fits=lambda stage: stage.kind in KINDS)


def elsewhere(standing: Standing, *, rules: Iterable[Rules]) -> Q:
    """The cases at a step of the user's office that is recorded elsewhere (`acting.not_here`)."""
    kinds = (*KINDS, "file")
    return Q(unlocked=[]) & _held(standing, rules=rules, fits=lambda s: s.kind not in kinds)


def acts(standing: Standing) -> bool:
    """True where some step can be the user's at all."""
    return bool(standing.desks or standing.of(*PARTIES.values()))


def _held(standing: Standing, *, rules: Iterable[Rules], fits: Callable[[Stage], bool]) -> Q:
    """The cases at a stage that is the user's, of those that fit."""
    held = NONE
    for part in (*_of_desks(standing, fits=fits), *_of_parties(standing, rules=rules, fits=fits)):
        held |= part
    return Q(result="", submitted_at__isnull=False) & held


def _of_desks(standing: Standing, *, fits: Callable[[Stage], bool]) -> Iterator[Q]:
    """By the desks of the user's offices; of an own application nobody decides."""
    for desk in standing.desks:
        own = find(desk.pack, programme=desk.programme)
        if own is None or desk.actor in PARTIES:
            continue
        held = Q(pack=desk.pack, programme=desk.programme)
        held &= Q(stage__in=_stages(own, by=desk.actor, fits=fits))
        if desk.track:
            held &= Q(track=desk.track)
        if desk.district:
            held &= Q(employer__district=desk.district)
        yield held & ~Q(filer=standing.user)


def _of_parties(
    standing: Standing, *, rules: Iterable[Rules], fits: Callable[[Stage], bool]
) -> Iterator[Q]:
    """By the organisation that endorses or recommends; one's own firm may endorse oneself."""
    for by, role in PARTIES.items():
        organisations = standing.of(role)
        for own in rules if organisations else ():
            stages = _stages(own, by=by, fits=fits)
            if stages:
                at = Q(pack=own.pack.id, programme=own.programme.id, stage__in=stages)
                others = Q() if by == "employer" else ~Q(filer=standing.user)
                yield at & Q(**{f"{by}__in": organisations}) & others


def _stages(rules: Rules, *, by: str, fits: Callable[[Stage], bool]) -> list[str]:
    return [s.id for s in rules.programme.process.stages if s.by == by and fits(s)]
