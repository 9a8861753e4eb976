"""A person's notices, and the record of what was sent."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from django.core.paginator import Page, Paginator

from bole.web.notices.kinds import Kind, kind_of, optional_kinds
from bole.web.notices.models import Delivery, Notice, Preference

PAGE: Final = 30


@dataclass(frozen=True, slots=True)
class Sent:
    """One delivery as the record shows it: nothing of what was told, the address masked."""

    id: int
    at: dt.datetime
    kind: Kind
    channel: str
    to: str
    state: str
    attempts: int
    next_at: dt.datetime | None
    answer: str


def unread(user: Any) -> int:
    """How many notices the person has not read; one query."""
    return Notice.objects.filter(user=user, read_at=None).count()


def notices_of(user: Any, *, page: int = 1, about: str = "") -> Page[Notice]:
    """The person's notices, newest first."""
    rows = Notice.objects.filter(user=user).order_by("-made_at", "-pk")
    if about:
        rows = rows.filter(about=about)
    return Paginator(rows, PAGE).get_page(page)


def choices_of(user: Any) -> list[tuple[Kind, bool, bool]]:
    """The kinds that can be switched off, with whether mail and SMS are wanted."""
    off = set(Preference.objects.filter(user=user).values_list("kind", "channel"))
    return [
        (kind, (kind.id, "mail") not in off, (kind.id, "sms") not in off)
        for kind in optional_kinds()
    ]


def deliveries(
    *, state: str = "", channel: str = "", page: int = 1
) -> tuple[list[Sent], Page[Any]]:
    """The deliveries of a page, newest first, and the page."""
    rows = Delivery.objects.select_related("notice__user").order_by("-pk")
    if state:
        rows = rows.filter(state=state)
    if channel:
        rows = rows.filter(channel=channel)
    found = Paginator(rows, 50).get_page(page)
    return [_sent(row) for row in found], found


def masked(address: str, *, channel: str) -> str:
    """An address of which one can recognise one's own and read nobody else's."""
    if channel == "sms":
        return f"{address[:-8]}****{address[-4:]}" if len(address) > 8 else "****"
    name, _, host = address.partition("@")
    return f"{name[:1]}***@{host}" if host else "***"


def _sent(row: Delivery) -> Sent:
    user = row.notice.user
    address = (user.phone if row.channel == "sms" else user.email) or ""
    return Sent(
        row.pk, row.notice.made_at, kind_of(row.notice.kind), row.channel,
        masked(address, channel=row.channel), row.state, row.attempts, row.next_at, row.answer,
    )  # fmt: skip
