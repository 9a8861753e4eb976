"""Pages of officers: the list of cases, one case read through, and the step that is theirs."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from bole.web.applications import reading
from bole.web.applications.context import case_context
from bole.web.applications.desk import FILTERS, desk, exported
from bole.web.applications.exporting import KINDS, table
from bole.web.applications.models import SavedFilter
from bole.web.applications.packs import rules_of
from bole.web.applications.permissions import OWN, READ, VAULT, Standing, case_or_404, party_of
from bole.web.applications.verify_views import checks
from bole.web.applications.views import at_desk, following_of, standing_in
from bole.web.audit import services as audit
from bole.web.common.clock import now
from bole.web.common.numbers import whole
from bole.web.organisations.permissions import CASE_DESKS, sees_cases


@login_required
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """The cases of the user's desks."""
    standing = _officer(request)
    context = {"section": "desk", "desk": desk(standing, request.GET, now=now())}
    return render(request, "applications/desk.html", context)


@login_required
@require_safe
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """The list as a file; who took it, and how it was filtered, is kept."""
    standing = _officer(request)
    listed = exported(standing, request.GET, now=now())
    content = KINDS[kind].make(table(listed), now())
    answer = HttpResponse(content, content_type=KINDS[kind].media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="cases.{kind}"'
    asked = urlencode({k: v for k in FILTERS if (v := request.GET.get(k, ""))})
    audit.read(
        "cases", reader=request.user, role=_role(standing), what=f"cases.{kind} ({len(listed)})",
        reason=asked[:300],
    )  # fmt: skip
    return answer


@login_required
@require_POST
def keep_filter(request: HttpRequest) -> HttpResponse:
    """Keeps the list's filters under a name, or drops one."""
    user = _officer(request).user
    query = urlencode({k: v for k in FILTERS if k != "page" and (v := request.POST.get(k, ""))})
    if drop := whole(request.POST.get("drop", "")):
        SavedFilter.objects.filter(user=user, pk=drop).delete()
    elif name := request.POST.get("name", "").replace("\0", "").strip()[:40]:
        SavedFilter.objects.update_or_create(user=user, name=name, defaults={"query": query[:300]})
    return HttpResponseRedirect(f"{reverse('desk_cases')}?{query}")


@login_required
@require_safe
def read(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """What was filed, or the own draft: facts by sections, files, how every clause stands."""
    standing = standing_in(request)
    found, rights = case_or_404(case, standing=standing, need=READ)
    rules = rules_of(found)
    submission = reading.filed(found)
    if submission is None:
        if OWN not in rights:
            raise Http404
        submission = reading.drafted(found, at=now())
    sensitive = VAULT in rights
    if rights.role != "applicant":
        what = "facts" if sensitive else "facts:plain"
        audit.read(found.about, reader=request.user, role=rights.role, what=what, reason="desk")
    before = found.submissions.filter(round=submission.round - 1).first()
    context: dict[str, Any] = case_context(found, rights=rights, rules=rules) | {
        "submission": submission,
        "parts": reading.parts(submission, rules=rules, sensitive=sensitive, before=before),
        "files": reading.files(submission, rules=rules, party=party_of(found, rights=rights)),
        "checks": checks(found, rules=rules, standing=standing),
        "view": reading.verdict(submission, rules=rules, sensitive=sensitive)
        if submission.round
        else None,
        "desk_page": at_desk(rights),
        "following": following_of(request, found, rights=rights),
    }
    return render(request, "applications/read.html", context)


def _officer(request: HttpRequest) -> Standing:
    """The standing of somebody with a desk; Http404 for everyone else."""
    standing = standing_in(request)
    if not sees_cases(standing):
        raise Http404
    return standing


def _role(standing: Standing) -> str:
    return next(iter(sorted(standing.roles & CASE_DESKS)), "")
