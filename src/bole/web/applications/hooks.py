"""What features below ask about cases: whom a decision concerns, whose deadline comes near."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.urls import reverse

from bole.web.applications.deadlines import deadline
from bole.web.applications.models import Case
from bole.web.applications.notifying import owners
from bole.web.applications.packs import find, title_of
from bole.web.applications.rounds import is_over
from bole.web.common.clock import now, today
from bole.web.cycles import affected
from bole.web.cycles import queries as cycles
from bole.web.notices import reminders
from bole.web.organisations.models import Membership

#: How far ahead people are reminded at all.
AHEAD: Final = dt.timedelta(days=9)
#: Who acts at the stages of an organisation that a case names.
ROLES: Final = {"recommender": "recommender", "employer": "employer_officer"}


def register() -> None:
    """Answers for cases, once."""
    if counted not in affected.counters:
        affected.counters.append(counted)
        affected.people.append(concerned)
        reminders.sources.append(ending)


def counted(change: affected.Change) -> affected.Affected:
    """The drafts and the open cases that a decision concerns.

    A draft whose round is over is concerned by an extension alone, which may open it again.
    """
    rows = _of(change)
    drafts = list(rows.filter(submitted_at=None))
    if change.kind != "extension":
        extended, moment = cycles.all_extended([change.pack]), now()
        drafts = [d for d in drafts if not _over(d, moment, extended=extended)]
    return affected.Affected(len(drafts), rows.filter(submitted_at__isnull=False).count())


def concerned(change: affected.Change) -> Iterator[Any]:
    """Who is told of an extension: those with drafts, or whoever holds cases at the stage."""
    rules = find(change.pack, programme=change.programme)
    if rules is None:
        return
    stage = rules.stage(change.key)
    if stage is None or not _later(change):
        drafts = _of(change).filter(submitted_at=None)
        for case in drafts.select_related("filer", "filer_organisation").iterator():
            yield from owners(case)
    elif stage.by in ROLES:
        of = Case.objects.filter(pack=change.pack, programme=change.programme, stage=stage.id)
        holders = of.exclude(**{stage.by: None}).values(stage.by).distinct()
        day, role = today(), ROLES[stage.by]
        held = Membership.objects.filter(organisation__in=holders, role=role)
        for member in held.select_related("user"):
            if member.holds_on(day):
                yield member.user


def ending(now: dt.datetime) -> Iterable[reminders.Open]:
    """Drafts, and cases to be completed, whose end comes near."""
    rows = list(_open().select_related("filer", "filer_organisation"))
    extended = cycles.all_extended({case.pack for case in rows})
    for case in rows:
        rules = find(case.pack, programme=case.programme)
        if rules is None:
            continue
        ends = deadline(case, now, rules=rules, extended=extended)
        if ends.open and ends.closes is not None and ends.closes - now <= AHEAD:
            url = reverse("case", args=[case.id])
            for owner in owners(case):
                yield reminders.Open(owner, case.about, title_of(case), url, ends.closes)


def _of(change: affected.Change) -> QuerySet[Case]:
    """The cases that are not ended, of the pack or programme, of drafts only the early ones."""
    found = Case.objects.filter(pack=change.pack, result="")
    if change.programme:
        found = found.filter(programme=change.programme)
    if change.kind == "extension":
        at_stage = Q(stage=change.key, submitted_at__isnull=False)
        found = found.filter(at_stage if _later(change) else at_stage | Q(submitted_at=None))
    if change.drafts_before is not None:
        found = found.filter(started_at__lt=change.drafts_before)
    return found


def _over(case: Case, moment: dt.datetime, *, extended: cycles.Extended) -> bool:
    rules = find(case.pack, programme=case.programme)
    return rules is None or is_over(case, moment, rules=rules, extended=extended)


def _later(change: affected.Change) -> bool:
    """True for a stage after the filing, whose end is nothing to a draft."""
    rules = find(change.pack, programme=change.programme)
    stage = rules.stage(change.key) if rules else None
    return stage is not None and stage.kind != "file"


def _open() -> QuerySet[Case]:
    return Case.objects.filter(result="").filter(Q(submitted_at=None) | ~Q(unlocked=[]))
