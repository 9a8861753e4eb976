"""Pages at the end of a draft: check and submit, the receipt, taking it back."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from bole.problems import Problems, problem
from bole.web.accounts import consents
from bole.web.applications import gates, services
from bole.web.applications.context import CHECK, WAIT, case_context
from bole.web.applications.deadlines import filing
from bole.web.applications.models import Case
from bole.web.applications.packs import Rules, rules_of
from bole.web.applications.permissions import (
    READ,
    SUBMIT,
    WITHDRAW,
    Rights,
    case_or_404,
    party_of,
)
from bole.web.applications.receipts import Kept, document
from bole.web.applications.services.withdrawing import may_withdraw
from bole.web.applications.views import at_desk, shut, standing_in
from bole.web.applications.world import Situation
from bole.web.common.clock import now
from bole.web.common.templatetags.components import language


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """What stands against submission, and the one button; pressing it again changes nothing."""
    at = arrived(request)
    found, rights = _to_submit(request, case, light=request.method == "POST")
    if not found.open:
        return HttpResponseRedirect(reverse("case_receipt", args=[found.id]))
    problems: list[Any] = []
    if request.method == "POST":
        try:
            _submit(request, found, rights=rights, at=at)
            return HttpResponseRedirect(reverse("case_receipt", args=[found.id]))
        except Problems as error:
            problems = list(error.problems)
    rules = rules_of(found)
    situation = Situation(found, at=at if problems else now(), rules=rules)
    context = case_context(found, rights=rights, step=CHECK, now=situation.at, rules=rules)
    context |= _checked(situation, pressed=bool(problems))
    told = {gate.text for gate in context["hard"]}
    context |= {
        "problems": [p for p in problems if p.message not in told],
        "pressed": bool(problems),
        "key": uuid.uuid4(),
    }
    return render(request, "applications/submit.html", context, status=422 if problems else 200)


@login_required
@require_safe
def receipt(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """The receipt, its hash computed again before it is shown."""
    found, rights, kept = _kept(request, case)
    context = case_context(found, rights=rights, step=WAIT, rules=kept.rules)
    return render(
        request, "applications/receipt.html", context | {"kept": kept, "desk_page": at_desk(rights)}
    )


@login_required
@require_safe
def receipt_pdf(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """The receipt as PDF."""
    _, _, kept = _kept(request, case)
    answer = HttpResponse(document(kept, lang=language()), content_type="application/pdf")
    name = f"receipt-{kept.content['number']}.pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """Two steps: what it means and why, then done."""
    found, rights = case_or_404(case, standing=standing_in(request), need=READ)
    if WITHDRAW not in rights:
        return shut(found, rights=rights)
    rules = rules_of(found)
    situation = Situation(found, at=now(), rules=rules)
    problems: list[Any] = []
    reason = request.POST.get("reason", "")[:500]
    sure = request.POST.get("sure") == "yes"
    if request.method == "POST" and sure:
        try:
            services.withdraw(
                found, by=request.user, reason=reason, role=rights.role,
                organisation=rights.organisation,
            )  # fmt: skip
            return HttpResponseRedirect(reverse("case", args=[found.id]))
        except Problems as error:
            problems = list(error.problems)
    elif request.method == "POST":
        zh, en = "先勾选“我知道”，再撤回", "Tick the box first, then withdraw"
        problems = [problem("sure", zh, en)]
    context = case_context(found, rights=rights, rules=rules) | {
        "problems": problems,
        "reason": reason,
        "possible": may_withdraw(found, situation=situation),
        "again": filing(rules, found.intake, situation.at, draft_from=None).state != "closed",
    }
    return render(request, "applications/withdraw.html", context, status=422 if problems else 200)


def arrived(request: HttpRequest) -> dt.datetime:
    """The moment that counts: when the request arrived."""
    return getattr(request, "arrived", None) or now()


def _to_submit(request: HttpRequest, case: uuid.UUID, *, light: bool) -> tuple[Case, Rights]:
    """The case of somebody who may submit it, or who has: then the receipt is shown."""
    standing = standing_in(request)
    found, rights = case_or_404(case, standing=standing, need=READ, light=light)
    if found.open and SUBMIT not in rights and not rights.lapsed:
        raise Http404
    return found, rights


def _submit(request: HttpRequest, case: Case, *, rights: Rights, at: dt.datetime) -> None:
    try:
        key = uuid.UUID(request.POST.get("key", ""))
    except ValueError as error:
        zh, en = "页面不完整，请刷新后再提交", "The page is incomplete: reload it and submit again"
        raise Problems([problem("key", zh, en)]) from error
    if SUBMIT not in rights:
        # A lapsed employer is told why; nothing is agreed to or handed in for it.
        assert rights.organisation is not None
        raise Problems([gates.unregistered(rights.organisation, on=now().date()).problem])
    rules = rules_of(case)
    for kind in consents.required_for(rules.programme.process):
        if request.POST.get(f"consent-{kind.id}") == "yes":
            assert request.user.is_authenticated
            consents.give(request.user, kind.id, about=case.about, role=rights.role)
    services.submit(
        case,
        by=request.user,
        role=rights.role,
        key=key,
        at=at,
        organisation=rights.organisation,
        rules=rules,
    )


def _checked(situation: Situation, *, pressed: bool) -> dict[str, Any]:
    """The gates by level, and how the tier stands; what is agreed to below counts once pressed."""
    found = gates.gates(situation)
    to_agree = any(g.code == "consent" for g in found)
    closed = any(g.code == "late" for g in found)
    if closed:
        found = [g for g in found if g.code == "late"]
    elif not pressed:
        found = [g for g in found if g.code != "consent"]
    view = situation.view
    left_open = [g for g in found if g.level == "open"]
    return {
        "hard": gates.hard(found),
        "soft": [g for g in found if g.level == "soft"],
        "against": [g for g in left_open if g.code == "quota.full"],
        "left_open": [g for g in left_open if g.code != "quota.full"],
        "standing": view.standing if view else "",
        "situation": situation,
        "to_agree": to_agree,
        "closed": closed,
        "agreements": _agreements(situation),
    }


def _agreements(situation: Situation) -> list[tuple[consents.Kind, bool]]:
    """What is to be agreed to, and whether it is."""
    there = {(c.kind, c.version) for c in situation.consents if c.about}
    asked = consents.required_for(situation.rules.programme.process)
    return [(kind, (kind.id, kind.version) in there) for kind in asked]


def _kept(request: HttpRequest, case: uuid.UUID) -> tuple[Case, Rights, Kept]:
    found, rights = case_or_404(case, standing=standing_in(request), need=READ)
    submission = found.submissions.order_by("-round").first()
    if submission is None:
        raise Http404
    rules: Rules = rules_of(found)
    return found, rights, Kept(submission, rules, party_of(found, rights=rights))
