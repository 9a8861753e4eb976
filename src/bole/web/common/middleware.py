"""Language and headers of every answer; what is personal is stored nowhere on its way."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from bole.web.common.language import language_of
from bole.web.common.logs import REQUEST

GetResponse = Callable[[HttpRequest], HttpResponse]
#: Pages around signing in, which are personal before anybody is signed in.
PERSONAL: Final = ("/account/", "/activate/", "/me/", "/demo/")
PERMISSIONS = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"


def language(get_response: GetResponse) -> GetResponse:
    """Chinese, unless the person switched; the browser's list of languages is not asked."""

    def middleware(request: HttpRequest) -> HttpResponse:
        chosen = language_of(request)
        with translation.override(chosen):
            request.LANGUAGE_CODE = chosen
            response = get_response(request)
            response.headers.setdefault("Content-Language", chosen)
        patch_vary_headers(response, ["Cookie"])
        return response

    return middleware


def headers(get_response: GetResponse) -> GetResponse:
    """Headers that no Django setting sends."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if response.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Cache-Control", "no-cache")
        return response

    return middleware


def request_ids(get_response: GetResponse) -> GetResponse:
    """A number by chance for every request, in its log lines and in its answer."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.id = secrets.token_hex(6)  # type: ignore[attr-defined]
        # Left as it is afterwards: Django logs an answer's status when this has returned.
        REQUEST.set(request.id)  # type: ignore[attr-defined]
        response = get_response(request)
        response.headers["X-Request-ID"] = request.id  # type: ignore[attr-defined]
        return response

    return middleware


def no_store(get_response: GetResponse) -> GetResponse:
    """Nothing that was answered to somebody signed in stays in a cache, the browser's neither."""

    def middleware(request: HttpRequest) -> HttpResponse:
        before = _signed_in(request)
        response = get_response(request)
        if before or _signed_in(request) or request.path.startswith(PERSONAL):
            response.headers["Cache-Control"] = "no-store, private"
        return response

    return middleware


def _signed_in(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    return user is not None and user.is_authenticated
