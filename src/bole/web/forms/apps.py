"""Names the feature for Django."""

from django.apps import AppConfig


class FormsConfig(AppConfig):
    """The pages of a draft's form, made from the pack."""

    name = "bole.web.forms"
