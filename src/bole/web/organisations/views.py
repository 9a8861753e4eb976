"""Pages for those who act for an organisation, or want to."""

from __future__ import annotations

import uuid
from dataclasses import fields
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from bole.problems import Problems
from bole.web.common.clock import today
from bole.web.common.forms import form_page
from bole.web.common.templatetags.components import say
from bole.web.organisations import forms, queries, services
from bole.web.organisations.channels import KINDS, ROLES
from bole.web.organisations.models import Invitation, Membership, Organisation, Registration
from bole.web.organisations.permissions import Actor, manages
from bole.web.organisations.templatetags.organisations import scan_link


@require_safe
@login_required
def organisations(request: HttpRequest) -> HttpResponse:
    """The organisations the user acts for, invitations, and what was asked for."""
    context = {
        "held": queries.own(request.user, on=today()),
        "invitations": queries.invitations_of(request.user),
        "requests": queries.requests_of(request.user),
        "today": today(),
        "roles": ROLES,
    }
    return render(request, "organisations/organisations.html", context)


@login_required
def register(request: HttpRequest) -> HttpResponse:
    """The form of a first registration."""
    kind = request.POST.get("kind") or request.GET.get("kind") or "employer"
    if kind not in ("employer", "recommender"):
        raise Http404
    form = forms.RegisterForm(request.POST or None, kind=kind)
    if request.method == "POST" and form.is_valid():
        try:
            services.ask(request.user, uscc=form.cleaned_data["uscc"], details=form.details())
        except Problems as problems:
            form.tell(problems, beside=forms.BESIDE)
        else:
            messages.success(request, gettext("已提交。核对后会告诉你。"))
            return redirect("organisations")
    context = {"form": form, "kind": kind, "kinds": forms.kinds_to_ask(), "words": KINDS[kind]}
    return form_page(request, "organisations/register.html", context)


@login_required
def recover(request: HttpRequest) -> HttpResponse:
    """The form for when nobody has access to an organisation any more."""
    form = forms.RecoverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            asked = services.recover(request.user, **form.cleaned_data)
        except Problems as problems:
            form.tell(problems, beside=forms.BESIDE)
        else:
            messages.success(request, gettext("已提交。核对后会告诉你。"))
            # On to the letter, without which nothing is granted.
            return redirect(scan_link(asked) or "organisations")
    return form_page(request, "organisations/recover.html", {"form": form})


