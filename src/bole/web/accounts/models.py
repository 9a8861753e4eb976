"""People who sign in, codes and links that let them in, and consents."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac

from bole.text import Lang
from bole.web.common.crypto import blind_index
from bole.web.common.fields import EncryptedText


def phone_index(phone: str) -> str:
    """What finds the account of a phone number (+8613…)."""
    return blind_index(phone, purpose="phone")


def masked(address: str) -> str:
    """A phone number or mail address with its middle hidden."""
    name, at, host = address.partition("@")
    if at:
        return f"{name[:1]}***@{host}"
    number = address.removeprefix("+86")
    return f"{number[:3]}****{number[-4:]}" if len(number) > 7 else "****"


class UserManager(BaseUserManager["User"]):
    """Accounts; a password may be left unset (sign-in by code, or an activation link to come)."""

    def create_user(
        self,
        *,
        name: str = "",
        phone: str = "",
        email: str = "",
        password: str | None = None,
        **more: Any,
    ) -> User:
        """A new account, saved."""
        user = self.model(name=name, email=email.lower() or None, **more)
        if phone:
            user.set_phone(phone)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    """One person; what they may do comes from memberships, never from flags but the one."""

    handle = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = EncryptedText(default="")
    email = models.EmailField(null=True, unique=True)
    phone = EncryptedText(null=True)
    phone_index = models.CharField(max_length=64, null=True, unique=True)
    phone_verified = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    #: Runs the system and sees no cases.
    is_system_admin = models.BooleanField(default=False)
    language = models.CharField(max_length=10, default="zh-hans")
    #: Raised to end every session of the account at once.
    sessions_epoch = models.PositiveIntegerField(default=0)
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "handle"
    EMAIL_FIELD = "email"
    objects = UserManager()

    def __str__(self) -> str:
        return f"user {self.pk}"

    @property
    def shown(self) -> str:
        """How pages call the person: the name, or what they sign in with, partly hidden."""
        return self.name or masked(self.phone or self.email or "")

    @property
    def lang(self) -> Lang:
        """The language in which the person is written to."""
        return "en" if self.language == "en" else "zh"

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Binds sessions to password, phone and epoch: whichever changes, all of them end."""
        value = f"{self.password}\0{self.phone_index or ''}\0{self.sessions_epoch}"
        salt = "bole.web.accounts.models.User"
        return salted_hmac(salt, value, secret=secret, algorithm="sha256").hexdigest()

    def set_phone(self, phone: str, *, verified: bool = False) -> None:
        """Sets the number (E.164), encrypted and findable; "" takes it away."""
        self.phone, self.phone_index = (phone, phone_index(phone)) if phone else (None, None)
        self.phone_verified = verified and bool(phone)


class Attempt(models.Model):
    """Something that is limited was tried: asked for a code, typed a password …"""

    action = models.CharField(max_length=20)
    #: The blind index of the phone, account or network address.
    key = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["action", "key", "at"], name="attempts_of_key")]


class Code(models.Model):
    """A one-time code that was sent to a phone; good for one browser, a few tries, minutes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    #: sign_in, or change_phone for `user`.
    purpose = models.CharField(max_length=20)
    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")
    phone = EncryptedText()
    #: A keyed digest; the code itself is only in the message.
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)


class Activation(models.Model):
    """A link for one use: the holder sets a password or a phone of their own."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="activations")
    #: SHA-256 of the token; the token itself is only in the link.
    token = models.CharField(max_length=64, unique=True)
    #: Why it was sent, for the page: staff, member, recovery.
    purpose = models.CharField(max_length=20)
    made_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    #: How it was sent, which is what opening it proves: mail, sms, or "" where it was handed over.
    sent_by = models.CharField(max_length=4, default="")
    #: The number that becomes the account's, where the link answers a recovery.
    new_phone = EncryptedText(default="")


class Recovery(models.Model):
    """A request to get back into an account whose phone has changed; an officer decides.

    `user` is the account that the old phone or mail address names; None where there is none, which
    the person who asks is not told.
    """

    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="recoveries")
    asked_at = models.DateTimeField()
    #: What the account was signed in with before: a phone or a mail address.
    old_login = EncryptedText(default="")
    name = EncryptedText(default="")
    new_phone = EncryptedText(default="")
    grounds = EncryptedText(default="")
    state = models.CharField(max_length=12, default="asked")  # asked, granted, refused
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, default="")


class Consent(models.Model):
    """What a person agreed to, in which words, and until when."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="consents")
    #: sensitive, joint_vetting, reassignment, …
    kind = models.CharField(max_length=30)
    #: What it is about: `case:…`, or "" for the account.
    about = models.CharField(max_length=120, default="")
    version = models.CharField(max_length=20)
    text_sha256 = models.CharField(max_length=64)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "about", "version"],
                condition=models.Q(withdrawn_at=None),
                name="consent_once",
            )
        ]
