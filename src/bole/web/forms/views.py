"""The form of an application: the overview, one page per section, the claims."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bole.problems import Problems
from bole.web.applications.desk_views import read
from bole.web.applications.models import Case
from bole.web.applications.packs import rules_of
from bole.web.applications.permissions import FILL, READ, Rights, case_or_404
from bole.web.applications.rounds import is_over
from bole.web.applications.views import standing_in
from bole.web.common.clock import now
from bole.web.common.numbers import whole
from bole.web.forms import answers, pages, services, taking_over
from bole.web.forms.conflicts import chosen
from bole.web.forms.pages import Draft
from bole.web.forms.reading import read_section
from bole.web.forms.rows import Step, after, ends_empty
from bole.web.profiles.bridge import CLAIMS
from bole.web.selfcheck.forms import as_posted

#: The field that says that the page saves by itself.
AUTO = "auto"


def of_draft(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Finds the case and lets only those in who may fill it; nothing that was typed is lost."""

    @wraps(view)
    def found(request: HttpRequest, case: uuid.UUID, **more: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return answers.signed_out(request)
        standing = standing_in(request)
        it, rights = case_or_404(case, standing=standing, need=READ)
        if FILL not in rights:
            return _shut(request, it, rights=rights)
        if not is_over(it, now(), rules=rules_of(it)):
            return view(request, Draft(it, rights), **more)
        return _over(request, it, write=lambda: view(request, Draft(it, rights), **more))

    return found


def _shut(request: HttpRequest, case: Case, *, rights: Rights) -> HttpResponse:
    """For whoever may only read, and for a case that takes no changes any more."""
    if case.open and not rights.lapsed:
        raise Http404
    if request.POST.get(AUTO):
        lapsed = _("单位的登记到期了，更新后才能改。")
        said = lapsed if rights.lapsed else _("这份申报已经提交，不能再改。")
        return JsonResponse({"closed": said}, status=409)
    return HttpResponseRedirect(reverse("case", args=[case.id]))


def _over(request: HttpRequest, case: Case, *, write: Callable[[], HttpResponse]) -> HttpResponse:
    """A draft that missed its round is read; what was typed when it ended is not lost."""
    if request.method in ("GET", "HEAD"):
        return read(request, case=case.id)
    answer = write()
    if answer.status_code == HTTPStatus.FOUND:
        messages.warning(
            request, _("这一轮已经截止，不能提交了。刚才填的已存好，可以看，也可以导入下一轮。")
        )
    return answer


@require_safe
@of_draft
def overview(request: HttpRequest, draft: Draft) -> HttpResponse:
    """All sections with what is filled in and what is missing."""
    return render(request, "forms/overview.html", pages.overview(draft))


@require_safe
def mark(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """A fresh safety mark for a page that has been open for long; 401 where nobody is signed in."""
    if not request.user.is_authenticated:
        return answers.unauthorised(request)
    response = JsonResponse({"mark": get_token(request), "who": str(request.user.handle)})
    response.headers["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@of_draft
def take_over(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Import from a file or from an earlier application."""
    return taking_over.take_over(request, draft)


@require_safe
@of_draft
def standing(request: HttpRequest, draft: Draft) -> HttpResponse:
    """The match as it stands, for a page that has saved itself."""
    shown = draft.form.section(request.GET.get("section", ""))
    return answers.standing(request, draft, section=shown)


@require_http_methods(["GET", "HEAD", "POST"])
@of_draft
def section(request: HttpRequest, draft: Draft, *, section: str) -> HttpResponse:
    """One section: shown, saved, or shown again with what is wrong or in conflict."""
    asked = draft.form.section(section)
    if asked is None:
        raise Http404
    if request.method != "POST":
        more = frozenset(request.GET.getlist("more"))
        empty = request.GET.get("empty", "")
        shown = pages.section(draft, asked, more=more, empty=empty)
        return render(request, "forms/section.html", shown)
    posted = as_posted(request.POST)
    choice = chosen(posted)
    reading = read_section(
        asked,
        posted=posted,
        content=draft.told,
        vocabulary=draft.vocabulary,
        skip=draft.skip,
    )
    step = Step.of(request.POST.get("go", ""))
    values = choice.apply(after(step, values=reading.values, section=asked))
    values = draft.written(values, base=reading.base)
    try:
        saved = services.save_section(
            draft.case,
            values,
            base=reading.base,
            by=request.user,
            vocabulary=draft.vocabulary,
            over=choice.mine,
        )
    except Problems:
        return _shut(request, draft.case, rights=draft.rights)
    if request.POST.get(AUTO):
        return answers.saved(request, draft, section=asked, saved=saved, errors=reading.errors)
    if saved.conflicts or (reading.errors and step.checks):
        shown = pages.section(
            draft,
            asked,
            posted=posted,
            errors=reading.errors if step.checks else {},
            conflicts=saved.conflicts,
            me=request.user.pk or 0,
        )
        return render(request, "forms/section.html", shown, status=422)
    stands = step.verb == "more" and ends_empty(step.family, posted=posted)
    return HttpResponseRedirect(pages.after(draft, asked, step=step, empty=stands))


@csrf_exempt
@require_POST
def kept(request: HttpRequest, case: uuid.UUID, section: str) -> HttpResponse:
    """A section as it was typed before a sign-in: shown to be saved, and nothing is written."""
    if not request.user.is_authenticated:
        return answers.keep(request, again=request.path)
    it, rights = case_or_404(case, standing=standing_in(request), need=FILL)
    draft, posted = Draft(it, rights), as_posted(request.POST)
    if section == CLAIMS:
        said = pages.claims_said(draft, posted=posted)
        return render(request, "forms/claims.html", pages.claims(draft, said=said, kept=True))
    asked = draft.form.section(section)
    if asked is None:
        return HttpResponseRedirect(reverse("case_form", args=[case]))
    shown = pages.section(draft, asked, posted=posted, kept=True)
    return render(request, "forms/section.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@of_draft
def claims(request: HttpRequest, draft: Draft) -> HttpResponse:
    """The tree of the tier applied for; the clauses that one relies on are ticked in it."""
    if request.method != "POST":
        return render(request, "forms/claims.html", pages.claims(draft))
    posted = as_posted(request.POST)
    choice = chosen(posted)
    said = pages.claims_said(draft, posted=posted)
    base = {CLAIMS: whole((posted.get(f"v:{CLAIMS}") or [""])[0])}
    try:
        saved = services.save_section(
            draft.case,
            choice.apply({CLAIMS: said}),
            base=base,
            by=request.user,
            vocabulary=draft.vocabulary,
            over=choice.mine,
        )
    except Problems:
        return _shut(request, draft.case, rights=draft.rights)
    if request.POST.get(AUTO):
        return answers.saved(request, draft, section=None, saved=saved, errors={})
    if saved.conflicts:
        shown = pages.claims(draft, conflicts=saved.conflicts, said=said, me=request.user.pk or 0)
        return render(request, "forms/claims.html", shown, status=422)
    go = request.POST.get("go", "")
    return HttpResponseRedirect(
        reverse("case_form", args=[draft.case.id]) if go == "next" else request.path
    )


for _view in (section, claims):
    _view.form_expired = answers.expired  # type: ignore[attr-defined]
