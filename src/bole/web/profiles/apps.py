"""Names the feature for Django."""

from django.apps import AppConfig


class ProfilesConfig(AppConfig):
    """Facts kept once: fact sheets with versions, changes and conflicts."""

    name = "bole.web.profiles"
