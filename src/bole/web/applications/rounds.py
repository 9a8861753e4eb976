"""Drafts whose round is over: they stay, to be read and taken over, and count as open nowhere.

An extension opens them again, so this is asked at a moment and never written down.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from bole.policy import library
from bole.web.applications.deadlines import Extended, filing
from bole.web.applications.models import Case
from bole.web.applications.packs import Rules
from bole.web.cycles import queries as cycles


def is_over(
    case: Case, now: dt.datetime, *, rules: Rules, extended: Extended = cycles.extended
) -> bool:
    """True for a draft that no way in takes any more."""
    if not case.draft:
        return False
    # What is open without an extension needs none: most drafts are settled without a query.
    return all(
        filing(rules, "", now, draft_from=case.started_at, extended=asked).state == "closed"
        for asked in (_nothing, extended)
    )


def next_round(
    rules: Rules, now: dt.datetime, *, extended: Extended = cycles.extended
) -> Rules | None:
    """The same programme in another year that takes applications, or soon will; the latest one."""
    years = (p for p in library.readable() if _series(p.id) == _series(rules.pack.id))
    for pack in sorted(years, key=lambda p: p.id, reverse=True):
        own = next((p for p in pack.programmes if p.id == rules.programme.id), None)
        if own is None or pack.id == rules.pack.id:
            continue
        other = Rules(pack, own)
        if filing(other, "", now, draft_from=None, extended=extended).state in ("open", "ahead"):
            return other
    return None


def extended_in(packs: Iterable[str]) -> cycles.Extended:
    """All that was extended in the packs and in their other years; one query."""
    wanted = {_series(id) for id in packs}
    return cycles.all_extended(p.id for p in library.readable() if _series(p.id) in wanted)


def again(rules: Rules, now: dt.datetime, *, extended: Extended = cycles.extended) -> str:
    """Where one applies in the next round; "" where there is none yet."""
    other = next_round(rules, now, extended=extended)
    return reverse("apply", args=[other.pack.id, other.programme.id]) if other else ""


def _nothing(*_: Any, **__: Any) -> None:
    """No end is moved."""


def _series(pack: str) -> str:
    """What the packs of one programme's years have in common."""
    return pack.rpartition("/")[0]
