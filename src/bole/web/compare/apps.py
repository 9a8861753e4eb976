"""The app of the comparison."""

from django.apps import AppConfig


class CompareConfig(AppConfig):
    """The comparison judges what a self-check was told; it has no tables."""

    name = "bole.web.compare"
    label = "compare"
