"""People who sign in, links that activate, and consents."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from bole.web.common.crypto import blind_index
from bole.web.common.fields import EncryptedText


def phone_index(phone: str) -> str:
    """What finds the account of a phone number (+8613…)."""
    return blind_index(phone, purpose="phone")


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
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "handle"
    EMAIL_FIELD = "email"
    objects = UserManager()

    def __str__(self) -> str:
        return f"user {self.pk}"

    def set_phone(self, phone: str, *, verified: bool = False) -> None:
        """Sets the number (E.164), encrypted and findable; "" takes it away."""
        self.phone, self.phone_index = (phone, phone_index(phone)) if phone else (None, None)
        self.phone_verified = verified and bool(phone)


class Activation(models.Model):
    """A link for one use: the holder sets a password of their own, or takes up a membership."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="activations")
    #: SHA-256 of the token; the token itself is only in the link.
    token = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=20)
    made_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Recovery(models.Model):
    """A request to get back into an account whose phone has changed; an officer decides."""

    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="recoveries")
    asked_at = models.DateTimeField()
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
