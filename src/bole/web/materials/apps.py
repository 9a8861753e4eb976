"""Names the feature for Django."""

from django.apps import AppConfig


class MaterialsConfig(AppConfig):
    """Files and folders: checked, stored by hash, sealed where sensitive."""

    name = "bole.web.materials"
