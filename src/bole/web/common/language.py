"""The language that a browser, and an account, prefer."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def language_of(request: HttpRequest) -> str:
    """The language that the browser chose here, else the site's own."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def remember_language(response: HttpResponse, language: str) -> None:
    """Lets the browser come back in that language; nothing where it is none of ours."""
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            samesite="Lax",
            httponly=True,
            secure=bool(settings.LANGUAGE_COOKIE_SECURE),
        )
