"""Names the feature for Django."""

from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    """Cases: from the draft to the submitted application, and where each stands."""

    name = "bole.web.applications"
