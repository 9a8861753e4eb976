"""The app of the self-check."""

from django.apps import AppConfig


class SelfcheckConfig(AppConfig):
    """The self-check has no tables: the answers stay with the person."""

    name = "bole.web.selfcheck"
    label = "selfcheck"