@require_POST
@login_required
def withdraw(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Takes a request back."""
    row = Registration.objects.filter(uid=uid, asked_by=request.user.pk).first()
    if row is None:
        raise Http404
    _do(request, lambda: services.withdraw(row, by=request.user), said=gettext("已撤回。"))
    return redirect("organisations")


@require_POST
@login_required
def invitation(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Accepts or declines an invitation."""
    row = Invitation.objects.filter(uid=uid, user=request.user.pk).first()
    if row is None:
        raise Http404
    if request.POST.get("go") == "accept":
        _do(request, lambda: services.accept(row, by=request.user), said=gettext("已加入。"))
    else:
        _do(request, lambda: services.decline(row, by=request.user), said=gettext("已谢绝。"))
    return redirect("organisations")


@require_safe
@login_required
def organisation(request: HttpRequest, uscc: str) -> HttpResponse:
    """An organisation as its members see it."""
    found, own = _member_or_404(request, uscc)
    listed = queries.members(found, on=today())
    others = [m for m in listed if m.pk != own.pk and m.holds_on(today())]
    waiting = found.registrations.filter(state="asked", asked_by=request.user.pk).first()
    context = {
        "organisation": found, "own": own, "members": listed, "today": today(), "roles": ROLES,
        "kind": KINDS[found.kind], "channel": forms.words_of(found), "waiting": waiting,
        "acts": found.acts_on(today()), "hand_over": forms.HandOverForm(others=others),
        "others": others, "invite": forms.InviteForm(organisation=found, today=today()),
        "invitations": queries.open_invitations(found) if own.manages else [],
        "entries": queries.history(found) if own.manages else [],
        "soon": found.verified_until and found.verified_until <= today() + queries.SOON,
    }  # fmt: skip
    return render(request, "organisations/organisation.html", context)


@login_required
def refresh(request: HttpRequest, uscc: str) -> HttpResponse:
    """The form that brings a registration up to date."""
    found, _own = _manager_or_404(request, uscc)
    initial = {f.name: getattr(found, f.name) for f in fields(services.Details)}
    form = forms.DetailsForm(request.POST or None, kind=found.kind, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.refresh(found, details=form.details(), by=request.user)
        except Problems as problems:
            form.tell(problems, beside=forms.BESIDE)
        else:
            messages.success(request, gettext("已提交。核对后会告诉你。"))
            return redirect("organisation", found.uscc)
    context = {"form": form, "organisation": found}
    return form_page(request, "organisations/refresh.html", context)


@login_required
def invite(request: HttpRequest, uscc: str) -> HttpResponse:
    """The form that invites a member."""
    found, own = _manager_or_404(request, uscc)
    form = forms.InviteForm(request.POST or None, organisation=found, today=today())
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.invite(
                found, person=form.person(), role=data["role"], manages=data["manages"],
                ends_on=data["ends_on"], by=Actor(request.user, own.role, found),
                site=site_of(request),
            )  # fmt: skip
        except Problems as problems:
            form.tell(problems, beside=forms.BESIDE)
        else:
            messages.success(request, gettext("邀请已发出。对方接受后才生效。"))
            return redirect("organisation", found.uscc)
    context = {"form": form, "organisation": found}
    return form_page(request, "organisations/invite.html", context)


@require_POST
@login_required
def member(request: HttpRequest, uscc: str, id: int) -> HttpResponse:
    """Ends a membership, changes its last day, or hands management over."""
    found, own = _member_or_404(request, uscc)
    row = found.memberships.filter(pk=id).first()
    go = request.POST.get("go", "")
    if row is None or not (own.manages or (row.pk == own.pk and go == "end")):
        raise Http404
    actor = Actor(request.user, own.role, found)
    if go == "end":
        _do(request, lambda: services.end(row, by=actor), said=gettext("已停用，马上生效。"))
    elif go == "until":
        form = forms.EndForm(request.POST)
        if form.is_valid():
            day = form.cleaned_data["ends_on"]
            _do(request, lambda: services.set_end(row, ends_on=day, by=actor),
                said=gettext("已改。"))  # fmt: skip
        else:
            messages.error(request, gettext("日期不对。"))
    elif go == "hand_over" and row.pk == own.pk:
        _hand_over(request, own, actor=actor)
    return redirect(
        "organisations"
        if row.pk == own.pk and go == "end"
        else request.path[: -len(f"members/{id}/")]
    )


@require_POST
@login_required
def cancel_invitation(request: HttpRequest, uscc: str, uid: uuid.UUID) -> HttpResponse:
    """Takes an invitation back."""
    found, own = _manager_or_404(request, uscc)
    row = found.invitations.filter(uid=uid).first()
    if row is None:
        raise Http404
    actor = Actor(request.user, own.role, found)
    _do(request, lambda: services.cancel(row, by=actor), said=gettext("邀请已收回。"))
    return redirect("organisation", found.uscc)


def site_of(request: HttpRequest) -> str:
    """What links in messages begin with."""
    return settings.BOLE_URL or request.build_absolute_uri("/").rstrip("/")


def _hand_over(request: HttpRequest, own: Membership, *, actor: Actor) -> None:
    listed = queries.members(own.organisation, on=today())
    others = [m for m in listed if m.pk != own.pk and m.holds_on(today())]
    form = forms.HandOverForm(request.POST, others=others)
    if not form.is_valid():
        messages.error(request, gettext("请选交给谁。"))
        return
    to, keep = form.others[form.cleaned_data["to"]], form.cleaned_data["keep"]
    _do(request, lambda: services.hand_over(own, to=to, keep=keep, by=actor),
        said=gettext("管理权已交接，有记录。"))  # fmt: skip


def _member_or_404(request: HttpRequest, uscc: str) -> tuple[Organisation, Membership]:
    """The organisation with the user's membership; the managing one where there are several."""
    held = [m for m in queries.own(request.user, on=today()) if m.organisation.uscc == uscc]
    if not held:
        raise Http404
    own = max(held, key=lambda m: m.manages)
    return own.organisation, own


def _manager_or_404(request: HttpRequest, uscc: str) -> tuple[Organisation, Membership]:
    found = Organisation.objects.filter(uscc=uscc).first()
    own = manages(request.user, found, on=today()) if found else None
    if found is None or own is None:
        raise Http404
    return found, own


def _do(request: HttpRequest, service: Any, *, said: str) -> None:
    """Calls the service and says what came of it."""
    try:
        service()
    except Problems as problems:
        for problem in problems.problems:
            messages.error(request, say(problem.message))
    else:
        messages.success(request, said)
