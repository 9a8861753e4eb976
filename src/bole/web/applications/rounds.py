"""Drafts whose round is over: they stay, to be read and taken over, and count as open nowhere.

An extension opens them again, so this is asked at a moment and never written down.
"""

from __future__ import annotations

import datetime as dt

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
    best = filing(rules, "", now, draft_from=case.started_at, extended=extended)
    return best.state == "closed"


def next_round(
    rules: Rules, now: dt.datetime, *, extended: Extended = cycles.extended
) -> Rules | None:
    """The same programme in another year that takes applications, or soon will; the latest one."""
    series = rules.pack.id.rpartition("/")[0]
    for pack in sorted(library.readable(), key=lambda p: p.id, reverse=True):
        own = next((p for p in pack.programmes if p.id == rules.programme.id), None)
        if own is None or pack.id == rules.pack.id or pack.id.rpartition("/")[0] != series:
            continue
        other = Rules(pack, own)
        if filing(other, "", now, draft_from=None, extended=extended).state in ("open", "ahead"):
            return other
    return None


def again(rules: Rules, now: dt.datetime, *, extended: Extended = cycles.extended) -> str:
    """Where one applies in the next round; "" where there is none yet."""
    other = next_round(rules, now, extended=extended)
    return reverse("apply", args=[other.pack.id, other.programme.id]) if other else ""
