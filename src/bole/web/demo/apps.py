"""Names the feature for Django."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demonstration: a made-up world, a clock that can be moved, links that sign in."""

    name = "bole.web.demo"
