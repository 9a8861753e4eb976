"""The auditor's page: what was done to a subject and who read of it; looking is noted as well."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bole.web.audit import queries, services
from bole.web.audit.finders import subject_of

ROLE = "auditor"
KINDS = ("entries", "readings")


@require_safe
@login_required
def audit(request: HttpRequest) -> HttpResponse:
    """The search; with a subject and a reason, its entries or its readings."""
    if ROLE not in request.standing.roles:  # type: ignore[attr-defined]
        raise Http404
    asked, reason = request.GET.get("q", "").strip()[:120], request.GET.get("why", "").strip()[:200]
    what = request.GET.get("what", "")
    what = what if what in KINDS else KINDS[0]
    subject = subject_of(asked)
    context: dict[str, Any] = {
        "section": "audit", "asked": asked, "why": reason, "what": what, "subject": subject,
        "anchor": queries.last_anchor(), "missing": bool(asked) and not reason,
    }  # fmt: skip
    if subject and reason:
        with transaction.atomic():
            services.read(
                subject, reader=request.user, role=ROLE, what=f"audit:{what}", reason=reason
            )
        found = queries.shown(subject, what=what, page=request.GET.get("page", ""))
        context |= {"found": found, "page": found.page}
    return render(request, "audit/audit.html", context)
