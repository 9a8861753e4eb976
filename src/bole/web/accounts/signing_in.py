"""Signing in by phone: who proves to hold the number has the account, new or not.

One way for sign-up and sign-in: the answer to "send me a code" is the same for every number, so it
tells nobody who has an account.
"""

from __future__ import annotations

from allauth.account.app_settings import AppSettings
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import EmailAddress, Login
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse

from bole.text import Text
from bole.web.accounts.models import Code, User, phone_index
from bole.web.audit import services as audit

PURPOSE = "sign_in"
TEXT = Text(
    "验证码 {code}，5 分钟内有效，用于登录。不是你本人操作的，请不要理会，也不要告诉任何人。",
    "{code} is your sign-in code, good for 5 minutes. If you did not ask for it, ignore it.",
)


def user_of(code: Code) -> User:
    """The account of a confirmed code's phone, made where there is none.

    An account that got the number by invitation and was used without proving it loses it: the
    number is whoever holds it. So does one its mail address that nobody has proven, in turn.
    """
    index = phone_index(code.phone)
    with transaction.atomic():
        user = User.objects.select_for_update().filter(phone_index=index).first()
        if user is None:
            return _new(code.phone)
        if user.phone_verified:
            return user
        if user.last_login is not None:
            user.set_phone("")
            user.save(update_fields=["phone", "phone_index", "phone_verified"])
            audit.record(
                "account.phone_lost", actor=None, role="system", about=f"user:{user.pk}", content={}
            )
            return _new(code.phone)
        user.phone_verified = True
        if not EmailAddress.objects.filter(user=user, verified=True).exists():
            user.email = None
        user.save(update_fields=["phone_verified", "email"])
        return user


def enter(request: HttpRequest, user: User, *, method: str, to: str = "") -> HttpResponse:
    """Signs the user in, by way of the second factor where there is one."""
    record_authentication(request, user, method=method)
    none = AppSettings.EmailVerificationMethod.NONE
    login = Login(user=user, redirect_url=to or None, email_verification=none)
    return perform_login(request, login)


def _new(phone: str) -> User:
    try:
        with transaction.atomic():
            user = User(name="", language="zh-hans")
            user.set_phone(phone, verified=True)
            user.set_unusable_password()
            user.save()
            audit.record(
                "account.made", actor=user, role="applicant", about=f"user:{user.pk}",
                content={"by": "phone"},
            )  # fmt: skip
    except IntegrityError:  # the same number in another browser, a moment earlier
        return User.objects.get(phone_index=phone_index(phone))
    return user
