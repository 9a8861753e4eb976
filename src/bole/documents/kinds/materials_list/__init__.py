"""The list of attachments."""

from typing import Final

from bole.documents.kinds.materials_list.build import KIND, TITLE, MaterialsList, build

DATA: Final = MaterialsList
FORMATS: Final = ("pdf", "docx")

__all__ = ["DATA", "FORMATS", "KIND", "TITLE", "MaterialsList", "build"]
