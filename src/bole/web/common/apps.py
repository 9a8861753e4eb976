"""The app of the shared shell."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """Base templates, components and static files."""

    name = "bole.web.common"
    label = "common"
