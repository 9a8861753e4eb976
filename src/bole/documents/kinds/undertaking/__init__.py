"""An employer's undertaking."""

from typing import Final

from bole.documents.kinds.undertaking.build import KIND, TITLE, Undertaking, build

DATA: Final = Undertaking
FORMATS: Final = ("pdf", "docx")

__all__ = ["DATA", "FORMATS", "KIND", "TITLE", "Undertaking", "build"]
