"""The scan of a licence or of a sealed letter that a request of an organisation rests on."""

from __future__ import annotations

import uuid
from typing import cast

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from bole.problems import Problem, Problems
from bole.web.applications.views import standing_in
from bole.web.audit import services as audit
from bole.web.materials import limits, services
from bole.web.materials.models import Item, StoredFile
from bole.web.organisations.models import Registration
from bole.web.organisations.permissions import Standing, verifier
from bole.web.organisations.services.registration import attach_scan
from bole.web.uploads.answers import file_answer
from bole.web.uploads.places import signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def scan(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    """For who asked: the form, and `?file` the scan; for officers who verify: the scan."""
    row = get_object_or_404(Registration.objects.select_related("organisation"), uid=uid)
    mine = row.asked_by_id == request.user.pk
    officer = None if mine else verifier(cast(Standing, standing_in(request)))
    if not mine and officer is None:
        raise Http404
    if officer is not None or (request.method != "POST" and "file" in request.GET):
        return _file(request, row, role=officer.role if officer else "holder")
    problems: list[Problem] = []
    if request.method == "POST":
        problems = _kept(request, row)
        if not problems:
            return HttpResponseRedirect(reverse("organisations"))
    context = {
        "section": "home", "request_row": row, "problems": problems, "accept": limits.ACCEPT,
        "largest": limits.LARGEST // limits.MEGABYTE,
    }  # fmt: skip
    status = 422 if problems else 200
    return render(request, "uploads/scan.html", context, status=status)


def _kept(request: HttpRequest, row: Registration) -> list[Problem]:
    """What is wrong; none where the scan is kept with the request."""
    files = request.FILES.getlist("files")
    if not files:
        return [services.nothing_chosen()]
    try:
        stored = services.keep(
            files, name=str(files[0].name), by=request.user, role="holder", about=row.about
        )
        attach_scan(row, sha256=stored.sha256, by=request.user)
    except Problems as found:
        return list(found.problems)
    return []


def _file(request: HttpRequest, row: Registration, *, role: str) -> HttpResponseBase:
    stored = StoredFile.objects.filter(sha256=row.scan_sha256, sealed=False).first()
    if stored is None or stored.scan == "infected":
        raise Http404
    if role != "holder":
        with transaction.atomic():
            audit.read(row.about, reader=request.user, role=role, what="scan", reason="request")
    name = f"{row.organisation.uscc}{'.pdf' if 'pdf' in stored.media_type else '.jpg'}"
    return file_answer(Item(file=stored, name=name), download="save" in request.GET)
