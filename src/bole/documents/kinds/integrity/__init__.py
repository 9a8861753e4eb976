"""A person's statement of integrity."""

from typing import Final

from bole.documents.kinds.integrity.build import KIND, TITLE, Integrity, build

DATA: Final = Integrity
FORMATS: Final = ("pdf", "docx")

__all__ = ["DATA", "FORMATS", "KIND", "TITLE", "Integrity", "build"]
