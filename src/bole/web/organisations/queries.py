"""Who acts for which organisation today, and which desks are theirs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from bole.web.organisations.models import Desk, Membership


def memberships(user: Any, *, on: dt.date) -> QuerySet[Membership]:
    """What the user does for organisations that may act that day, with the organisation."""
    if not user.is_authenticated:
        return Membership.objects.none()
    return (
        Membership.objects.filter(user=user, starts_on__lte=on, organisation__state="verified")
        .filter(Q(ends_on=None) | Q(ends_on__gte=on))
        .filter(Q(organisation__verified_until=None) | Q(organisation__verified_until__gte=on))
        .select_related("organisation")
        .order_by("pk")
    )


def desks(organisations: Iterable[int]) -> list[Desk]:
    """The desks of some organisations, by id."""
    return list(Desk.objects.filter(organisation__in=list(organisations)))
