"""Signing in by a link, the list of who there is, and moving the clock; all only in the demo."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from bole.policy.intake import read_instant
from bole.web.accounts.models import User
from bole.web.common import clock
from bole.web.common.sealed import BadToken, unseal
from bole.web.demo.cast import cast
from bole.web.demo.links import PURPOSE, link_for
from bole.web.demo.moments import moments

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_safe
def who(request: HttpRequest) -> HttpResponse:
    """Everyone of the cast, by role, each with a button that signs in."""
    _only_in_demo()
    groups = [(group, [(p, link_for(p.user)) for p in group.people]) for group in cast()]
    return render(request, "demo/who.html", {"groups": groups, "moments": moments()})


def sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """Signs in as somebody of the made-up world: on POST, so that no preview burns a visit."""
    _only_in_demo()
    try:
        user = User.objects.get(pk=unseal(token, purpose=PURPOSE, now=0))
    except (BadToken, User.DoesNotExist) as error:
        raise Http404 from error
    if request.method != "POST":
        return render(request, "demo/sign_in.html", {"user_shown": user})
    login(request, user, backend=_BACKEND)
    return redirect("home")


@require_POST
def move_clock(request: HttpRequest) -> HttpResponse:
    """Lets the site's clock run on from the moment asked for."""
    _only_in_demo()
    try:
        clock.move_to(read_instant(request.POST.get("to", "")))
    except ValueError as error:
        raise Http404 from error
    back = request.POST.get("next", "/")
    return redirect(back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else "/")


def _only_in_demo() -> None:
    if not settings.BOLE_DEMO:
        raise Http404
