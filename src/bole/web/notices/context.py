"""The number on the bell."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from bole.web.notices import queries


def bell(request: HttpRequest) -> dict[str, Any]:
    """`unread_notices` for whoever is signed in: asked only where a page shows it, once."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"unread_notices": 0}
    return {"unread_notices": SimpleLazyObject(lambda: queries.unread(user))}
