"""What the pages of cases read, without a query per row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from bole.text import Text
from bole.web.applications import rounds
from bole.web.applications.deadlines import Deadline, deadline
from bole.web.applications.models import Case
from bole.web.applications.packs import find
from bole.web.applications.permissions import Standing
from bole.web.common.clock import today
from bole.web.cycles import queries as cycles
from bole.web.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Row:
    """A case in a list."""

    case: Case
    title: Text
    tier: Text
    track: Text
    stage: Text
    actor: Text
    deadline: Deadline | None
    #: True for a draft whose round is over, and where one applies in the next one.
    over: bool = False
    again: str = ""

    @property
    def open(self) -> bool:
        """True where its owner can still bring it in."""
        return self.case.open and not self.over


def own_cases(standing: Standing) -> QuerySet[Case]:
    """The cases that the user, or an organisation of the user's, has begun; newest first."""
    own = Case.objects.filter(filer=standing.user, filer_organisation=None)
    if units := standing.filers:
        own = own | Case.objects.filter(filer_organisation__in=units)
    return own.order_by("-changed_at")


def of_employers(standing: Standing) -> QuerySet[Case]:
    """What the people of the user's employers have submitted themselves; newest first."""
    units = standing.of("employer_officer")
    found = Case.objects.filter(
        employer__in=units, filer_organisation=None, submitted_at__isnull=False
    )
    return found.exclude(filer=standing.user).order_by("-changed_at")


def rows(
    cases: Iterable[Case], *, now: dt.datetime, extended: cycles.Extended | None = None
) -> list[Row]:
    """The cases as lists show them; one query for all extensions, unless they are given."""
    listed = list(cases)
    extended = extended or rounds.extended_in(c.pack for c in listed)
    return [_row(case, now=now, extended=extended) for case in listed]


def _row(case: Case, *, now: dt.datetime, extended: Any) -> Row:
    rules = find(case.pack, programme=case.programme)
    blank = Text("")
    if rules is None:
        return Row(case, Text(f"{case.pack}/{case.programme}"), blank, blank, blank, blank, None)
    over = rounds.is_over(case, now, rules=rules, extended=extended)
    tier, track, stage = rules.tier(case.tier), rules.track(case.track), rules.stage(case.stage)
    return Row(
        case,
        rules.programme.title,
        tier.label if tier else blank,
        track.label if track else blank,
        stage.label if stage else blank,
        stage.actor if stage else blank,
        deadline(case, now, rules=rules, extended=extended),
        over,
        rounds.again(rules, now, extended=extended) if over else "",
    )


def recommenders() -> QuerySet[Organisation]:
    """The bodies that recommend, by channel and name."""
    until = Q(verified_until=None) | Q(verified_until__gte=today())
    found = Organisation.objects.filter(until, kind="recommender", state="verified")
    return found.order_by("channel", "name")
