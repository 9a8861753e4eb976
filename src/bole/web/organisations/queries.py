"""Who acts for which organisation today, which desks are theirs, and what the pages list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from bole.web.audit.models import Entry
from bole.web.common import clock
from bole.web.organisations.models import (
    Desk,
    Invitation,
    Membership,
    Organisation,
    Registration,
)

PAGE: Final = 50
#: From when on a registration is said to end soon.
SOON: Final = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; "" does not narrow."""

    text: str = ""
    kind: str = ""
    state: str = ""
    district: str = ""


def memberships(user: Any, *, on: dt.date) -> QuerySet[Membership]:
    """What the user does for organisations that may act that day, with the organisation."""
    if not user.is_authenticated:
        return Membership.objects.none()
    return (
        _held(user, on=on)
        .filter(organisation__state="verified")
        .filter(Q(organisation__verified_until=None) | Q(organisation__verified_until__gte=on))
    )


def own(user: Any, *, on: dt.date) -> list[Membership]:
    """The user's memberships that day, of organisations in whatever state."""
    return list(_held(user, on=on))


def desks(organisations: Iterable[int]) -> list[Desk]:
    """The desks of some organisations, by id."""
    return list(Desk.objects.filter(organisation__in=list(organisations)))


def requests_of(user: Any) -> list[Registration]:
    """What the user asked for, newest first."""
    rows = Registration.objects.filter(asked_by=user).select_related("organisation")
    return list(rows.order_by("-asked_at")[:20])


def invitations_of(user: Any) -> list[Invitation]:
    """Open invitations to the user."""
    rows = Invitation.objects.filter(user=user, state="open").select_related("organisation")
    return list(rows.order_by("pk"))


def members(organisation: Organisation, *, on: dt.date) -> list[Membership]:
    """Everyone who is a member that day or will be, managers first."""
    rows = Membership.objects.filter(organisation=organisation).select_related("user")
    return list(rows.filter(Q(ends_on=None) | Q(ends_on__gte=on)).order_by("-manages", "pk"))


def open_invitations(organisation: Organisation) -> list[Invitation]:
    """Whom the organisation has asked and who has not answered."""
    rows = organisation.invitations.filter(state="open").select_related("user")
    return list(rows.order_by("pk"))


def history(organisation: Organisation, *, most: int = 30) -> list[Entry]:
    """What the audit has on the organisation, newest first."""
    rows = Entry.objects.filter(about=organisation.about).select_related("actor")
    return list(rows.order_by("-pk")[:most])


def waiting(filters: Filters, *, page: int) -> Page[Registration]:
    """The requests that wait for an officer, oldest first."""
    rows = Registration.objects.filter(state="asked").select_related("organisation", "asked_by")
    rows = rows.filter(_matching(filters, at="organisation__"))
    if filters.state:
        rows = rows.filter(kind=filters.state)
    return Paginator(rows.order_by("asked_at", "pk"), PAGE).get_page(page)


def organisations(filters: Filters, *, page: int) -> Page[Organisation]:
    """Every organisation that somebody asked for or set up, by name."""
    rows = Organisation.objects.exclude(state="entered").filter(_matching(filters, at=""))
    today = clock.today()
    if filters.state == "soon":
        rows = rows.filter(state="verified", verified_until__range=(today, today + SOON))
    elif filters.state == "ended":
        rows = rows.filter(state="verified", verified_until__lt=today)
    elif filters.state:
        rows = rows.filter(state=filters.state)
    return Paginator(rows.order_by("name", "pk"), PAGE).get_page(page)


def waiting_count() -> int:
    """How many requests wait."""
    return Registration.objects.filter(state="asked").count()


def districts() -> list[str]:
    """The districts that organisations are in."""
    rows = Organisation.objects.exclude(district="").values_list("district", flat=True)
    return list(rows.distinct().order_by("district"))


def offices() -> list[Organisation]:
    """The verified offices, which desks can be assigned to."""
    rows = Organisation.objects.filter(kind="office", state="verified")
    return list(rows.order_by("name"))


def recommenders(*, channels: Iterable[str] = ()) -> list[Organisation]:
    """The verified recommending bodies, of some channels or of all."""
    rows = Organisation.objects.filter(kind="recommender", state="verified")
    if listed := tuple(channels):
        rows = rows.filter(channel__in=listed)
    return list(rows.order_by("name"))


def ending(*, on: Iterable[dt.date]) -> list[Organisation]:
    """The organisations whose registration ends on one of the days."""
    return list(Organisation.objects.filter(state="verified", verified_until__in=list(on)))


def _held(user: Any, *, on: dt.date) -> QuerySet[Membership]:
    return (
        Membership.objects.filter(user=user, starts_on__lte=on)
        .filter(Q(ends_on=None) | Q(ends_on__gte=on))
        .select_related("organisation")
        .order_by("pk")
    )


def _matching(filters: Filters, *, at: str) -> Q:
    found = Q()
    if text := filters.text.strip():
        found &= Q(**{f"{at}name__icontains": text}) | Q(**{f"{at}uscc__istartswith": text})
    if filters.kind:
        found &= Q(**{f"{at}kind": filters.kind})
    if filters.district:
        found &= Q(**{f"{at}district": filters.district})
    return found
