"""The page of a list that was asked for."""

from __future__ import annotations

from django.http import HttpRequest


def page_asked(request: HttpRequest) -> int:
    """Its number; 1 where none, or nonsense, was asked for."""
    asked = request.GET.get("page", "1")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 7 else 1
