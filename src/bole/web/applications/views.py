"""Pages of whoever applies: begin, the list of one's cases, one case, its choices."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from bole.problems import Problems
from bole.web.applications import gates, queries, rounds, services, timeline
from bole.web.applications.acting import Act, ActForm, act_of, asked_of, not_here, without_room
from bole.web.applications.context import WAIT, case_context
from bole.web.applications.deadlines import filing
from bole.web.applications.desk import next_waiting
from bole.web.applications.forms import ChoiceForm
from bole.web.applications.gate import Gate
from bole.web.applications.models import Case
from bole.web.applications.packs import find_or_404, rules_of
from bole.web.applications.permissions import (
    FILL,
    OWN,
    READ,
    SEE,
    WITHDRAW,
    Rights,
    Standing,
    case_or_404,
)
from bole.web.applications.progress import progress_of
from bole.web.applications.services.beginning import employer_of
from bole.web.applications.services.withdrawing import may_withdraw
from bole.web.applications.world import Situation
from bole.web.common.clock import now
from bole.web.common.templatetags.components import say
from bole.web.cycles import queries as cycles
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
    told: list[Gate] = _against(request, form, units=units)
    heard = set(request.POST.getlist("told"))
    stays = posted is not None and any(g.level == "hard" and g.text.zh not in heard for g in told)
    if posted is not None and form.is_valid() and not stays:
        try:
            return HttpResponseRedirect(_after_start(_start(request, form, units=units)))
        except Problems as found:
            problems = list(found.problems)
    context = {
        "against": told,
        "section": "cases",
        "rules": rules,
        "pack": rules.pack,
        "programme": rules.programme,
        "form": form,
        "problems": problems,
        "units": units,
        "lapsed": [m.organisation for m in standing_in(request).lapsed] if rules.unit_files else [],
        "deadline": filing(rules, "", now(), draft_from=None),
        "clauses_url": reverse("clauses", args=[rules.pack.id, rules.programme.id]),
        "drafts": queries.rows(
            queries.own_cases(standing_in(request)).filter(
                pack=rules.pack.id, programme=rules.programme.id, submitted_at=None, result=""
            ),
            now=now(),
        ),
    }
    status = 422 if problems or stays or (posted is not None and form.errors) else 200
    return render(request, "applications/apply.html", context, status=status)


@login_required
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """The user's cases."""
    standing, moment = standing_in(request), now()
    rows = queries.rows(queries.own_cases(standing)[:200], now=moment)
    context: dict[str, Any] = {
        "section": "cases",
        "rows": [row for row in rows if not row.over],
        "over": [row for row in rows if row.over],
        "unit_rows": [],
        "lapsed": [m.organisation for m in standing.lapsed],
    }
    if standing.of("employer_officer"):
        of_units = queries.of_employers(standing).select_related("employer")
        context["unit_rows"] = queries.rows(of_units[:200], now=moment)
    return render(request, "applications/cases.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """One case: where it stands, what is next, what happened; and the step of whoever holds it."""
    standing = standing_in(request)
    found, rights = case_or_404(case, standing=standing, need=SEE)
    rules = rules_of(found)
    act = act_of(found, rules=rules, standing=standing, now=now())
    form = None
    problems: list[Any] = []
    if act is not None:
        posted = request.POST if request.method == "POST" else None
        form = ActForm(posted, act=act, case=found, rules=rules, today=now().date())
        if posted is not None and form.is_valid():
            following = following_of(request, found, rights=rights)
            problems = _act(request, found, form=form)
            if not problems:
                messages.success(request, _done(found, form))
                then = f"?next={following.id}" if following else ""
                return HttpResponseRedirect(f"{reverse('case', args=[found.id])}{then}")
    elif request.method == "POST":
        raise Http404
    context = case_context(found, rights=rights, step=0 if found.open else WAIT, rules=rules)
    owns, situation = OWN in rights, Situation(found, at=now(), rules=rules)
    shut_by = context["deadline"].state == "closed"
    context |= {
        "act": act,
        **_room(act, case=found),
        "against": gates.against(situation) if owns and found.open and not shut_by else [],
        "over": (over := rounds.is_over(found, now(), rules=rules)),
        "again": rounds.again(rules, now()) if owns and over else "",
        "asked": asked_of(found, rules=rules),
        "not_here": not_here(found, rules=rules, standing=standing),
        "form": form,
        "problems": problems,
        "owns": owns,
        "now_at": timeline.now_at(
            found, rules=rules, deadline=context["deadline"], acts=act is not None, owns=owns
        ),
        "moments": timeline.moments(found, rules=rules, rights=rights),
        "steps": timeline.picture(found, rules=rules, on=cycles.switched_on(rules.pack)),
        "desk_page": at_desk(rights),
        "following": following_of(request, found, rights=rights),
        "progress": progress_of([found], now=now()).get(found.pk) if owns else None,
        "withdrawable": WITHDRAW in rights and may_withdraw(found, situation=situation),
    }
    refused = problems or (form is not None and form.is_bound)
    return render(request, "applications/case.html", context, status=422 if refused else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def choice(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """What was chosen for a draft, to be changed."""
    found, rights = case_or_404(case, standing=standing_in(request), need=READ)
    if FILL not in rights:
        return shut(found, rights=rights)
    rules = rules_of(found)
    if rounds.is_over(found, now(), rules=rules):
        return HttpResponseRedirect(reverse("case", args=[found.id]))
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


def shut(case: Case, *, rights: Rights) -> HttpResponse:
    """For whoever may not do it: the case's page, which says so to a lapsed employer; else 404."""
    if not rights.lapsed:
        raise Http404
    return HttpResponseRedirect(reverse("case", args=[case.id]))


def standing_in(request: HttpRequest) -> Standing:
    """The request's standing."""
    found: Standing = request.standing  # type: ignore[attr-defined]
    return found


def at_desk(rights: Rights) -> bool:
    """True for whoever reads a case as an office does, neither as its owner nor as an employer."""
    return rights.role not in ("applicant", "employer_officer")


def following_of(request: HttpRequest, case: Case, *, rights: Rights) -> Case | None:
    """The next case that waits for the user; the one that followed before the last step first.

    Whoever owns the case is not led away from it.
    """
    if OWN in rights:
        return None
    wanted = request.GET.get("next", "")
    return next_waiting(standing_in(request), case, now=now(), wanted=wanted)


def _act(request: HttpRequest, case: Case, *, form: ActForm) -> list[Any]:
    """Does what the form says; the reasons why not."""
    at = getattr(request, "arrived", None) or now()
    try:
        services.advance(
            case, event=form.deed(at=at), user=request.user, role=form.act.rights.role,
            organisation=form.act.rights.organisation, expected=form.cleaned_data["seen"],
            **form.unlocks(),
        )  # fmt: skip
    except Problems as found:
        return list(found.problems)
    return []


def _room(act: Act | None, *, case: Case) -> dict[str, Any]:
    """The limits of the step at hand, and the outcomes for which no place is left."""
    if act is None:
        return {"rooms": [], "barred": {}}
    filed = Situation(case, at=now(), filed=True)
    return {"rooms": filed.rooms(act.stage.id), "barred": without_room(act, situation=filed)}


def _done(case: Case, form: ActForm) -> str:
    """What was done at the step, in words; `case` as it stood before."""
    words = dict(form.act.outcomes)[form.cleaned_data["outcome"]]
    return gettext("已办好：%(who)s，%(stage)s，%(outcome)s。") % {
        "who": case.subject or case.number, "stage": say(form.act.stage.label),
        "outcome": say(words),
    }  # fmt: skip


def _start(request: HttpRequest, form: ChoiceForm, *, units: list[Organisation]) -> Case:
    rules = form.rules
    return services.start(
        request.user,
        pack=rules.pack.id,
        programme=rules.programme.id,
        organisation=_unit(request, form, units=units),
        subject=form.cleaned_data.get("subject", ""),
        **{k: v for k, v in (form.chosen() | _employer(form)).items() if v},
    )


def _unit(
    request: HttpRequest, form: ChoiceForm, *, units: list[Organisation]
) -> Organisation | None:
    """The employer that applies, where the procedure says so: the one chosen, else the first."""
    if not form.rules.unit_files:
        return None
    wanted = request.POST.get("unit", "")
    return next((u for u in units if str(u.pk) == wanted), units[0] if units else None)


def _against(request: HttpRequest, form: ChoiceForm, *, units: list[Organisation]) -> list[Gate]:
    """What stands against an application with these choices, before anything is filled in."""
    rules, chosen = form.rules, {}
    if form.is_bound and not form.is_valid():
        return []
    if form.is_bound:
        chosen = form.chosen() | _employer(form) | {"subject": form.cleaned_data.get("subject")}
    unit = _unit(request, form, units=units)
    if rules.unit_files and (unit is None or (len(units) > 1 and not form.is_bound)):
        return []
    subject = chosen.pop("subject", None) or ""
    it = services.imagined(request.user, rules=rules, organisation=unit, subject=subject, **chosen)
    return gates.against(Situation(it, at=now(), rules=rules))


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
