"""The self-check: one address, every step a posted form, the answers in a sealed field."""

from __future__ import annotations

import functools
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from bole.web.common import sealed
from bole.web.common.clock import now
from bole.web.common.templatetags.components import language
from bole.web.common.unkept import unkept_page
from bole.web.programmes.queries import Listed, programmes, tracks_with_rules
from bole.web.programmes.views import find_or_404
from bole.web.selfcheck import forms, pages
from bole.web.selfcheck.answers import ANY_TRACK, Answers, from_json
from bole.web.selfcheck.judging import screen_shown
from bole.web.selfcheck.pdf import match_pdf
from bole.web.selfcheck.services import Turn, take

PURPOSE: Final = "self-check"
_page: Final = functools.partial(unkept_page, "selfcheck")


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """The programmes one can check oneself against; straight on where there is one."""
    listed = programmes(now=now())
    if len(listed) == 1:
        return redirect(listed[0].selfcheck_url)
    return render(request, "selfcheck/choose.html", {"section": "selfcheck", "programmes": listed})


@require_http_methods(["GET", "HEAD", "POST"])
def selfcheck(request: HttpRequest, pack: str, programme: str) -> HttpResponse:
    """The start (GET), or the step that a button of the form leads to."""
    listed = find_or_404(pack, programme_id=programme)
    if request.method != "POST":
        return _page(request, "start", pages.start(listed, track=request.GET.get("track", "")))
    posted = forms.as_posted(request.POST)
    go = request.POST.get("go", "next")
    token = request.POST.get("token", "")
    if not token:
        track = request.POST.get("track", "")
        if not _is_track(listed, track):
            return _page(request, "start", pages.start(listed, track="", unchosen=True))
        answers = Answers(pack, programme, track).in_field(_fields(listed).get(track, ""))
        return _show(request, Turn(answers), listed=listed)
    try:
        answers = from_json(sealed.unseal(token, purpose=PURPOSE, now=now().timestamp()))
        if (answers.pack, answers.programme) != (pack, programme):
            raise sealed.BadToken
    except (sealed.BadToken, KeyError, TypeError, ValueError) as error:
        expired = isinstance(error, sealed.ExpiredToken)
        return _page(request, "lost", {"listed": listed, "expired": expired}, status=400)
    if go.startswith("track:") and not _is_track(listed, go.removeprefix("track:")):
        go = "show"
    if go == "pdf":
        return match_pdf(answers, listed=listed, lang=language())
    screen = screen_shown(answers, pack=listed.pack)
    turn = take(answers, screen=screen, posted=posted, go=go, fields=_fields(listed))
    return _show(request, turn, listed=listed)


def _show(request: HttpRequest, turn: Turn, *, listed: Listed) -> HttpResponse:
    """The page after a turn: the next question, the same one with what is wrong, or the result."""
    page = pages.after(turn, listed=listed)
    token = sealed.seal(page.answers.to_json(), purpose=PURPOSE, now=now().timestamp())
    return _page(request, page.template, {**page.context, "listed": listed, "token": token})


def _fields(listed: Listed) -> dict[str, str]:
    """The employer's field that belongs to each track."""
    return {t.id: t.field for t in listed.programme.tracks}


def _is_track(listed: Listed, track: str) -> bool:
    return track in {t.id for t in tracks_with_rules(listed.programme)} | {ANY_TRACK}
