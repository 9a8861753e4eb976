"""Names the feature for Django."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Organisations, who acts for them, and which desk handles what."""

    name = "bole.web.organisations"
