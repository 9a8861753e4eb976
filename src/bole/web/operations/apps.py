"""The Django application `operations`."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Backup, restore, checks, worker."""

    name = "bole.web.operations"
