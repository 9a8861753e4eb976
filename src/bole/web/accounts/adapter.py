"""What django-allauth asks us: phones, limits, codes, mails, and secrets at rest."""

from __future__ import annotations

import contextlib
import io
import uuid
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest

from bole.problems import Problems
from bole.text import Text
from bole.web.accounts import factors, throttle
from bole.web.accounts.models import User, phone_index
from bole.web.accounts.pages import locked
from bole.web.accounts.phones import read_phone
from bole.web.accounts.words import ERRORS, MAILS, MESSAGES
from bole.web.common.clock import now
from bole.web.common.gateways import GatewayError, send_mail, send_sms
from bole.web.common.language import remember_language
from bole.web.common.network import address_of
from bole.web.common.templatetags.components import say

#: After signing in, so long is setting up the first second factor not asked to prove again.
FRESH_SECONDS = 15 * 60
_SAID = frozenset({"code", "email", "signup_url", "password_reset_url", "from_email", "to_email"})
_NOT_SENT = Text("没有发出去，请过一会儿再试。", "It could not be sent; try again in a while.")
_AGAIN = Text("验证码 {code}，用于确认是你本人操作。", "{code} is your code to confirm it is you.")


class AccountAdapter(DefaultAccountAdapter):
    """Accounts by phone or mail address; limits are counted in the database."""

    def validation_error(self, code: str, *args: Any) -> forms.ValidationError:
        """The error in our words."""
        return _error(code)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Says on the next page what is in our words, and nothing else."""
        words = message or say(MESSAGES.get(message_template or ""))
        if words:
            messages.add_message(request, level, words, extra_tags=extra_tags)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Sends the mail of that name in our words; one that fails is told on the page."""
        subject, text, end = MAILS[template_prefix]
        values = {key: str(value) for key, value in context.items() if key in _SAID}
        body = f"{say(text.format(**values))}\n\n{say(end)}\n"
        try:
            send_mail(email, say(subject.format(**values)), body, key=f"mail:{uuid.uuid4()}")
        except GatewayError:
            self.add_message(self.request, messages.ERROR, message=say(_NOT_SENT))

    def clean_phone(self, phone: str) -> str:
        """E.164; raises ValidationError."""
        try:
            return read_phone(phone)
        except Problems as found:
            raise forms.ValidationError(say(found.problems[0].message)) from found

    def phone_form_field(self, **kwargs: Any) -> Any:
        """A field that takes Chinese numbers without their country code."""
        kwargs.setdefault("validators", [])
        return super().phone_form_field(**kwargs)

    def get_phone(self, user: Any) -> tuple[str, bool] | None:
        """The number, and whether it was confirmed."""
        return (user.phone, user.phone_verified) if user.phone else None

    def set_phone(self, user: Any, phone: str, verified: bool) -> None:
        """Keeps the number."""
        user.set_phone(phone, verified=verified)
        user.save()

    def set_phone_verified(self, user: Any, phone: str) -> None:
        """Nothing to do where it is confirmed already; a confirmed code proves the number."""
        if not user.phone_verified and user.phone == phone:
            user.phone_verified = True
            user.save(update_fields=["phone_verified"])

    def get_user_by_phone(self, phone: str) -> User | None:
        """The account of a number, however it is typed."""
        try:
            return User.objects.filter(phone_index=phone_index(read_phone(phone))).first()
        except Problems:
            return None

    def send_verification_code_sms(self, user: Any, phone: str, code: str, **kwargs: Any) -> None:
        """Sends the code that confirms who is at the keyboard."""
        try:
            throttle.take(code__phone=phone, code__address=address_of(context.request))
            send_sms(phone, say(_AGAIN.format(code=code)), key=f"again:{uuid.uuid4()}")
        except throttle.Locked as lock:
            raise ImmediateHttpResponse(locked(context.request, until=lock.until)) from lock
        except GatewayError:
            self.add_message(context.request, messages.ERROR, message=say(_NOT_SENT))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Lets one try of a password through, or answers with the page that says until when not."""
        account = str(credentials.get("email") or credentials.get("phone") or "")
        with contextlib.suppress(Problems):
            account = read_phone(account)
        try:
            self._taken = throttle.take(
                sign_in__account=account, sign_in__address=address_of(request)
            )
        except throttle.Locked as lock:
            raise ImmediateHttpResponse(locked(request, until=lock.until)) from lock

    def _rollback_login_failed_rl_usage(self) -> None:
        self._taken.undo()

    def set_password(self, user: Any, password: str) -> None:
        """Keeps the password; a new one ends the lock of the account (not that of an address)."""
        super().set_password(user, password)
        for login in filter(None, (user.email, user.phone)):
            throttle.forget("sign_in.account", login)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> Any:
        """On to the next page, in the language of the account where none was chosen here."""
        response = super().post_login(request, user, **kwargs)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            remember_language(response, user.language)
        return response

    def get_client_ip(self, request: HttpRequest) -> str:
        """The same address that our own limits count."""
        return address_of(request)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not for the first second factor right after signing in, nor where there is no proof.

        Who came in through another identity provider may have nothing of their own yet.
        """
        if app == "allauth.mfa" and self._just_signed_in():
            return False
        if not get_reauthentication_flows(context.request.user):
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def _just_signed_in(self) -> bool:
        """True soon after signing in, from the page of the first factor to that of its codes."""
        session = context.request.session
        begun = session.get("begun_at")
        if begun is None or now().timestamp() - begun > FRESH_SECONDS:
            return False
        if not Authenticator.objects.filter(user=context.request.user).exists():
            session["first_factor"] = True
        return bool(session.get("first_factor"))


class MfaAdapter(DefaultMFAAdapter):
    """Secrets of the second factor are encrypted at rest like everything sensitive."""

    def validation_error(self, code: str, *args: Any) -> forms.ValidationError:
        """The error in our words."""
        return _error(code)

    def encrypt(self, text: str) -> str:
        """The secret under the current key, as text."""
        return factors.sealed(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The secret."""
        return factors.opened(encrypted_text)

    def get_totp_label(self, user: Any) -> str:
        """How the authenticator app calls the account: nothing that should not lie around."""
        return str(user.shown)

    def get_totp_issuer(self) -> str:
        """The name of the site in the app."""
        return str(context.request.get_host())

    def build_totp_svg(self, url: str) -> str:
        """The QR code."""
        out = io.BytesIO()
        segno.make(url, error="m").save(out, kind="svg", scale=4, xmldecl=False, svgns=True)
        return out.getvalue().decode()


def _error(code: str) -> forms.ValidationError:
    words = ERRORS.get(
        code, Text("不行，请检查后再试", "This does not work; check it and try again")
    )
    return forms.ValidationError(say(words), code=code)
