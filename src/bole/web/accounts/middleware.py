"""When sessions end, and how a page that works with scripts hears of it."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import urlencode

from bole.web.accounts import held
from bole.web.common.clock import now
from bole.web.common.middleware import GetResponse

#: A request moves the end of the session, but not more often than this: one write a minute.
_STEP: Final = dt.timedelta(minutes=1)


def session_limits(get_response: GetResponse) -> GetResponse:
    """Ends sessions that were idle, or open, for too long; asks scripts to sign in again.

    `request.session["staff"]` (set where roles are known) makes the idle time shorter. What was
    typed in a form that arrives after the end is kept for the same person to send again.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        ended = request.user.is_authenticated and _over(request)
        if ended:
            keep = held.of(request)
            logout(request)
            if keep is not None and not _by_script(request):
                request.session[held.KEY] = keep
                return HttpResponseRedirect(_sign_in(to=resolve_url("held")))
        return _for_scripts(request, get_response(request))

    return middleware


def _over(request: HttpRequest) -> bool:
    """True where the session is past its limits; else notes that it was used."""
    session, moment = request.session, now().timestamp()
    begun = session.get("begun_at")
    if begun is None or settings.BOLE_DEMO:  # the demonstration's clock jumps
        session.setdefault("begun_at", moment)
        session.setdefault("seen_at", moment)
        return False
    idle = settings.BOLE_IDLE_STAFF if session.get("staff") else settings.BOLE_IDLE
    seen = session["seen_at"]
    if moment - seen > idle * 60 or moment - begun > settings.BOLE_SESSION_HOURS * 3600:
        return True
    if moment - seen >= _STEP.total_seconds():
        session["seen_at"] = moment
    return False


def _for_scripts(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A fragment must not become the sign-in page: 401, and where to sign in."""
    if not isinstance(response, HttpResponseRedirect) or not _by_script(request):
        return response
    if urlsplit(response.url).path != resolve_url(settings.LOGIN_URL):
        return response
    page = request.headers.get("HX-Current-URL") or request.headers.get("Referer") or "/"
    parts = urlsplit(page)
    here = f"{parts.path}?{parts.query}" if parts.query else parts.path
    answer = HttpResponse(status=401, content_type="application/json", content=b'{"sign_in": true}')
    answer.headers["X-Sign-In"] = _sign_in(to=here)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _sign_in(*, to: str) -> str:
    return f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': to})}"


def _by_script(request: Any) -> bool:
    """True for htmx and fetch, False for pages and plain forms."""
    mode = request.headers.get("Sec-Fetch-Mode", "")
    wants = request.headers.get("X-Requested-With", "")
    return bool(request.headers.get("HX-Request")) or bool(wants) or mode in ("cors", "same-origin")
