"""What several pages of the accounts answer with."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from bole.web.accounts.models import User
from bole.web.common.clock import now


def locked(request: HttpRequest, *, until: dt.datetime, back: str = "") -> HttpResponse:
    """Too many tries: says when the next one is taken."""
    wait = max((until - now()).total_seconds(), 1)
    # To the next full minute, so that the time on the page is never too early.
    shown = timezone.localtime(until) + dt.timedelta(seconds=59)
    context = {
        "until": shown,
        "minutes": int(-(-wait // 60)),
        "today": shown.date() == now().date(),
        "back": back,
    }
    response = render(request, "accounts/locked.html", context, status=429)
    response.headers["Retry-After"] = str(int(wait))
    response.headers["Cache-Control"] = "no-store"
    return response


def posted(request: HttpRequest) -> Any:
    """What a form takes: the posted fields, or None where nothing was posted."""
    return request.POST if request.method == "POST" else None


def user_of(request: HttpRequest) -> User:
    """Who is signed in; only behind `login_required`."""
    user = request.user
    if not isinstance(user, User):
        raise Http404
    return user
