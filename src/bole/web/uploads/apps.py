"""Names the feature for Django."""

from django.apps import AppConfig


class UploadsConfig(AppConfig):
    """The pages of a draft's materials."""

    name = "bole.web.uploads"
