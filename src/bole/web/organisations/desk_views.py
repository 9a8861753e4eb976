"""Pages of the offices: requests to check, organisations, desks, the record of deliveries."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from bole.policy import library
from bole.policy.pack import Pack, Programme
from bole.problems import Problems
from bole.web.common.clock import today
from bole.web.common.forms import form_page
from bole.web.common.paging import page_asked
from bole.web.common.templatetags.components import say
from bole.web.notices import queries as notices
from bole.web.notices.services import send_again
from bole.web.organisations import forms, queries, services
from bole.web.organisations.channels import KINDS, ROLES, channel
from bole.web.organisations.coverage import handlings
from bole.web.organisations.models import Desk, Organisation, Registration
from bole.web.organisations.permissions import (
    Actor,
    actor_of,
    as_system_admin,
    as_talent_office,
    as_verifier,
    desk_page,
    may_decide,
    runs,
    standing_of,
)
from bole.web.organisations.services.registration import WHATS, default_until
from bole.web.organisations.views import site_of

READ_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@desk_page(as_verifier)
def waiting(request: HttpRequest) -> HttpResponse:
    """The requests that wait, oldest first."""
    filters = _filters(request)
    context = {
        "page": queries.waiting(filters, page=page_asked(request)), "filters": filters,
        "kinds": KINDS, "whats": WHATS, "districts": queries.districts(), "tab": "waiting",
        "actor": actor_of(request), "today": today(),
    }  # fmt: skip
    return render(request, "organisations/desk/waiting.html", context)


@require_safe
@desk_page(as_verifier, as_system_admin)
def everyone(request: HttpRequest) -> HttpResponse:
    """All organisations."""
    filters = _filters(request)
    context = {
        "page": queries.organisations(filters, page=page_asked(request)), "filters": filters,
        "kinds": KINDS, "districts": queries.districts(), "tab": "all",
        "actor": actor_of(request), "today": today(), "soon": today() + queries.SOON,
        "states": _states(),
    }  # fmt: skip
    return render(request, "organisations/desk/all.html", context)


@READ_OR_POST
@desk_page(as_verifier)
def request_page(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One request with what would change, and the form that decides it."""
    rows = Registration.objects.select_related("organisation", "asked_by", "decided_by")
    row = rows.filter(uid=uid).first()
    if row is None:
        raise Http404
    actor, found = actor_of(request), row.organisation
    until = default_until(row.content.get("kind", found.kind), on=today())
    form = forms.DecisionForm(request.POST or None, kind=row.kind, initial={"until": until})
    if request.method == "POST" and form.is_valid() and _decided(request, row, form, actor=actor):
        return redirect("desk_organisations")
    context = {
        "request_row": row, "organisation": found, "form": form, "what": WHATS[row.kind],
        "changes": _changes(row), "others": found.registrations.filter(state="asked").exclude(
            pk=row.pk).count(), "members": queries.members(found, on=today()),
        "roles": ROLES, "tab": "waiting", "actor": actor,
        "may": may_decide(actor, found, asked_by=row.asked_by_id), "kind": KINDS[found.kind],
    }  # fmt: skip
    return form_page(request, "organisations/desk/request.html", context)


@READ_OR_POST
@desk_page(as_verifier, as_system_admin)
def organisation(request: HttpRequest, uscc: str) -> HttpResponse:
    """One organisation: its data, its members, what was decided; stopping and resuming."""
    found = Organisation.objects.filter(uscc=uscc).exclude(state="entered").first()
    if found is None:
        raise Http404
    actor = actor_of(request)
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = services.stop if request.POST.get("go") == "stop" else services.resume
        try:
            act(found, reason=form.cleaned_data["reason"], by=actor)
        except Problems as problems:
            form.tell(problems, beside=forms.BESIDE)
        else:
            messages.success(request, gettext("已办，单位会收到消息。"))
            return redirect("desk_organisation", found.uscc)
    context = {
        "organisation": found, "members": queries.members(found, on=today()), "form": form,
        "entries": queries.history(found), "roles": ROLES, "kind": KINDS[found.kind],
        "channel": forms.words_of(found), "tab": "all", "actor": actor, "today": today(),
        "requests": found.registrations.order_by("-asked_at")[:20], "whats": WHATS,
    }  # fmt: skip
    return form_page(request, "organisations/desk/organisation.html", context)


@READ_OR_POST
@desk_page(as_talent_office, as_system_admin)
def found(request: HttpRequest, kind: str) -> HttpResponse:
    """Sets an organisation up with its first manager: offices by the system administrator only."""
    actor = actor_of(request)
    if kind not in KINDS or (kind == "office") != (actor.role == "system_admin"):
        raise Http404
    form = forms.FoundForm(request.POST or None, kind=kind)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = services.found(
                uscc=data["uscc"], details=form.details(), role=data["role"],
                person=form.person(), by=actor, site=site_of(request),
            )  # fmt: skip
        except Problems as problems:
            form.tell(problems, beside=forms.BESIDE)
        else:
            messages.success(request, gettext("已建立，邀请已发出。"))
            return redirect("desk_organisation", made.uscc)
    context = {"form": form, "words": KINDS[kind], "tab": "all", "actor": actor}
    return form_page(request, "organisations/desk/found.html", context)


