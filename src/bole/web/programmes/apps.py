"""The app of the programme pages."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """Programme pages read policy packs; they have no tables."""

    name = "bole.web.programmes"
    label = "programmes"
