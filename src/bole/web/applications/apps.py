"""Names the feature for Django, and answers the features below."""

from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    """Cases: from the draft to the submitted application, and where each stands."""

    name = "bole.web.applications"

    def ready(self) -> None:
        """Registers what features below ask about cases."""
        from bole.web.applications import hooks

        hooks.register()
