"""Answers that are no pages: to a page that saves by itself, and to whoever is signed out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render, resolve_url
from django.template.loader import render_to_string
from django.utils.http import urlencode

from bole.policy.intake import SHANGHAI
from bole.text import join
from bole.web.common.templatetags.components import say
from bole.web.forms import pages
from bole.web.forms.conflicts import clashes
from bole.web.forms.doubts import standing_errors
from bole.web.forms.pages import Draft
from bole.web.forms.services import SectionSaved
from bole.web.programmes.form import Section

#: What a form carries besides what was filled in.
_OWN = ("csrfmiddlewaretoken", "auto")


def saved(
    request: HttpRequest,
    draft: Draft,
    *,
    section: Section | None,
    saved: SectionSaved,
    errors: Mapping[str, str],
) -> HttpResponse:
    """What a page needs after it saved itself: the time, new versions, what is wrong or clashes."""
    content = draft.told
    wrong = standing_errors(section, content, vocabulary=draft.vocabulary) if section else {}
    others = {*saved.behind, *(c.key for c in saved.conflicts)}
    wrong = {name: said for name, said in wrong.items() if _key(name) not in others}
    data: dict[str, Any] = {
        "at": saved.at.astimezone(SHANGHAI).strftime("%H:%M:%S"),
        "versions": saved.versions,
        "errors": wrong | dict(errors),
        "behind": say(join(pages.key_labels(draft, saved.behind))),
        "clashes": "",
    }
    if saved.conflicts:
        me = request.user.pk or 0
        shown = {"clashes": clashes(saved.conflicts, vocabulary=draft.vocabulary, me=me)}
        data["clashes"] = render_to_string("forms/problems.html", shown, request)
    return _json(data)


def _key(name: str) -> str:
    """The key that an input belongs to."""
    if ":r:" in name:
        return f"family:{name.split(':r:')[0]}"
    return name.removeprefix("f:")


def standing(request: HttpRequest, draft: Draft, *, section: Section | None) -> HttpResponse:
    """How the draft stands now, as the parts of a page that show it."""
    context = {
        "case": draft.case,
        "programme": draft.rules.programme,
        "track": draft.rules.track(draft.case.track),
        "tier": draft.rules.tier(draft.case.tier),
        "places": pages.places(draft, current=section),
        "on_claims": section is None,
        **pages.beside(draft),
    }
    names = ["beside", "dock", "places"]
    if section is None:
        context |= pages.tree(draft)
        names.append("tree")
    return _json({n: render_to_string(f"forms/{n}.html", context, request) for n in names})


def signed_out(request: HttpRequest) -> HttpResponse:
    """401 for a page that saves by itself, a page that keeps what was posted, or the sign-in."""
    if request.method != "POST":
        if request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate" or request.GET.get("js"):
            return unauthorised(request)
        return redirect_to_login(request.get_full_path())
    if request.POST.get("auto"):
        return unauthorised(request)
    return keep(request, again=f"{request.path}kept/")


def keep(request: HttpRequest, *, again: str, expired: bool = False) -> HttpResponse:
    """The page that holds what was posted until it can be gone on with."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in _OWN
        for value in values
    ]
    context = {
        "fields": fields, "again": again, "sign_in": _sign_in(request), "expired": expired,
        "section": "cases",
    }  # fmt: skip
    response = render(request, "forms/kept.html", context, status=403 if expired else 401)
    response.headers["Cache-Control"] = "no-store"
    return response


def expired(request: HttpRequest) -> HttpResponse:
    """The page for a section whose safety mark is too old; nothing is lost."""
    if request.POST.get("auto"):
        return JsonResponse({"mark": "old"}, status=403)
    return keep(request, again=f"{request.path}kept/", expired=True)


def _json(data: Mapping[str, Any]) -> HttpResponse:
    response = JsonResponse(data)
    response.headers["Cache-Control"] = "no-store"
    return response


def unauthorised(request: HttpRequest) -> HttpResponse:
    """401 with the address to sign in at, for a script."""
    response = JsonResponse({"signed_out": True}, status=401)
    response.headers["X-Sign-In"] = _sign_in(request)
    response.headers["Cache-Control"] = "no-store"
    return response


def _sign_in(request: HttpRequest) -> str:
    """Where to sign in, and come back to the case."""
    path = request.path.split("/form/")[0] + "/form/"
    return f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': path})}"
