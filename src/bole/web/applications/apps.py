"""Names the feature for Django."""

from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    """Cases: from the draft to the submitted application, and where each stands."""

    name = "bole.web.applications"

    def ready(self) -> None:
        """Tells features below what they ask of cases."""
        from bole.web.applications import hooks

        hooks.register()
