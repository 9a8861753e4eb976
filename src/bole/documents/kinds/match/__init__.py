"""A person's match with a programme, on paper."""

from bole.documents.kinds.match.document import match

__all__ = ["match"]
