"""The app `accounts`."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save, pre_save


class AccountsConfig(AppConfig):
    """People who sign in."""

    name = "bole.web.accounts"

    def ready(self) -> None:
        """Listens for sign-ins, and for second factors that come and go."""
        from allauth.mfa.models import Authenticator
        from allauth.socialaccount.models import SocialAccount
        from django.contrib.auth.signals import user_logged_in

        from bole.web.accounts import checks, signals, social  # noqa: F401

        user_logged_in.connect(signals.signed_in, dispatch_uid="accounts.signed_in")
        post_save.connect(
            signals.factor_added, sender=Authenticator, dispatch_uid="accounts.factor_added"
        )
        post_delete.connect(
            signals.factor_removed, sender=Authenticator, dispatch_uid="accounts.factor_removed"
        )
        pre_save.connect(social.keep_nothing, sender=SocialAccount, dispatch_uid="accounts.kept")
