"""Signing in through another identity provider, where the settings name one."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from allauth.account.adapter import get_adapter as account_adapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django import forms
from django.db import models
from django.http import HttpRequest

from bole.web.common.fields import Encrypted


class SocialAdapter(DefaultSocialAccountAdapter):
    """Takes the name, and a mail address where the provider has confirmed one."""

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        """The account to be, with the name that the provider knows."""
        user = super().populate_user(request, sociallogin, data)
        user.name = str(data.get("name") or "")[:60]
        return user

    def serialize_instance(self, instance: models.Model) -> dict[str, Any]:
        """What a session holds between two pages: encrypted columns as they lie in the database."""
        kept = copy.copy(instance)
        for field in _encrypted(instance):
            setattr(kept, field.attname, field.get_prep_value(getattr(instance, field.attname)))
        if hasattr(kept, "extra_data"):
            kept.extra_data = {}
        return dict(super().serialize_instance(kept))

    def deserialize_instance(self, model: type[models.Model], data: dict[str, Any]) -> models.Model:
        """The instance again."""
        found: models.Model = super().deserialize_instance(model, data)
        for field in _encrypted(found):
            value = field.from_db_value(getattr(found, field.attname), None, None)
            setattr(found, field.attname, value)
        return found

    def validation_error(self, code: str, *args: Any) -> forms.ValidationError:
        """The error in our words."""
        return account_adapter().validation_error(code)


def keep_nothing(sender: Any, *, instance: Any, **_: Any) -> None:
    """What the provider tells beside who it is (name, mail, numbers) is not kept in clear."""
    instance.extra_data = {}


def _encrypted(instance: models.Model) -> Iterator[Encrypted]:
    return (f for f in instance._meta.concrete_fields if isinstance(f, Encrypted))
