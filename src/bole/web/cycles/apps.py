"""Names the feature for Django."""

from django.apps import AppConfig


class CyclesConfig(AppConfig):
    """The office's dated decisions: parameters, quotas, extensions of deadlines."""

    name = "bole.web.cycles"
