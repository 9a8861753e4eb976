"""Signing in with a password: by mail address, or by a phone that was confirmed.

In a module of its own: allauth's forms can be imported only once all apps are loaded.
"""

from __future__ import annotations

from typing import Any

from allauth.account.app_settings import AppSettings
from allauth.account.forms import LoginForm


class PasswordSignInForm(LoginForm):
    """A confirmed phone is proof enough: no mail address has to be confirmed beside it."""

    def _clean_with_password(self, credentials: dict[str, Any]) -> Any:
        cleaned = super()._clean_with_password(credentials)
        if "phone" in credentials and self.user.phone_verified:
            self._login.email_verification = AppSettings.EmailVerificationMethod.NONE
        return cleaned
