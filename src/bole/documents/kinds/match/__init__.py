"""A person's match with a programme, on paper. It takes a whole report, not plain data."""

from typing import Final

from bole.documents.kinds.match.document import match

KIND: Final = "match"

__all__ = ["KIND", "match"]
