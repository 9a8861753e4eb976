"""Signing in through another identity provider, where the settings name one."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter as account_adapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django import forms
from django.http import HttpRequest


class SocialAdapter(DefaultSocialAccountAdapter):
    """Takes the name, and a mail address where the provider has confirmed one."""

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        """The account to be, with the name that the provider knows."""
        user = super().populate_user(request, sociallogin, data)
        known = sociallogin.account.extra_data
        user.name = str(data.get("name") or known.get("name") or "")[:60]
        return user

    def validation_error(self, code: str, *args: Any) -> forms.ValidationError:
        """The error in our words."""
        return account_adapter().validation_error(code)
