"""One attempt at a time: claim, send, note what the gateway said, try again later.

A claim pushes `next_at` ahead, so a worker that dies holds a delivery for some minutes only. The
key given to the gateway is the same at every attempt: what did leave does not leave twice.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.conf import settings

from bole.text import Text
from bole.web.common import clock
from bole.web.common.gateways import GatewayError, send_mail, send_sms
from bole.web.notices.kinds import kind_of
from bole.web.notices.models import Delivery

#: How long after each failed attempt the next one is; after the last it is given up.
RETRIES: Final = (
    dt.timedelta(minutes=1),
    dt.timedelta(minutes=5),
    dt.timedelta(minutes=30),
    dt.timedelta(hours=2),
    dt.timedelta(days=1),
)
#: Longer than any gateway takes.
LEASE: Final = dt.timedelta(minutes=10)
_SMS: Final = Text(
    "{what}，请登录本站，在“消息”里查看。", "{what}. Sign in and look at your notices."
)
_MAIL: Final = Text(
    "{title}\n\n{link}\n\n内容请登录后在“消息”里查看。这封邮件由系统发出，请不要回复。\n",
    "{title}\n\n{link}\n\nSign in and open your notices to read it. Please do not reply.\n",
)


def due() -> list[int]:
    """The deliveries to attempt now, oldest first; at most a thousand."""
    rows = Delivery.objects.filter(state="waiting", next_at__lte=clock.now())
    return list(rows.order_by("next_at").values_list("pk", flat=True)[:1000])


def attempt(delivery: int) -> dt.datetime | None:
    """Tries once where it is due; when to try again, None where that is not needed."""
    found = _claim(delivery)
    if found is None:
        return None
    try:
        answer = _send(found)
    except GatewayError as error:
        return _failed(found, error=error)
    found.state, found.answer, found.next_at = "sent", answer[:300], None
    found.sent_at = clock.now()
    found.save(update_fields=["state", "answer", "next_at", "sent_at"])
    return None


def _claim(delivery: int) -> Delivery | None:
    """The delivery with one more attempt counted, None where somebody else has it."""
    found = Delivery.objects.select_related("notice__user").filter(pk=delivery).first()
    now = clock.now()
    if found is None or found.state != "waiting" or found.next_at is None or found.next_at > now:
        return None
    mine = Delivery.objects.filter(pk=delivery, state="waiting", attempts=found.attempts)
    found.attempts, found.next_at = found.attempts + 1, now + LEASE
    return found if mine.update(attempts=found.attempts, next_at=found.next_at) else None


def _send(delivery: Delivery) -> str:
    """What the gateway answered; raises GatewayError."""
    notice, user = delivery.notice, delivery.notice.user
    lang = user.lang
    what, key = kind_of(notice.kind).label.say(lang), f"notice-{delivery.pk}"
    if delivery.channel == "sms":
        if not user.phone:
            raise GatewayError("no number")
        return send_sms(user.phone, _SMS.say(lang).format(what=what), key=key)
    if not user.email:
        raise GatewayError("no address")
    link = settings.BOLE_URL.rstrip("/") + notice.url if settings.BOLE_URL else ""
    text = (
        _MAIL.say(lang)
        .format(title=notice.heading.say(lang), link=link)
        .replace("\n\n\n\n", "\n\n")
    )
    return send_mail(user.email, what, text, key=key)


def _failed(delivery: Delivery, *, error: GatewayError) -> dt.datetime | None:
    delivery.answer = str(error)[:300]
    if delivery.attempts > len(RETRIES):
        delivery.state, delivery.next_at = "given_up", None
    else:
        delivery.next_at = clock.now() + RETRIES[delivery.attempts - 1]
    delivery.save(update_fields=["state", "answer", "next_at"])
    return delivery.next_at
