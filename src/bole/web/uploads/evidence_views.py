"""A person's own evidence, kept once and used in many applications while it holds."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bole.policy import library
from bole.problems import Problem, Problems
from bole.web.audit import services as audit
from bole.web.common import clock
from bole.web.common.templatetags.components import say
from bole.web.materials import clamd, evidence, limits, queries, services
from bole.web.materials.models import Item
from bole.web.uploads.answers import file_answer
from bole.web.uploads.pages import SCANS
from bole.web.uploads.places import signed_in


class EvidenceForm(forms.Form):
    """What a file shows, and until when it holds."""

    kind = forms.ChoiceField(label=gettext_lazy("是什么"))
    issued_on = forms.DateField(label=gettext_lazy("开具日期"), required=False)
    valid_until = forms.DateField(label=gettext_lazy("有效期到"), required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        kinds = evidence.kinds(library.shared_vocabulary())
        self.fields["kind"].choices = [(id, say(name)) for id, name in kinds]  # type: ignore[attr-defined]

    def until(self) -> dt.date | None:
        """The last day on which it holds: as written, or as its kind holds from its issue."""
        written, issued = self.cleaned_data["valid_until"], self.cleaned_data["issued_on"]
        if written or not issued:
            return written
        return evidence.holds_until(self.cleaned_data["kind"], issued=issued)

    def clean(self) -> dict[str, Any]:
        """Refuses what has ended already."""
        cleaned = super().clean() or {}
        if "kind" in cleaned and not self.errors:
            until = self.until()
            if until and until < clock.today():
                day = until.isoformat()
                self.add_error("valid_until", gettext("%(day)s 已经过期，请换新的") % {"day": day})
        return cleaned


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def mine(request: HttpRequest) -> HttpResponseBase:
    """All of it, what still holds first; POST adds a file."""
    form = EvidenceForm(request.POST or None)
    problems: list[Problem] = []
    if request.method == "POST" and form.is_valid():
        problems = _added(request, form)
        if not problems:
            return HttpResponseRedirect(reverse("evidence"))
    wrong = bool(problems or (request.method == "POST" and form.errors))
    return render(
        request, "uploads/evidence.html", _context(request, form, problems),
        status=422 if wrong else 200,
    )  # fmt: skip


@require_POST
@signed_in
def change(request: HttpRequest, item: uuid.UUID) -> HttpResponseBase:
    """Takes a file away, or brings it back."""
    found = _own(request, item)
    if request.POST.get("do") == "restore":
        services.restore(found, request.user)
    else:
        services.remove(found, request.user)
    return HttpResponseRedirect(reverse("evidence"))


@require_safe
@signed_in
def file(request: HttpRequest, item: uuid.UUID) -> HttpResponseBase:
    """One's own file."""
    found = _own(request, item)
    if found.file.scan == clamd.INFECTED:
        raise Http404
    if found.file.sealed:
        with transaction.atomic():
            audit.read(
                found.folder.about, reader=request.user, role=services.APPLICANT,
                what=f"file:{found.uid}", reason="own",
            )  # fmt: skip
    return file_answer(found, download="save" in request.GET)


def _added(request: HttpRequest, form: EvidenceForm) -> list[Problem]:
    """What was wrong with the files; the good ones are kept."""
    kind = form.cleaned_data["kind"]
    problems: list[Problem] = []
    files = request.FILES.getlist("files")
    if not files:
        form.add_error(None, gettext("还没选文件。"))
        return [services.nothing_chosen()]
    for one in files:
        try:
            services.add(
                evidence.folder_of(request.user), material="", name=str(one.name), stream=one,
                by=request.user, vault=kind in evidence.SEALED, shows=kind,
                valid_until=form.until(),
            )  # fmt: skip
        except Problems as found:
            problems.extend(found.problems)
    return problems


def _context(request: HttpRequest, form: EvidenceForm, problems: list[Problem]) -> dict[str, Any]:
    folder, today = evidence.folder_of(request.user), clock.today()
    names = dict(evidence.kinds(library.shared_vocabulary()))
    held = [i for listed in queries.items(folder).values() for i in listed]
    removed = [i for listed in queries.earlier(folder).values() for i in listed]
    rows = [(i, names.get(i.shows), SCANS[i.file.scan]) for i in held]
    return {
        "section": "home",
        "form": form,
        "problems": problems,
        "holding": [r for r in rows if r[0].valid_until is None or r[0].valid_until >= today],
        "ended": [r for r in rows if r[0].valid_until and r[0].valid_until < today],
        "removed": removed,
        "soon": today + dt.timedelta(days=30),
        "accept": limits.ACCEPT,
        "largest": limits.LARGEST // limits.MEGABYTE,
        "days": evidence.DAYS["degree_verification"],
    }


def _own(request: HttpRequest, item: uuid.UUID) -> Item:
    rows = Item.objects.select_related("file", "folder")
    return get_object_or_404(rows, uid=item, folder__user=request.user)
