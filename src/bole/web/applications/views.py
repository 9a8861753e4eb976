"""Pages of whoever applies: begin, the list of one's cases, one case, its choices."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_http_methods, require_safe

from bole.problems import Problems
from bole.web.applications import queries, services
from bole.web.applications.context import case_context
from bole.web.applications.deadlines import filing
from bole.web.applications.forms import ChoiceForm
from bole.web.applications.models import Case
from bole.web.applications.packs import find_or_404, rules_of
from bole.web.applications.permissions import FILL, SEE, Standing, case_or_404
from bole.web.applications.services.beginning import employer_of
from bole.web.common.clock import now
from bole.web.organisations.models import Organisation


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest, pack: str, programme: str) -> HttpResponse:
    """Where an application begins; a draft that is there is gone on with."""
    rules = find_or_404(pack, programme=programme)
    units = _units(standing_in(request)) if rules.unit_files else []
    posted = request.POST if request.method == "POST" else None
    form = ChoiceForm(posted, rules=rules)
    problems: list[Any] = []
    if posted is not None and form.is_valid():
        try:
            return HttpResponseRedirect(_after_start(_start(request, form, units=units)))
        except Problems as found:
            problems = list(found.problems)
    context = {
        "section": "cases",
        "rules": rules,
        "pack": rules.pack,
        "programme": rules.programme,
        "form": form,
        "problems": problems,
        "units": units,
        "deadline": filing(rules, "", now(), draft_from=None),
        "clauses_url": reverse("clauses", args=[rules.pack.id, rules.programme.id]),
        "drafts": queries.rows(
            queries.own_cases(standing_in(request)).filter(
                pack=rules.pack.id, programme=rules.programme.id, submitted_at=None, result=""
            ),
            now=now(),
        ),
    }
    status = 422 if problems or (posted is not None and form.errors) else 200
    return render(request, "applications/apply.html", context, status=status)


@login_required
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """The user's cases."""
    listed = queries.rows(queries.own_cases(standing_in(request))[:200], now=now())
    return render(request, "applications/cases.html", {"section": "cases", "rows": listed})


@login_required
@require_safe
def case(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """One case: where it stands, what is next, what happened."""
    found, rights = case_or_404(case, standing=standing_in(request), need=SEE)
    context = case_context(found, rights=rights)
    return render(request, "applications/case.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def choice(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """What was chosen for a draft, to be changed."""
    found, rights = case_or_404(case, standing=standing_in(request), need=FILL)
    rules = rules_of(found)
    posted = request.POST if request.method == "POST" else None
    form = ChoiceForm(posted, rules=rules, case=found)
    problems: list[Any] = []
    if posted is not None and form.is_valid():
        try:
            services.choose(found, by=request.user, **form.chosen(), **_employer(form))
            return HttpResponseRedirect(reverse("case", args=[found.id]))
        except Problems as error:
            problems = list(error.problems)
    context = case_context(found, rights=rights) | {"form": form, "problems": problems}
    status = 422 if problems or (posted is not None and form.errors) else 200
    return render(request, "applications/choice.html", context, status=status)


def standing_in(request: HttpRequest) -> Standing:
    """The request's standing."""
    found: Standing = request.standing  # type: ignore[attr-defined]
    return found


def _start(request: HttpRequest, form: ChoiceForm, *, units: list[Organisation]) -> Case:
    rules = form.rules
    unit = None
    if rules.unit_files:
        wanted = request.POST.get("unit", "")
        unit = next((u for u in units if str(u.pk) == wanted), units[0] if units else None)
    return services.start(
        request.user,
        pack=rules.pack.id,
        programme=rules.programme.id,
        organisation=unit,
        subject=form.cleaned_data.get("subject", ""),
        **{k: v for k, v in (form.chosen() | _employer(form)).items() if v},
    )


def _employer(form: ChoiceForm) -> dict[str, Any]:
    """The employer that the form names, as the services take it; nothing where it asks none."""
    if "employer_code" not in form.fields:
        return {}
    code = form.cleaned_data["employer_code"]
    return {"employer": employer_of(code) if code else None}


def _units(standing: Standing) -> list[Organisation]:
    """The employers for which the user can apply."""
    return [m.organisation for m in standing.memberships if m.role == "employer_officer"]


def _after_start(case: Case) -> str:
    """The form, which comes first; the case where there is none yet."""
    try:
        return reverse("case_form", args=[case.id])
    except NoReverseMatch:
        return reverse("case", args=[case.id])
