"""What features below ask of cases: whom a decision concerns, and which drafts end when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet

from bole.web.applications.deadlines import filing
from bole.web.applications.models import Case
from bole.web.applications.packs import find, rules_of
from bole.web.common.clock import today
from bole.web.cycles import affected
from bole.web.cycles.affected import Affected, Change
from bole.web.cycles.queries import all_extended
from bole.web.notices import reminders
from bole.web.organisations.models import Membership


def register() -> None:
    """Called once, when Django has loaded everything."""
    affected.counters.append(count)
    affected.people.append(people)
    reminders.sources.append(drafts)


def count(change: Change) -> Affected:
    """The drafts and open cases that a decision concerns."""
    return Affected(_drafts(change).count(), _cases(change).count())


def people(change: Change) -> Iterator[Any]:
    """Who is told of an extension: who fills in, and who recommends at that stage."""
    concerned = Q(pk__in=_drafts(change)) | Q(pk__in=_cases(change))
    cases = Case.objects.filter(concerned)
    for case in cases.select_related("filer").order_by("pk").iterator():
        yield case.filer
    recommenders = cases.filter(stage=change.key).values("recommender")
    held = Membership.objects.filter(organisation__in=recommenders, role="recommender")
    for membership in held.select_related("user"):
        if membership.holds_on(today()):
            yield membership.user


def drafts(now: dt.datetime) -> Iterator[reminders.Open]:
    """Every draft with the end of its filing, for reminders."""
    rows = Case.objects.filter(submitted_at=None, result="").select_related("filer")
    extended = all_extended(rows.values_list("pack", flat=True).distinct())
    for case in rows.order_by("started_at").iterator():
        if find(case.pack, programme=case.programme) is None:
            continue
        rules = rules_of(case)
        told = filing(rules, case.intake, now, draft_from=case.started_at, extended=extended)
        if told.open and told.closes is not None:
            url = f"/cases/{case.pk}/"
            yield reminders.Open(case.filer, case.about, rules.programme.title, url, told.closes)


def _drafts(change: Change) -> QuerySet[Case]:
    """Drafts; of an extension only those begun in time, and none where it is a later stage's."""
    rows = _of(change).filter(submitted_at=None)
    if change.kind != "extension":
        return rows
    if change.drafts_before is not None:
        rows = rows.filter(started_at__lt=change.drafts_before)
    rules = find(change.pack, programme=change.programme)
    later = rules is not None and change.key not in {
        *(i.id for i in rules.programme.intake),
        *(s.id for s in rules.programme.process.stages if s.kind == "file"),
    }
    return rows.none() if later else rows


def _cases(change: Change) -> QuerySet[Case]:
    """Open cases; of an extension those that are at that stage."""
    rows = _of(change).filter(submitted_at__isnull=False)
    if change.kind == "extension":
        rows = rows.filter(stage=change.key)
        if change.drafts_before is not None:
            rows = rows.filter(started_at__lt=change.drafts_before)
    return rows


def _of(change: Change) -> QuerySet[Case]:
    rows = Case.objects.filter(pack=change.pack, result="")
    return rows.filter(programme=change.programme) if change.programme else rows
