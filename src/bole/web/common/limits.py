"""What is refused before it is read: bodies that are too large, and too many posts in a minute.

The counters are in the memory of each process, of a fixed size, so that they cost no query and
cannot be filled up. What guards secrets (codes, passwords, links) is counted in the database.
"""

from __future__ import annotations

import hashlib
import os
import threading
import time
from array import array
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseNotAllowed,
)
from django.shortcuts import render

from bole.web.common.middleware import GetResponse
from bole.web.common.network import address_of

MEGABYTE: Final = 1 << 20
#: Of a form's fields and headers, beside its files.
SLACK: Final = 256 * 1024
MINUTE: Final = 60
#: Resumable uploads alone speak more of HTTP than pages do.
_PAGES: Final = ("GET", "HEAD", "OPTIONS", "POST")
_UPLOADS: Final = "/uploads/"
_CHANGES: Final = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_PLACES: Final = 1 << 16


class Window:
    """Counts by key within a minute; two keys may share a count, none is ever too low."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._minute = -1
        self._secret = os.urandom(16)
        self._rows: tuple[array[int], array[int]] = (array("I"), array("I"))

    def add(self, key: str) -> int:
        """How often the key was added in this minute, this time included."""
        digest = hashlib.blake2b(key.encode(), key=self._secret, digest_size=4).digest()
        places = int.from_bytes(digest[:2]), int.from_bytes(digest[2:])
        with self._lock:
            minute = int(self._clock() // MINUTE)
            if minute != self._minute:
                self._minute = minute
                self._rows = array("I", bytes(4 * _PLACES)), array("I", bytes(4 * _PLACES))
            for row, place in zip(self._rows, places, strict=True):
                row[place] += 1
            return min(row[place] for row, place in zip(self._rows, places, strict=True))


def methods(get_response: GetResponse) -> GetResponse:
    """405 for what no page takes, so that no view has to think of it; 400 for NULs in an address.

    PostgreSQL takes a NUL in no text, so a list that is asked for one would fall over.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return HttpResponseBadRequest()
        more = ("PATCH", "DELETE") if request.path.startswith(_UPLOADS) else ()
        if request.method not in (*_PAGES, *more):
            return HttpResponseNotAllowed([*_PAGES, *more])
        return get_response(request)

    return middleware


def sizes(get_response: GetResponse) -> GetResponse:
    """413 for a body that says it is too large, before a byte of it is read; 411 without a size."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method in _CHANGES:
            if "chunked" in request.headers.get("Transfer-Encoding", "").lower():
                return _refused(request, status=411, template="common/too_large.html", most=0)
            most = _largest(request)
            if int(request.META.get("CONTENT_LENGTH") or 0) > most:
                return _refused(request, status=413, template="common/too_large.html", most=most)
        return get_response(request)

    return middleware


def rates(get_response: GetResponse) -> GetResponse:
    """429 for whoever posts more than a person can: by account, else by network address."""
    window = Window()

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in _CHANGES:
            return get_response(request)
        key, most = _counted(request)
        if most and window.add(key) > most:
            response = _refused(request, status=429, template="common/too_many.html", most=most)
            response.headers["Retry-After"] = str(MINUTE)
            return response
        return get_response(request)

    return middleware


def _largest(request: HttpRequest) -> int:
    """The most that this request may send: files only from whoever is signed in."""
    if not request.user.is_authenticated:
        return settings.DATA_UPLOAD_MAX_MEMORY_SIZE + SLACK
    files = request.content_type == "multipart/form-data"
    return (settings.BOLE_LARGEST if files else MEGABYTE) + SLACK


def _counted(request: HttpRequest) -> tuple[str, int]:
    """What is counted, and how much of it a minute has."""
    if request.user.is_authenticated:
        return f"user:{request.user.pk}", settings.BOLE_POSTS_USER
    return f"address:{address_of(request)}", settings.BOLE_POSTS_ADDRESS


def _refused(request: HttpRequest, *, status: int, template: str, most: int) -> HttpResponse:
    """The page that says why; the body stays unread."""
    context = {"most": most // MEGABYTE, "signed_in": request.user.is_authenticated}
    request.csrf_processing_done = True  # type: ignore[attr-defined]
    response = render(request, template, context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
