"""What waits for a person in every role, without a query per row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Q
from django.urls import NoReverseMatch, reverse

from bole.text import Text
from bole.web.accounts.models import Recovery
from bole.web.applications import queries as applications
from bole.web.applications.desk import waiting
from bole.web.applications.models import Case
from bole.web.applications.permissions import Standing
from bole.web.applications.waiting import acts
from bole.web.notices.models import Notice
from bole.web.organisations import queries as organisations
from bole.web.organisations.models import Organisation
from bole.web.organisations.permissions import sees_cases

SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Link:
    """A desk, and how much waits there; `count` is None where nothing is counted."""

    label: Text
    url: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Home:
    """Everything on the page; lists are short, the pages behind them are whole."""

    drafts: list[applications.Row]
    running: list[applications.Row]
    #: Drafts whose round has ended.
    over: int
    ended: int
    notices: list[Notice]
    units: list[Organisation]
    lapsed: list[Organisation]
    unit_cases: int
    desk: list[Link]

    @property
    def empty(self) -> bool:
        """True where nothing of one's own is there yet."""
        return not (self.drafts or self.running or self.over or self.ended)


def home(standing: Standing, *, now: dt.datetime) -> Home:
    """What the person sees first."""
    user = standing.user
    own = applications.own_cases(standing)
    rows = applications.rows(own.filter(result="")[: 4 * SHOWN], now=now)
    units = [m.organisation for m in standing.memberships if m.role == "employer_officer"]
    return Home(
        drafts=[row for row in rows if row.open][:SHOWN],
        running=[row for row in rows if not row.case.open][:SHOWN],
        over=sum(row.over for row in rows),
        ended=own.exclude(result="").count(),
        notices=list(Notice.objects.filter(user=user, read_at=None).order_by("-made_at")[:3]),
        units=units,
        lapsed=[m.organisation for m in standing.lapsed],
        unit_cases=_cases_of(units),
        desk=list(_desk(standing, now=now)),
    )


def _desk(standing: Standing, *, now: dt.datetime) -> Iterable[Link]:
    """The desks of the person's roles."""
    admin = bool(standing.user.is_system_admin)
    roles = frozenset() if admin else standing.roles
    if sees_cases(standing):
        count = waiting(standing, now=now) if acts(standing) else None
        yield from _link("desk_cases", Text("案件", "Cases"), count=count)
    if "talent_office" in roles or "department_officer" in roles:
        asked = organisations.waiting_count()
        yield from _link(
            "desk_organisations", Text("单位审核", "Organisations to check"), count=asked
        )
    if admin or "talent_office" in roles:
        recoveries = Recovery.objects.filter(state="asked").count()
        yield from _link("recoveries", Text("账号找回", "Recoveries"), count=recoveries)
        yield from _link("desk_desks", Text("分工", "Desks"))
        yield from _link("desk_deliveries", Text("送达记录", "Deliveries"))
    if "talent_office" in roles:
        yield from _link("desk_cycles", Text("年度决定", "Decisions of the year"))
    if admin:
        everyone = Text("部门、单位和人员", "Offices, organisations and people")
        yield from _link("desk_organisations_all", everyone)
    if "auditor" in roles:
        yield from _link("audit", Text("审计", "Audit"))


def _link(name: str, label: Text, *, count: int | None = None) -> Iterable[Link]:
    try:
        yield Link(label, reverse(name), count)
    except NoReverseMatch:
        return


def _cases_of(units: list[Organisation]) -> int:
    """How many cases an organisation files, and how many its people have submitted."""
    if not units:
        return 0
    ids = [unit.pk for unit in units]
    submitted = Q(employer__in=ids, submitted_at__isnull=False)
    return int(Case.objects.filter(submitted | Q(filer_organisation__in=ids)).count())
