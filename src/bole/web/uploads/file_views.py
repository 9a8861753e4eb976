"""Looking at files: right-checked, the vault with a reason that is kept."""

from __future__ import annotations

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from bole.web.applications.context import case_context
from bole.web.audit import services as audit
from bole.web.materials import clamd
from bole.web.materials.models import Item
from bole.web.uploads import permissions
from bole.web.uploads.answers import file_answer, thumbnail_answer
from bole.web.uploads.places import Place, of_item


@require_http_methods(["GET", "HEAD", "POST"])
@of_item
def file(request: HttpRequest, place: Place, item: Item) -> HttpResponseBase:
    """The file; one of the vault once a reason was given, which stays on record."""
    if item.file.scan == clamd.INFECTED:
        raise Http404
    download = "save" in request.GET
    if not item.file.sealed:
        return file_answer(item, download=download)
    if not permissions.opens_vault(place.material, case=place.case, rights=place.rights):
        raise Http404
    mine = item.by_id == request.user.pk
    reason = ""
    if permissions.needs_reason(case=place.case, rights=place.rights, by_me=mine):
        reason = request.POST.get("reason", "").strip()[:300]
        if not reason:
            return _asked(request, place, item)
    with transaction.atomic():
        audit.read(
            place.case.about, reader=request.user, role=place.role,
            what=f"file:{item.material}:{item.uid}", reason=reason or "own",
        )  # fmt: skip
    return file_answer(item, download=download)


@require_safe
@of_item
def thumbnail(request: HttpRequest, place: Place, item: Item) -> HttpResponseBase:
    """The picture of the first page; the vault has none."""
    if item.file.sealed or not item.file.thumbnail or item.file.scan == clamd.INFECTED:
        raise Http404
    return thumbnail_answer(item)


def _asked(request: HttpRequest, place: Place, item: Item) -> HttpResponse:
    """The page that asks why."""
    context = case_context(place.case, rights=place.rights)
    wrong = request.method == "POST"
    context |= {"item": item, "material": place.material, "wrong": wrong}
    return render(request, "uploads/reason.html", context, status=422 if wrong else 200)
