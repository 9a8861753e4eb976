"""Pages that several parts of the accounts answer with."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from bole.web.common.clock import now


def locked(request: HttpRequest, *, until: dt.datetime) -> HttpResponse:
    """Too many tries: says when the next one is taken."""
    wait = max((until - now()).total_seconds(), 1)
    context = {
        "until": timezone.localtime(until) + dt.timedelta(seconds=59),
        "minutes": int(-(-wait // 60)),
        "today": timezone.localtime(until).date() == now().date(),
    }
    response = render(request, "accounts/locked.html", context, status=429)
    response.headers["Retry-After"] = str(int(wait))
    response.headers["Cache-Control"] = "no-store"
    return response
