"""The receipt of a submitted application."""

from typing import Final

from bole.documents.kinds.receipt.build import KIND, TITLE, Receipt, build

DATA: Final = Receipt
FORMATS: Final = ("pdf",)

__all__ = ["DATA", "FORMATS", "KIND", "TITLE", "Receipt", "build"]
