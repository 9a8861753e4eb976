"""The home page, and the page on which staff are invited."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from bole.web.applications.progress import progress_of
from bole.web.common.clock import now
from bole.web.home import queries
from bole.web.home.middleware import is_staff


@never_cache
@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What is next for the person, in every role."""
    moment = now()
    found = queries.home(request.standing, now=moment)  # type: ignore[attr-defined]
    far = progress_of((row.case for row in found.drafts), now=moment)
    drafts = [(row, far.get(row.case.pk)) for row in found.drafts]
    context = {"section": "home", "home": found, "drafts": drafts, "staff": is_staff(request)}
    return render(request, "home/home.html", context)
