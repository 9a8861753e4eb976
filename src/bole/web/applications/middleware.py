"""`request.standing`, read once and only where asked for; `request.arrived`, taken first of all."""

from __future__ import annotations

import datetime as dt
import time
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from bole.web.applications.permissions import standing_of
from bole.web.common.clock import now, today
from bole.web.common.middleware import GetResponse

#: A proxy's stamp that is older than this is not believed.
MOST: Final = dt.timedelta(seconds=60)


def arrival(get_response: GetResponse) -> GetResponse:
    """Gives every request the moment at which it arrived, before anything is read or locked.

    Behind a proxy that stamps requests (BOLE_PROXY_STAMPS), waiting in the queue does not count.
    """

    def middleware(request: HttpRequest):  # type: ignore[no-untyped-def]
        request.arrived = now() - _waited(request)  # type: ignore[attr-defined]
        return get_response(request)

    return middleware


def _waited(request: HttpRequest) -> dt.timedelta:
    """How long the request waited between the proxy and us; nothing where nobody says so."""
    stamp = request.headers.get("X-Request-Start", "").removeprefix("t=")
    if not settings.BOLE_PROXY_STAMPS or not stamp:
        return dt.timedelta()
    try:
        waited = dt.timedelta(seconds=time.time() - float(stamp))
    except (ValueError, OverflowError):
        return dt.timedelta()
    return waited if dt.timedelta() <= waited <= MOST else dt.timedelta()


def standing(get_response: GetResponse) -> GetResponse:
    """Gives every request its standing, as of today."""

    def middleware(request: HttpRequest):  # type: ignore[no-untyped-def]
        request.standing = SimpleLazyObject(  # type: ignore[attr-defined]
            lambda: standing_of(request.user, on=today())
        )
        return get_response(request)

    return middleware
