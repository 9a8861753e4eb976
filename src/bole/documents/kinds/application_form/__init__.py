"""The application, as the official form or in sections."""

from typing import Final

from bole.documents.kinds.application_form.build import (
    KIND,
    TITLE,
    ApplicationForm,
    Box,
    Section,
    Written,
    build,
)

DATA: Final = ApplicationForm
FORMATS: Final = ("pdf", "docx")

__all__ = [
    "DATA",
    "FORMATS",
    "KIND",
    "TITLE",
    "ApplicationForm",
    "Box",
    "Section",
    "Written",
    "build",
]
