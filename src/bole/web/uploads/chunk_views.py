"""Uploads in chunks, for our script: begin, continue, end. Answers are JSON."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from bole.problems import Problems
from bole.web.common.templatetags.components import language
from bole.web.materials import limits, receiving
from bole.web.materials.models import Upload
from bole.web.uploads.places import Place, change_or_404, of_material, signed_in
from bole.web.uploads.views import row_parts


def told(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Turns Problems into JSON with status 422."""

    @wraps(view)
    def answered(*args: Any, **more: Any) -> HttpResponseBase:
        try:
            return view(*args, **more)
        except Problems as found:
            lang = language()
            listed = [
                {"text": p.message.say(lang), "hint": p.hint.say(lang) if p.hint else ""}
                for p in found.problems
            ]
            return JsonResponse({"problems": listed}, status=422)

    return answered


@require_POST
@told
@of_material
def start(request: HttpRequest, place: Place) -> HttpResponseBase:
    """`{url, offset, chunk}` of the upload: where to send, from which byte, how much at once."""
    change_or_404(place)
    upload = receiving.start(
        place.case.folder, material=place.material.number, name=request.POST.get("name", ""),
        size=_number(request.POST.get("size", "")), sha256=request.POST.get("sha256", ""),
        by=request.user, organisation=place.rights.organisation,
    )  # fmt: skip
    return JsonResponse(_state(upload))


@require_http_methods(["GET", "HEAD", "PATCH", "DELETE"])
@told
@signed_in
def upload(request: HttpRequest, upload: uuid.UUID) -> HttpResponseBase:
    """The state; PATCH adds the body at `?offset=`; DELETE forgets it."""
    found = Upload.objects.filter(uid=upload, by=request.user.pk).first()
    if found is None:
        return JsonResponse({"gone": True}, status=404)
    if request.method == "DELETE":
        receiving.cancel(found)
        return JsonResponse({"gone": True})
    if request.method != "PATCH":
        return JsonResponse(_state(found))
    data = _body(request)
    if data is None:
        return JsonResponse(_state(found), status=400)
    try:
        found = receiving.append(found, offset=_number(request.GET.get("offset", "")), data=data)
    except receiving.OutOfStep as step:
        return JsonResponse(_state(found) | {"offset": step.offset}, status=409)
    return JsonResponse(_state(found))


@require_POST
@told
@of_material
def finish(request: HttpRequest, place: Place) -> HttpResponseBase:
    """The row with the new item; with several uploads, one PDF of them in that order."""
    change_or_404(place)
    wanted = request.POST.getlist("upload")[: limits.JOINED]
    mine = Upload.objects.filter(
        folder=place.case.folder_id, material=place.material.number, by=request.user.pk
    )
    by_uid = {str(u.uid): u for u in mine.filter(uid__in=_uuids(wanted))}
    uploads = [by_uid[uid] for uid in wanted if uid in by_uid]
    if not uploads or len(uploads) != len(wanted):
        return JsonResponse({"gone": True}, status=404)
    receiving.finish(uploads, vault=place.material.vault, role=place.role)
    return JsonResponse(row_parts(request, place))


def _state(upload: Upload) -> dict[str, Any]:
    return {
        "upload": str(upload.uid),
        "url": reverse("upload", args=[upload.uid]),
        "offset": upload.offset,
        "chunk": limits.CHUNK // 2,
        "ended": upload.ended_at is not None,
    }


def _body(request: HttpRequest) -> bytes | None:
    """The chunk, None where the line broke before all of it came."""
    said = _number(request.META.get("CONTENT_LENGTH") or "0")
    if said > limits.CHUNK:
        return None
    try:
        data = request.read(said)
    except OSError:
        return None
    return data if len(data) == said else None


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 16 else -1


def _uuids(texts: list[str]) -> list[uuid.UUID]:
    found = []
    for text in texts:
        try:
            found.append(uuid.UUID(text))
        except ValueError:
            continue
    return found
