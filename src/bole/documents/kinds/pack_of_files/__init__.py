"""All attachments in one file."""

from typing import Final

from bole.documents.kinds.pack_of_files.build import KIND, TITLE, PackOfFiles, build, render

DATA: Final = PackOfFiles
FORMATS: Final = ("pdf",)

__all__ = ["DATA", "FORMATS", "KIND", "TITLE", "PackOfFiles", "build", "render"]
