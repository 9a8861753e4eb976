"""What pages show of accounts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator

from bole.web.accounts import consents
from bole.web.accounts.models import Consent, Recovery, User


@dataclass(frozen=True, slots=True)
class Agreement:
    """One consent as the person's page shows it."""

    kind: consents.Kind
    about: str
    given_at: dt.datetime
    withdrawn_at: dt.datetime | None
    #: Its text has changed since.
    outdated: bool


def shown(user: Any) -> str:
    """How pages call the person."""
    return str(user.shown)


def agreements(user: Any) -> list[Agreement]:
    """Everything the person agreed to, newest first; one query."""
    rows = Consent.objects.filter(user=user).order_by("-given_at", "-pk")
    return [
        Agreement(
            (kind := consents.BY_ID[row.kind]), row.about, row.given_at, row.withdrawn_at,
            row.version != kind.version,
        )
        for row in rows
        if row.kind in consents.BY_ID
    ]  # fmt: skip


def second_factor(user: Any) -> dict[str, Any]:
    """By type, the person's second factors; one query."""
    return {a.type: a for a in Authenticator.objects.filter(user=user)}


def recoveries(*, state: str = "asked") -> list[Recovery]:
    """Requests to get back in, the longest waiting first; one query."""
    order = "asked_at" if state == "asked" else "-decided_at"
    found = Recovery.objects.filter(state=state).select_related("user", "decided_by")
    return list(found.order_by(order)[:100])


def with_second_factor(users: list[User]) -> set[int]:
    """Which of the users have one; one query."""
    return set(
        Authenticator.objects.filter(user__in=users, type=Authenticator.Type.TOTP).values_list(
            "user_id", flat=True
        )
    )
