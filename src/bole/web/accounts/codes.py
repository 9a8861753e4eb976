"""One-time codes to a phone: six digits, five minutes, five tries, one browser."""

from __future__ import annotations

import datetime as dt
import hmac
import secrets
import unicodedata
import uuid
from typing import Final

from django.db import transaction
from django.db.models import F

from bole.problems import Problems, problem
from bole.text import Text
from bole.web.accounts import throttle
from bole.web.accounts.models import Code, User
from bole.web.common.clock import now
from bole.web.common.crypto import blind_index
from bole.web.common.gateways import GatewayError, send_sms

LIFE: Final = dt.timedelta(minutes=5)
TRIES: Final = 5
AGAIN_AFTER: Final = throttle.RATES["code.phone"][0].per

WRONG: Final = problem(
    "accounts.code.wrong",
    "验证码不对。",
    "This is not the code.",
    hint=Text("请对照最新一条短信再填。", "Compare it with the latest message."),
)
OVER: Final = problem(
    "accounts.code.over",
    "这个验证码不能用了。",
    "This code can no longer be used.",
    hint=Text("请重新获取一个。", "Please ask for a new one."),
)
NOT_SENT: Final = problem(
    "accounts.code.not_sent",
    "短信没有发出去。",
    "The message could not be sent.",
    hint=Text("请过一分钟再试，或用邮箱和密码。", "Try again in a minute, or use e-mail."),
)


def send(phone: str, *, purpose: str, address: str, text: str, user: User | None = None) -> Code:
    """A new code, sent to the phone; raises Locked, or Problems where the gateway fails.

    `text` holds `{code}`.
    """
    throttle.take(code__address=address, code__phone=phone)
    digits = f"{secrets.randbelow(10**6):06d}"
    moment = now()
    id = uuid.uuid4()
    code = Code.objects.create(
        id=id, purpose=purpose, user=user, phone=phone, digest=_digest(digits, id=id),
        made_at=moment, expires_at=moment + LIFE,
    )  # fmt: skip
    try:
        send_sms(phone, text.format(code=digits), key=f"code:{id}")
    except GatewayError as error:
        code.delete()
        raise Problems([NOT_SENT]) from error
    return code


def check(id: str, digits: str, *, purpose: str, address: str) -> Code:
    """The code, used up by this; raises Locked, or Problems where it is wrong or over.

    The try is counted before the digits are compared and outside of any transaction that could
    take it back, so many tries at once are no more than five.
    """
    code = _find(id, purpose=purpose)
    tried = throttle.take(try__address=address, try__phone=code.phone)
    moment = now()
    counted = Code.objects.filter(
        pk=code.pk, used_at=None, tries__lt=TRIES, expires_at__gt=moment
    ).update(tries=F("tries") + 1)
    if not counted:
        raise Problems([OVER])
    typed = "".join(c for c in unicodedata.normalize("NFKC", digits) if c.isdigit())
    if not hmac.compare_digest(code.digest, _digest(typed, id=code.pk)):
        raise Problems([OVER if code.tries + 1 >= TRIES else WRONG])
    with transaction.atomic():
        if not Code.objects.filter(pk=code.pk, used_at=None).update(used_at=moment):
            raise Problems([OVER])
    tried.undo()
    return code


def pending(id: str, *, purpose: str) -> Code | None:
    """The code that a browser waits to confirm, None where there is none any more."""
    try:
        return _find(id, purpose=purpose)
    except Problems:
        return None


def tidy(*, before: dt.datetime) -> int:
    """Deletes codes that are long over; how many."""
    return Code.objects.filter(expires_at__lt=before - dt.timedelta(days=1)).delete()[0]


def _find(id: str, *, purpose: str) -> Code:
    try:
        key = uuid.UUID(id)
    except (ValueError, TypeError, AttributeError) as error:
        raise Problems([OVER]) from error
    found = Code.objects.select_related("user").filter(pk=key, purpose=purpose).first()
    if found is None:
        raise Problems([OVER])
    return found


def _digest(digits: str, *, id: uuid.UUID) -> str:
    return blind_index(f"{id}:{digits}", purpose="code")
