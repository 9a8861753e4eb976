"""The app `home`."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """Pages that see every feature; no tables."""

    name = "bole.web.home"
