"""Static pages, the language switch, health, and the pages for what went wrong."""

from __future__ import annotations

import sys

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST, require_safe

from bole.web.common import faults
from bole.web.common.language import language_of, remember_language


class Repeat(HttpResponseRedirect):
    """Sends the same form again to another address, so that nothing in it is lost."""

    status_code = 307


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """How personal information is used."""
    return render(request, "common/privacy.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What the site does for everyone to be able to use it."""
    return render(request, "common/accessibility.html")


@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """`ok`, for whoever watches the site."""
    return HttpResponse("ok", content_type="text/plain", headers={"Cache-Control": "no-store"})


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remembers the language and returns to the page; a self-check in hand is sent along."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    response = Repeat(back) if request.POST.get("token") else HttpResponseRedirect(back)
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        remember_language(response, chosen)
        if request.user.is_authenticated and request.user.language != chosen:
            request.user.language = chosen
            request.user.save(update_fields=["language"])
    return response


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page for an address that is not there."""
    return render(request, "common/not_found.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """The page for a fault of ours, or for a while in which nothing can be stored (503)."""
    # What failed may have been outside of what sets the language.
    with translation.override(language_of(request)):
        if not faults.passes(sys.exc_info()[1]):
            return render(request, "common/broken.html", status=500)
        try:
            response = render(request, "common/unstored.html", status=503)
        except DatabaseError:
            # Nobody can be asked who this is.
            request.user = AnonymousUser()
            response = render(request, "common/unstored.html", {"demo_now": None}, status=503)
        response.headers["Retry-After"] = str(faults.WAIT)
        response.headers["Cache-Control"] = "no-store"
        return response


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form without its safety mark; a self-check in hand can go on.

    A view whose forms hold more has a `form_expired` of its own.
    """
    match = request.resolver_match
    own = getattr(match.func, "form_expired", None) if match else None
    if own is not None:
        return own(request)
    going_on = request.path if request.POST.get("token") else ""
    context = {"going_on": going_on, "token": request.POST.get("token", "")}
    response = render(request, "common/form_expired.html", context, status=403)
    response.headers["Cache-Control"] = "no-store"
    return response
