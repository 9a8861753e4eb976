"""The home page, and the page on which staff are invited."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from bole.web.common.clock import now
from bole.web.home import queries
from bole.web.home.middleware import is_staff


@never_cache
@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What is next for the person, in every role."""
    found = queries.home(request.standing, now=now())  # type: ignore[attr-defined]
    context = {"section": "home", "home": found, "staff": is_staff(request)}
    return render(request, "home/home.html", context)
