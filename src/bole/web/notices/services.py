"""Telling people: in the site always, by mail and SMS as the kind and the person have it."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable
from typing import Any, Final

from django.db import IntegrityError, transaction

from bole.text import Text
from bole.web.audit.services import record
from bole.web.common import clock
from bole.web.notices import tasks
from bole.web.notices.kinds import kind_of, optional_kinds
from bole.web.notices.models import Delivery, Notice, Preference

CHANNELS: Final = ("mail", "sms")


def tell(
    user: Any,
    *,
    kind: str,
    title: Text | str,
    body: Text | str = "",
    url: str = "",
    about: str = "",
    once: str,
    channels: Iterable[str] = CHANNELS,
    fresh: bool = False,
) -> Notice:
    """The notice, with its deliveries on their way once the transaction is through.

    The same `once` to the same person is the same notice: nothing is told twice.
    `fresh`: the caller's own transaction made the key, so that nobody can have told it.
    Both languages are kept: whoever reads it later does so in theirs. `title` stands in mails: no reasons and no facts of a person in it. An SMS has the kind alone.
    """
    key = _once(once, user=user)
    found = None if fresh else Notice.objects.filter(once=key).first()
    if found is not None:
        return found
    heading, words = _text(title), _text(body)
    notice = Notice(
        user=user, kind=kind, about=about, title=heading.zh[:200], title_en=heading.en[:200],
        body=words.zh, body_en=words.en or None, url=url, made_at=clock.now(), once=key,
    )  # fmt: skip
    try:
        with contextlib.nullcontext() if fresh else transaction.atomic():
            notice.save(force_insert=True)
    except IntegrityError:  # somebody told it between our look and our write
        return Notice.objects.get(once=key)
    if _deliveries(notice, channels=channels):
        tasks.soon(notice.pk)
    return notice


def mark_read(user: Any, *, notice: int) -> Notice | None:
    """The person's own notice, read from now on; None where it is not theirs."""
    found = Notice.objects.filter(user=user, pk=notice).first()
    if found is not None and found.read_at is None:
        found.read_at = clock.now()
        found.save(update_fields=["read_at"])
    return found


def mark_all_read(user: Any) -> int:
    """How many were unread."""
    return Notice.objects.filter(user=user, read_at=None).update(read_at=clock.now())


@transaction.atomic
def prefer(user: Any, *, wanted: Iterable[tuple[str, str]]) -> None:
    """Keeps which (kind, channel) the person wants of those that can be switched off."""
    chosen = set(wanted)
    every = {(kind.id, channel) for kind in optional_kinds() for channel in CHANNELS}
    Preference.objects.filter(user=user).delete()
    Preference.objects.bulk_create(
        Preference(user=user, kind=kind, channel=channel)
        for kind, channel in sorted(every - chosen)
    )


@transaction.atomic
def send_again(delivery: int, *, by: Any, role: str) -> bool:
    """Puts a delivery that was given up on its way again; False where it was not given up."""
    now = clock.now()
    rows = Delivery.objects.filter(pk=delivery, state="given_up")
    if not rows.update(state="waiting", attempts=0, next_at=now):
        return False
    found = Delivery.objects.get(pk=delivery)
    about = f"delivery:{delivery}"
    record("notices.send_again", actor=by, role=role, about=about, content={"at": now.isoformat()})
    tasks.soon(found.notice_id)
    return True


def _deliveries(notice: Notice, *, channels: Iterable[str]) -> list[Delivery]:
    """One for each channel on which the person can and wants to be reached."""
    listed = [c for c in CHANNELS if c in set(channels) and _reachable(notice.user, channel=c)]
    if listed and kind_of(notice.kind).optional:
        off = Preference.objects.filter(user=notice.user, kind=notice.kind)
        listed = sorted(set(listed) - set(off.values_list("channel", flat=True)))
    rows = [Delivery(notice=notice, channel=c, next_at=notice.made_at) for c in listed]
    return Delivery.objects.bulk_create(rows)


def _reachable(user: Any, *, channel: str) -> bool:
    return bool(user.email if channel == "mail" else user.phone and user.phone_verified)


def _text(said: Text | str) -> Text:
    return said if isinstance(said, Text) else Text(said)


def _once(once: str, *, user: Any) -> str:
    key = f"{once}:{user.pk}"
    return key if len(key) <= 120 else hashlib.sha256(key.encode()).hexdigest()