@require_safe
@desk_page(as_talent_office, as_system_admin)
def programmes(request: HttpRequest) -> HttpResponse:
    """The programmes whose desks the user may assign."""
    listed = [(p, g) for p, g in library.programmes() if _assigner(request, p, g)]
    by_programme: dict[tuple[str, str], list[Desk]] = {}
    for desk in Desk.objects.filter(pack__in={p.id for p, _ in listed}):
        by_programme.setdefault((desk.pack, desk.programme), []).append(desk)
    rows = []
    for pack, programme in listed:
        found = handlings(programme, desks=by_programme.get((pack.id, programme.id), []))
        handled = [h for h in found if not h.nobody]
        rows.append((pack, programme, handled, [h for h in found if h.missing]))
    context = {"rows": rows, "tab": "desks", "actor": actor_of(request)}
    return render(request, "organisations/desk/programmes.html", context)


@READ_OR_POST
@desk_page(as_talent_office, as_system_admin)
def desks(request: HttpRequest, pack: str, programme: str) -> HttpResponse:
    """Who handles which step of a programme, and what nobody handles."""
    found = _programme_or_404(pack, programme)
    actor = _assigner(request, *found)
    if actor is None:
        raise Http404
    rows = Desk.objects.filter(pack=pack, programme=programme).select_related("organisation")
    listed = handlings(found[1], desks=rows.order_by("actor", "track", "district"))
    tracks = {t.id: say(t.label) for t in found[1].tracks if t.id}
    adding = request.method == "POST" and request.POST.get("go") == "assign"
    form = forms.DeskForm(
        request.POST if adding else None, handlings=listed, offices=queries.offices(),
        tracks=tracks,
    )  # fmt: skip
    if request.method == "POST" and _assign(request, form, actor, pack=pack, programme=programme):
        return redirect("desk_desks_of", pack, programme)
    context = {
        "pack": found[0], "programme": found[1], "handlings": listed, "form": form,
        "tab": "desks", "actor": actor, "tracks": tracks,
    }  # fmt: skip
    return form_page(request, "organisations/desk/desks.html", context)


@READ_OR_POST
@desk_page(as_talent_office, as_system_admin)
def deliveries(request: HttpRequest) -> HttpResponse:
    """What was sent by mail and SMS, with addresses masked; what was given up is sent again."""
    actor = actor_of(request)
    if request.method == "POST":
        asked = request.POST.get("delivery", "")
        if asked.isdecimal() and send_again(int(asked), by=actor.user, role=actor.role):
            messages.success(request, gettext("再发一次。"))
        return redirect(request.get_full_path())
    state, channel_ = request.GET.get("state", ""), request.GET.get("channel", "")
    rows, page = notices.deliveries(state=state, channel=channel_, page=page_asked(request))
    context = {
        "rows": rows, "page": page, "state": state, "channel": channel_, "tab": "deliveries",
        "actor": actor,
    }  # fmt: skip
    return render(request, "organisations/desk/deliveries.html", context)


def _decided(
    request: HttpRequest, row: Registration, form: forms.DecisionForm, *, actor: Actor
) -> bool:
    data = form.cleaned_data
    try:
        services.decide(
            row, granted=request.POST.get("go") == "grant", reason=data["reason"], by=actor,
            until=data.get("until"), end_others=data.get("end_others", True),
        )  # fmt: skip
    except Problems as problems:
        form.tell(problems, beside=forms.BESIDE)
        return False
    messages.success(request, gettext("已办，对方会收到消息。"))
    return True


def _assign(
    request: HttpRequest, form: forms.DeskForm, actor: Actor, *, pack: str, programme: str
) -> bool:
    """Does what was pressed; False where it could not be done."""
    if request.POST.get("go") == "unassign":
        id = request.POST.get("desk", "")
        rows = Desk.objects.filter(pack=pack, programme=programme).select_related("organisation")
        desk = rows.filter(pk=int(id)).first() if id.isdecimal() else None
        if desk is None:
            raise Http404
        services.unassign(desk, by=actor)
        messages.success(request, gettext("已取消分工，马上生效。"))
        return True
    if not form.is_valid():
        return False
    data = form.cleaned_data
    try:
        services.assign(
            Organisation.objects.get(pk=int(data["organisation"])), pack=pack,
            programme=programme, actor=data["actor"], track=data.get("track", ""),
            district=data["district"].strip(), by=actor,
        )  # fmt: skip
    except Problems as problems:
        form.tell(problems)
        return False
    messages.success(request, gettext("已分工。"))
    return True


def _assigner(request: HttpRequest, pack: Pack, programme: Programme) -> Actor | None:
    """The user as whoever assigns desks of a programme."""
    actor = as_system_admin(request)
    return actor or runs(standing_of(request), pack=pack.id, programme=programme.id)


def _programme_or_404(pack: str, programme: str) -> tuple[Pack, Programme]:
    found = [(p, g) for p, g in library.programmes() if (p.id, g.id) == (pack, programme)]
    if not found:
        raise Http404
    return found[0]


def _changes(row: Registration) -> list[tuple[str, str, str]]:
    """What the organisation says of itself: label, as it stands, as it would be."""
    organisation, labels = row.organisation, forms.DetailsForm.base_fields
    found = []
    for name, field in labels.items():
        if name not in row.content:
            continue
        old, new = getattr(organisation, name), row.content[name]
        if name == "channel":
            old, new = (say(channel(v)) if v else "" for v in (old, new))
        if row.kind != "refresh":
            old = ""
        if old or new:
            found.append((str(field.label), old, new))
    return found


def _filters(request: HttpRequest) -> queries.Filters:
    asked: Any = request.GET
    return queries.Filters(
        asked.get("q", "")[:100], asked.get("kind", ""), asked.get("state", ""),
        asked.get("district", "")[:60],
    )  # fmt: skip


def _states() -> dict[str, str]:
    return {
        "verified": gettext("已核实"), "soon": gettext("快到期"), "ended": gettext("已到期"),
        "asked": gettext("等核对"), "refused": gettext("没有通过"), "stopped": gettext("已暂停"),
    }  # fmt: skip
