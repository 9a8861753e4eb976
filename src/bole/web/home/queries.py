"""What waits for a person in every role, without a query per row."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from bole.web.accounts.models import Recovery
from bole.web.applications import queries as applications
from bole.web.applications.models import Case
from bole.web.applications.permissions import Standing, visible_cases
from bole.web.notices.models import Notice
from bole.web.organisations.models import Organisation

SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Home:
    """Everything on the page; lists are short and say how much more there is."""

    drafts: list[applications.Row]
    running: list[applications.Row]
    ended: int
    notices: list[Notice]
    units: list[Organisation]
    asked: list[Organisation]
    desk_cases: int
    recoveries: int

    @property
    def empty(self) -> bool:
        """True where nothing of one's own is there yet."""
        return not (self.drafts or self.running or self.ended)


def home(standing: Standing, *, now: dt.datetime) -> Home:
    """What the person sees first."""
    user = standing.user
    own = list(applications.own_cases(standing).filter(result="")[: 4 * SHOWN])
    rows = applications.rows(own, now=now)
    return Home(
        drafts=[row for row in rows if row.case.open][:SHOWN],
        running=[row for row in rows if not row.case.open][:SHOWN],
        ended=applications.own_cases(standing).exclude(result="").count(),
        notices=list(Notice.objects.filter(user=user, read_at=None).order_by("-made_at")[:3]),
        units=[m.organisation for m in standing.memberships if m.role == "employer_officer"],
        asked=[],
        desk_cases=_desk_cases(standing),
        recoveries=_recoveries(standing),
    )


def _desk_cases(standing: Standing) -> int:
    if not standing.desks:
        return 0
    open_cases = visible_cases(standing).filter(submitted_at__isnull=False, result="")
    return int(open_cases.exclude(filer=standing.user).count())


def _recoveries(standing: Any) -> int:
    if not (standing.user.is_system_admin or "talent_office" in standing.roles):
        return 0
    return int(Recovery.objects.filter(state="asked").count())


def cases_of_units(units: list[Organisation]) -> int:
    """How many cases name one of the organisations as their employer."""
    return int(Case.objects.filter(employer__in=[unit.pk for unit in units]).count())
