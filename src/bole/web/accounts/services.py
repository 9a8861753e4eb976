"""What is done to accounts: invitations, activation, new phones, recovery, language."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from typing import Final

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.urls import reverse

from bole.problems import Problems, problem
from bole.text import Text
from bole.web.accounts import codes, throttle
from bole.web.accounts.models import Activation, Code, Recovery, User, phone_index
from bole.web.audit import services as audit
from bole.web.common.clock import now
from bole.web.common.gateways import GatewayError, send_mail, send_sms

LINK_LIFE: Final = dt.timedelta(hours=72)
_LINK: Final = Text(
    "您的账号激活链接（72 小时内有效，只能用一次）：{url}",
    "Your activation link, good for 72 hours and once: {url}",
)
_LINK_SUBJECT: Final = Text("激活账号", "Activate your account")

TAKEN: Final = problem(
    "accounts.phone.taken",
    "这个手机号已经有账号了。",
    "There is already an account with this number.",
    hint=Text("请换一个，或用那个账号登录。", "Use another one, or sign in with that account."),
)
LINK_OVER: Final = problem(
    "accounts.link.over",
    "这个链接不能用了。",
    "This link can no longer be used.",
    hint=Text(
        "链接 72 小时内有效，只能用一次。请向发链接的人再要一个。",
        "Links are good for 72 hours and once. Please ask whoever sent it for a new one.",
    ),
)
IN_USE: Final = problem(
    "accounts.link.in_use",
    "这个账号已经在用了，不需要激活链接。",
    "The account is in use already and needs no activation link.",
)
NOT_MAIL: Final = problem(
    "accounts.mail", "这不像一个邮箱地址。", "This does not look like a mail address."
)
NO_WAY: Final = problem(
    "accounts.invite.no_way",
    "请填手机号或邮箱。",
    "Enter a phone number or a mail address.",
)
DECIDED: Final = problem(
    "accounts.recovery.decided",
    "这个申请已经办过了。",
    "This request has been decided already.",
)
UNKNOWN: Final = problem(
    "accounts.recovery.unknown",
    "没有和原登录方式对应的账号，不能同意。",
    "No account has the former phone or mail address; it cannot be granted.",
)


def person_for(*, name: str, phone: str = "", email: str = "") -> tuple[User, bool]:
    """The account with this phone or mail address, made where there is none; True where made.

    A new one cannot be signed in to before the phone is confirmed or its link opened.
    """
    if not (phone or email):
        raise Problems([NO_WAY])
    found = None
    if phone:
        found = User.objects.filter(phone_index=phone_index(phone)).first()
    if found is None and email:
        found = User.objects.filter(email=email.lower()).first()
    if found is not None:
        return found, False
    with transaction.atomic():
        user = User.objects.create_user(name=name, phone=phone, email=email)
    return user, True


def invite(
    user: User, *, purpose: str, by: User | None, role: str = "system", site: str = ""
) -> str:
    """The path of a link for one use, 72 hours; earlier links of the user end.

    With `site` (https://…) the link is also sent, by mail where there is an address, else by SMS,
    once the transaction is through. Raises Problems where the account is in use already.
    """
    if user.last_login is not None:
        raise Problems([IN_USE])
    channel = ("mail" if user.email else "sms" if user.phone else "") if site else ""
    with transaction.atomic():
        path, link = _link(user, purpose=purpose, by=by, channel=channel)
        audit.record(
            "account.invited", actor=by, role=role, about=f"user:{user.pk}",
            content={"purpose": purpose, "sent_by": channel},
        )  # fmt: skip
        if channel:
            transaction.on_commit(lambda: _send_link(link, url=f"{site.rstrip('/')}{path}"))
    return path


def appoint_administrator(*, name: str, email: str) -> str:
    """A link for one use; "" where the account is in use and signs in as before.

    For the command line: whoever runs the machine appoints who runs the system.
    """
    try:
        validate_email(email)
    except ValidationError as error:
        raise Problems([NOT_MAIL]) from error
    with transaction.atomic():
        user, _ = person_for(name=name, email=email)
        user.is_system_admin = True
        user.save(update_fields=["is_system_admin"])
        audit.record(
            "account.administrator", actor=None, role="operator", about=f"user:{user.pk}",
            content={},
        )  # fmt: skip
        if user.last_login:
            return ""
        path = invite(user, purpose="staff", by=None, role="operator")
    return f"{settings.BOLE_URL.rstrip('/')}{path}"


def opened(token: str) -> Activation:
    """The link of a token while it can be used; looking does not use it up. Raises Problems."""
    found = (
        Activation.objects.select_related("user")
        .filter(token=_hash(token), used_at=None, expires_at__gt=now(), user__is_active=True)
        .first()
    )
    if found is None:
        raise Problems([LINK_OVER])
    return found


def activate(token: str, *, password: str = "") -> User:
    """Uses the link up and lets its holder in with the password or the phone; raises Problems."""
    with transaction.atomic():
        link = opened(token)
        if not Activation.objects.filter(pk=link.pk, used_at=None).update(used_at=now()):
            raise Problems([LINK_OVER])
        user = User.objects.select_for_update().get(pk=link.user_id)
        if password:
            user.set_password(password)
        _take_proof(user, link)
        audit.record(
            "account.activated", actor=user, role="holder", about=f"user:{user.pk}",
            content={"purpose": link.purpose, "password": bool(password)},
        )  # fmt: skip
    return user


def change_phone(user: User, code: Code) -> User:
    """The account with the confirmed code's phone; every session of it ends. Raises Problems."""
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        _give_phone(user, code.phone)
        audit.record(
            "account.phone_changed", actor=user, role="holder", about=f"user:{user.pk}",
            content={},
        )  # fmt: skip
    return user


def end_sessions(user: User, *, by: User, role: str = "holder") -> None:
    """Ends every session of the account, the present one too."""
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        user.sessions_epoch += 1
        user.save(update_fields=["sessions_epoch"])
        audit.record(
            "account.sessions_ended", actor=by, role=role, about=f"user:{user.pk}", content={}
        )


def ask_recovery(*, old_login: str, name: str, new_phone: str, grounds: str) -> Recovery:
    """A request to be decided; the same answer whether there is such an account or not."""
    if "@" in old_login:
        user = User.objects.filter(email=old_login.lower()).first()
    else:
        user = User.objects.filter(phone_index=phone_index(old_login)).first()
    with transaction.atomic():
        asked = Recovery.objects.create(
            user=user, asked_at=now(), old_login=old_login, name=name, new_phone=new_phone,
            grounds=grounds,
        )  # fmt: skip
        audit.record(
            "recovery.asked", actor=None, role="public", about=f"recovery:{asked.pk}",
            content={"known": user is not None},
        )  # fmt: skip
    return asked


def decide_recovery(
    recovery: Recovery,
    *,
    granted: bool,
    reason: str,
    by: User,
    role: str,
    site: str,
    without_second_factor: bool = False,
) -> None:
    """Grants (old sessions end, a link goes to the new phone) or refuses; raises Problems."""
    with transaction.atomic():
        asked = Recovery.objects.select_for_update().get(pk=recovery.pk)
        if asked.state != "asked":
            raise Problems([DECIDED])
        if granted:
            _let_back_in(asked, by=by, site=site, without_second_factor=without_second_factor)
        asked.state = "granted" if granted else "refused"
        asked.decided_by, asked.decided_at, asked.reason = by, now(), reason
        asked.save()
        audit.record(
            f"recovery.{asked.state}", actor=by, role=role, about=f"recovery:{asked.pk}",
            content={
                "user": asked.user_id, "reason": reason,
                "second_factor_removed": granted and without_second_factor,
            },
        )  # fmt: skip
        if not granted:
            text = "您申请的账号找回没有通过，请联系受理部门。"
            transaction.on_commit(lambda: _try_sms(asked.new_phone, text, key=f"rec:{asked.pk}"))


def set_name(user: User, name: str) -> None:
    """Keeps how the person is called."""
    user.name = name
    user.save(update_fields=["name"])


def tidy() -> None:
    """Deletes codes and attempts that are of no use any more."""
    throttle.tidy(before=now())
    codes.tidy(before=now())


def _let_back_in(asked: Recovery, *, by: User, site: str, without_second_factor: bool) -> None:
    user = asked.user
    if user is None:
        raise Problems([UNKNOWN])
    if User.objects.filter(phone_index=phone_index(asked.new_phone)).exclude(pk=user.pk).exists():
        raise Problems([TAKEN])
    user.sessions_epoch += 1
    user.save(update_fields=["sessions_epoch"])
    if without_second_factor:
        Authenticator.objects.filter(user=user).delete()
    path, link = _link(user, purpose="recovery", by=by, channel="sms", new_phone=asked.new_phone)
    transaction.on_commit(lambda: _send_link(link, url=f"{site.rstrip('/')}{path}"))


def _link(
    user: User, *, purpose: str, by: User | None, channel: str, new_phone: str = ""
) -> tuple[str, Activation]:
    token, moment = secrets.token_urlsafe(32), now()
    Activation.objects.filter(user=user, used_at=None, expires_at__gt=moment).update(
        expires_at=moment
    )
    link = Activation.objects.create(
        user=user, token=_hash(token), purpose=purpose, made_by=by, made_at=moment,
        expires_at=moment + LINK_LIFE, sent_by=channel, new_phone=new_phone,
    )  # fmt: skip
    return reverse("activate", args=[token]), link


def _send_link(link: Activation, *, url: str) -> None:
    """Sends it; where the gateway fails the link is simply asked for again."""
    lang = link.user.lang
    text = _LINK.format(url=url).say(lang)
    if link.sent_by == "mail":
        subject = _LINK_SUBJECT.say(lang)
        try:
            send_mail(link.user.email or "", subject, text, key=f"link:{link.pk}")
        except GatewayError:
            return
    else:
        _try_sms(link.new_phone or link.user.phone or "", text, key=f"link:{link.pk}")


def _try_sms(phone: str, text: str, *, key: str) -> None:
    try:
        send_sms(phone, text, key=key)
    except GatewayError:
        return


def _take_proof(user: User, link: Activation) -> None:
    """What having opened the link proves: that the mailbox or the phone is the person's."""
    if link.new_phone:
        _give_phone(user, link.new_phone)
        return
    if link.sent_by == "mail" and user.email:
        EmailAddress.objects.update_or_create(
            user=user, email=user.email, defaults={"verified": True, "primary": True}
        )
    if link.sent_by == "sms":
        user.phone_verified = True
    user.save()


def _give_phone(user: User, phone: str) -> None:
    user.set_phone(phone, verified=True)
    user.sessions_epoch += 1
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:
        raise Problems([TAKEN]) from error


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
