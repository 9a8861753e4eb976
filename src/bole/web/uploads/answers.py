"""Answers with a file in them: what a browser may do with it, and under which name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from bole.web.materials import clamd, storage
from bole.web.materials.models import Item

#: Nothing in a file may run, load or send; viewers need what is allowed here to draw.
_ALONE: Final = "default-src 'none'; frame-ancestors 'none'; form-action 'none'; base-uri 'none'"
POLICIES: Final = {
    "application/pdf": f"{_ALONE}; object-src 'self'; style-src 'unsafe-inline'",
    "image/jpeg": f"{_ALONE}; img-src 'self'; style-src 'unsafe-inline'; sandbox",
    "image/png": f"{_ALONE}; img-src 'self'; style-src 'unsafe-inline'; sandbox",
}


def file_answer(item: Item, *, download: bool) -> HttpResponseBase:
    """The file, shown in the browser or saved; what waits for the scanner is only saved."""
    stored = item.file
    download = download or stored.scan == clamd.WAITING
    answer = _streamed(item)
    answer.headers["Content-Length"] = str(stored.size)
    disposition = content_disposition_header(download, item.name)
    return _guarded(answer, media_type=stored.media_type, disposition=disposition or "inline")


def thumbnail_answer(item: Item) -> HttpResponseBase:
    """The picture of the first page."""
    with storage.files().open(storage.thumbnail_name(item.file.sha256), "rb") as source:
        answer = HttpResponse(source.read(), content_type="image/jpeg")
    return _guarded(answer, media_type="image/jpeg", disposition="inline")


def document_answer(content: bytes, *, media_type: str, name: str) -> HttpResponseBase:
    """A document of ours, to save."""
    answer = HttpResponse(content, content_type=media_type)
    disposition = content_disposition_header(True, name) or "attachment"
    return _guarded(answer, media_type=media_type, disposition=disposition)


def _streamed(item: Item) -> HttpResponseBase:
    """The content; a proxy that is set up for it sends plain files itself."""
    stored = item.file
    if settings.BOLE_ACCEL and not stored.sealed:
        answer = HttpResponse(content_type=stored.media_type)
        name = storage.name_of(stored.sha256, sealed=False)
        answer.headers["X-Accel-Redirect"] = f"{settings.BOLE_ACCEL.rstrip('/')}/{name}"
        return answer
    parts: Iterable[bytes] = storage.parts_of(stored)
    return StreamingHttpResponse(parts, content_type=stored.media_type)


def _guarded(answer: HttpResponseBase, *, media_type: str, disposition: str) -> HttpResponseBase:
    answer.headers["Content-Type"] = media_type
    answer.headers["Content-Disposition"] = disposition
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-store"
    # django-csp leaves a header alone that is there.
    answer.headers["Content-Security-Policy"] = POLICIES.get(media_type, f"{_ALONE}; sandbox")
    return answer
