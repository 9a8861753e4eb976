"""A form that arrived after its session had ended: kept, sealed, for the same person."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest

from bole.web.common import sealed
from bole.web.common.clock import now

KEY: Final = "held"
_PURPOSE: Final = "held-form"
_LARGEST: Final = 200 * 1024


def of(request: HttpRequest) -> str | None:
    """The sealed form; None where there is nothing to keep, or files that cannot be kept."""
    if request.method != "POST" or int(request.META.get("CONTENT_LENGTH") or 0) > _LARGEST:
        return None
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    ]
    if not fields or request.FILES:
        return None
    kept = {"user": request.user.pk, "path": request.get_full_path(), "fields": fields}
    return sealed.seal(kept, purpose=_PURPOSE, now=now().timestamp())


def kept(request: HttpRequest) -> dict[str, Any] | None:
    """What was kept, for the person who had typed it and nobody else."""
    try:
        found = sealed.unseal(request.session.get(KEY, ""), purpose=_PURPOSE, now=now().timestamp())
    except sealed.BadToken:
        return None
    return found if found["user"] == request.user.pk else None
