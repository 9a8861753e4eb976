"""A letter of recommendation."""

from typing import Final

from bole.documents.kinds.recommendation.build import KIND, TITLE, Recommendation, build

DATA: Final = Recommendation
FORMATS: Final = ("pdf", "docx")

__all__ = ["DATA", "FORMATS", "KIND", "TITLE", "Recommendation", "build"]
