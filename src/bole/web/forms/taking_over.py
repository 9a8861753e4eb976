"""Import into a draft: from a profile file, or from an earlier application for the same person."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from bole.problems import Problem, Problems
from bole.web.applications.models import Case, Submission
from bole.web.applications.packs import find, title_of
from bole.web.applications.rounds import is_over
from bole.web.common.clock import now
from bole.web.common.numbers import whole
from bole.web.cycles import queries as cycles
from bole.web.forms import services
from bole.web.forms.pages import Draft
from bole.web.profiles import importing, preview
from bole.web.profiles.bridge import CLAIMS, CLOSED
from bole.web.profiles.services import versions_in
from bole.web.programmes.needed import needed

#: So many earlier applications are offered.
EARLIER = 10


def take_over(request: HttpRequest, draft: Draft) -> HttpResponse:
    """The page to choose from, what would change, or the answer after it was saved."""
    if request.method != "POST":
        return _start(request, draft)
    about = draft.case.about
    try:
        if request.POST.get("sealed"):
            values, base = preview.chosen(request, about=about, allowed=_asked(draft).__contains__)
            return _save(request, draft, values=values, base=base)
        comes = _comes(request, draft)
    except Problems as problems:
        return _start(request, draft, problems=problems.problems)
    content, asked = draft.told, _asked(draft)
    listed = importing.offered(comes, stands=content, keys=asked)
    left = [k for k in importing.keys_in(comes) if k not in set(asked) and k != CLAIMS]
    context = {
        "section": "cases",
        "lines": [
            line
            for line in preview.lines(listed, vocabulary=draft.vocabulary)
            if not line.key.startswith(CLOSED)
        ],
        "not_asked": len([k for k in left if not k.startswith(CLOSED)]),
        "sealed": preview.seal(
            listed, base=versions_in(content, [o.key for o in listed]), about=about
        ),
        "here_url": request.path,
    }
    return render(request, "profiles/preview.html", context)


def _comes(request: HttpRequest, draft: Draft) -> dict[str, Any]:
    """What is to be taken over; raises Problems."""
    if left := request.POST.get("draft", ""):
        found = next((c for c in _left(draft) if str(c.pk) == left), None)
        if found is None:
            raise Http404
        return importing.of_draft(found.sheet.content or {})
    said = request.POST.get("submission", "")
    if not said:
        told = preview.read_posted(request, vocabulary=draft.vocabulary)
        # Another programme's part of a record may come too, what nobody asks for may not.
        return told | {"families": importing.as_needed(told, needed=needed())["families"]}
    handed_in = get_object_or_404(_earlier(draft), pk=whole(said))
    return importing.of_submission(handed_in.content)


def _earlier(draft: Draft) -> Any:
    """Applications for the same person that were handed in before."""
    return (
        Submission.objects.filter(case__person_sheet=draft.case.person_sheet)
        .exclude(case=draft.case)
        .select_related("case")
        .order_by("-at")
    )


def _left(draft: Draft) -> list[Case]:
    """Drafts for the same person whose round is over, the latest first."""
    rows = list(
        Case.objects.filter(
            person_sheet=draft.case.person_sheet, filer_organisation=draft.case.filer_organisation,
            submitted_at=None, result="",
        )
        .exclude(pk=draft.case.pk)
        .select_related("sheet")
        .order_by("-changed_at")
    )  # fmt: skip
    extended, moment = cycles.all_extended(case.pack for case in rows), now()
    ruled = ((case, find(case.pack, programme=case.programme)) for case in rows)
    return [c for c, r in ruled if r and is_over(c, moment, rules=r, extended=extended)]


def _asked(draft: Draft) -> list[str]:
    return [key for section in draft.form.sections for key in section.keys]


def _save(
    request: HttpRequest, draft: Draft, *, values: dict[str, Any], base: dict[str, int]
) -> HttpResponse:
    saved = services.save_section(
        draft.case,
        values,
        base=base,
        by=request.user,
        vocabulary=draft.vocabulary,
        source="import",
    )
    count = len([k for k in saved.changed if not k.startswith(CLOSED)])
    if saved.conflicts:
        messages.warning(request, _("有几项刚才在别处改过，没有导入；请再导入一次看看"))
    messages.success(request, _("已导入 {count} 项").format(count=count))
    return HttpResponseRedirect(reverse("case_form", args=[draft.case.id]))


def _start(
    request: HttpRequest, draft: Draft, *, problems: list[Problem] | tuple[Problem, ...] = ()
) -> HttpResponse:
    context = {
        "section": "cases",
        "problems": list(problems),
        "text": request.POST.get("text", ""),
        "earlier": [
            {"pk": it.pk, "title": title_of(it.case), "number": it.case.number}
            for it in _earlier(draft).defer("content")[:EARLIER]
        ],
        "left": [
            {"pk": case.pk, "title": title_of(case), "at": case.changed_at}
            for case in _left(draft)[:EARLIER]
        ],
        "here_url": request.path,
    }
    return render(request, "profiles/import.html", context, status=422 if problems else 200)
