"""`request.standing`: the user's memberships and desks, read once and only where asked for."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from bole.web.applications.permissions import standing_of
from bole.web.common.clock import today
from bole.web.common.middleware import GetResponse


def standing(get_response: GetResponse) -> GetResponse:
    """Gives every request its standing, as of today."""

    def middleware(request: HttpRequest):  # type: ignore[no-untyped-def]
        request.standing = SimpleLazyObject(  # type: ignore[attr-defined]
            lambda: standing_of(request.user, on=today())
        )
        return get_response(request)

    return middleware
