"""Names the feature for Django."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """What was done, by whom and why: chained, anchored, and never changed."""

    name = "bole.web.audit"
