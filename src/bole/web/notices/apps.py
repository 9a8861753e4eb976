"""Names the feature for Django."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Notices in the site, by mail and by SMS, with what became of each."""

    name = "bole.web.notices"
