"""The hook for the match as a PDF: empty until a document kind of the core can draw it."""

from __future__ import annotations

from bole.explain.model import Report
from bole.policy.pack import Pack


def available() -> bool:
    """True where the site can offer the PDF."""
    return False


def draw(report: Report, *, pack: Pack, lang: str) -> bytes:
    """The match as a PDF."""
    raise NotImplementedError
