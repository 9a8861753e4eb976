"""Names the feature for Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who signs in: accounts, activation, second factor, consents."""

    name = "bole.web.accounts"
