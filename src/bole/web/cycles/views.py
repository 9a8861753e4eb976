"""Pages on which a talent office decides: seen first with who is affected, then confirmed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from bole.policy import library
from bole.policy.pack import Pack, Programme
from bole.problems import Problems
from bole.text import Text
from bole.web.common.clock import today
from bole.web.common.forms import form_page
from bole.web.common.templatetags.components import say
from bole.web.cycles import forms, overview, services
from bole.web.cycles.affected import Change, affected
from bole.web.cycles.ends import ends
from bole.web.cycles.models import Decision, Extension
from bole.web.cycles.queries import quota_version, switches
from bole.web.organisations.permissions import (
    Actor,
    actor_of,
    as_talent_office,
    desk_page,
    runs,
    standing_of,
)


@require_safe
@desk_page(as_talent_office)
def cycles(request: HttpRequest) -> HttpResponse:
    """The packs that the user's office runs."""
    standing = standing_of(request)
    rows = [
        (pack, overview.overview(pack))
        for pack in library.readable()
        if runs(standing, pack=pack.id)
    ]
    context = {"rows": rows, "tab": "cycles", "actor": actor_of(request)}
    return render(request, "cycles/cycles.html", context)


@require_safe
@desk_page(as_talent_office)
def cycle(request: HttpRequest, pack: str) -> HttpResponse:
    """Everything that is decided for a pack, and its history."""
    found, actor = _pack_or_404(request, pack)
    standing = standing_of(request)
    own = {g.id for g in found.programmes if runs(standing, pack=pack, programme=g.id)}
    context = {
        "pack": found, "overview": overview.overview(found), "history": overview.history(found),
        "own": own, "tab": "cycles", "actor": actor,
    }  # fmt: skip
    return render(request, "cycles/cycle.html", context)


@desk_page(as_talent_office)
def decide(request: HttpRequest, pack: str, kind: str, key: str) -> HttpResponse:
    """Decides a parameter, a reading or a switch."""
    found, actor = _pack_or_404(request, pack)
    stood = Decision.objects.filter(pack=pack, kind=kind, key=key, ended_at=None).first()
    form, title, cite, before = _decision_form(request, found, kind=kind, key=key, stood=stood)
    seen = _seen(request, stood)

    def act() -> None:
        value = form.cleaned_data["value"]
        made = form.made(by=actor)
        services.decide(found, kind=kind, key=key, value=value, made=made, seen=seen)

    def check() -> None:
        value = form.cleaned_data["value"]
        if wrong := services.problems_of(found, kind=kind, key=key, value=value):
            raise Problems(wrong)

    context = {
        "title": title, "cite": cite, "before": before, "seen": seen, "decision": stood,
        "after": _words(found, kind=kind, key=key, form=form), "kind": kind,
        "question": found.readings.get(key) if kind == "reading" else None,
    }  # fmt: skip
    change = Change(pack, kind, key)
    return _page(request, found, form, change=change, check=check, act=act, context=context)


@desk_page(as_talent_office)
def quotas(request: HttpRequest, pack: str, programme: str, table: str) -> HttpResponse:
    """Sets the rows of a quota table."""
    found, actor = _pack_or_404(request, pack, programme=programme)
    tables = [t for t in overview.quota_tables(found) if t.programme.id == programme]
    listed = next((t for t in tables if t.limit.table == table), None)
    if listed is None:
        raise Http404
    form = forms.QuotaForm(request.POST or None, today=today(), rows=listed.rows)
    version = quota_version(found, programme=programme, table=table)
    asked = request.POST.get("seen", "")
    seen = int(asked) if asked.isdecimal() else version

    def act() -> None:
        services.set_quotas(
            found, programme=listed.programme, table=table, rows=form.quotas(),
            made=form.made(by=actor), seen=seen,
        )  # fmt: skip

    context = {
        "title": listed.limit.label, "cite": listed.limit.cite, "table": listed, "seen": seen,
    }  # fmt: skip
    change = Change(pack, "quota", table, programme)
    return _page(request, found, form, change=change, check=None, act=act, context=context)


@desk_page(as_talent_office)
def extend(request: HttpRequest, pack: str, programme: str, what: str) -> HttpResponse:
    """Moves an end, for everyone or for drafts begun before a moment."""
    found, actor = _pack_or_404(request, pack, programme=programme)
    owner = found.programme(programme)
    end = next((e for e in ends(owner) if e.what == what), None)
    if end is None:
        raise Http404
    form = forms.ExtendForm(request.POST or None, today=today())

    def act() -> None:
        data = form.cleaned_data
        services.extend(
            found, programme=owner, what=what, until=data["until"],
            drafts_before=data["drafts_before"], made=form.made(by=actor),
        )  # fmt: skip

    clean = form.cleaned_data if form.is_bound and form.is_valid() else {}
    rows = Extension.objects.filter(pack=pack, programme=programme, what=what, ended_at=None)
    context = {
        "title": end.label, "cite": end.cite, "end": end, "extensions": list(rows), "clean": clean,
    }  # fmt: skip
    change = Change(pack, "extension", what, programme, clean.get("drafts_before"))
    return _page(request, found, form, change=change, check=None, act=act, context=context)


@desk_page(as_talent_office)
def end(request: HttpRequest, pack: str, kind: str, id: int) -> HttpResponse:
    """Ends a decision or an extension without another in its place."""
    found, actor = _pack_or_404(request, pack)
    row: Decision | Extension | None
    if kind == "extension":
        row = Extension.objects.filter(pack=pack, pk=id, ended_at=None).first()
    else:
        row = Decision.objects.filter(pack=pack, pk=id, ended_at=None).first()
    if row is None:
        raise Http404
    if isinstance(row, Extension):
        _pack_or_404(request, pack, programme=row.programme)
        change = Change(pack, "extension", row.what, row.programme, row.drafts_before)
    else:
        change = Change(pack, row.kind, row.key)
    form = forms.MadeForm(request.POST or None, today=today())

    def act() -> None:
        services.end(row, pack=found, made=form.made(by=actor))

    context = {"title": Text("结束一个决定", "End a decision"), "row": row, "ending": True}
    return _page(request, found, form, change=change, check=None, act=act, context=context)


def _page(
    request: HttpRequest,
    pack: Pack,
    form: forms.MadeForm,
    *,
    change: Change,
    check: Callable[[], None] | None,
    act: Callable[[], None],
    context: dict[str, Any],
) -> HttpResponse:
    """The form; its preview with who is affected; after confirmation, back to the pack."""
    preview = None
    if request.method == "POST" and form.is_valid():
        try:
            if request.POST.get("go") == "confirm":
                act()
                messages.success(request, gettext("已生效，有记录。"))
                return redirect("desk_cycle", pack.id)
            if check is not None:
                check()
            preview = affected(change)
        except Problems as problems:
            form.tell(problems, beside=forms.BESIDE)
    shown = {
        "pack": pack, "form": form, "preview": preview, "tab": "cycles",
        "actor": actor_of(request),
    }  # fmt: skip
    return form_page(request, "cycles/decide.html", context | shown)


def _decision_form(
    request: HttpRequest, pack: Pack, *, kind: str, key: str, stood: Decision | None
) -> tuple[forms.MadeForm, Text, str, Text]:
    """The form with its title, clause, and how it stands; Http404 where there is nothing to set."""
    initial = {"value": stood.value} if stood else {}
    data = request.POST or None
    if kind == "parameter" and key in pack.parameters and pack.parameters[key].settable:
        parameter = pack.parameters[key]
        row = next(r for r in overview.overview(pack).parameters if r.parameter.key == key)
        hint = say(row.bounds) if row.bounds else ""
        value = forms.ValueForm(data, today=today(), initial=initial, hint=hint)
        return value, parameter.label, parameter.cite, row.value
    if kind == "reading" and key in pack.readings:
        question = pack.readings[key]
        options = [(o.id, say(o.label)) for o in question.options]
        form = forms.OptionForm(data, today=today(), initial=initial, options=options)
        return form, question.label, question.cite, _option(pack, key, stood)
    switch = next((s for s in switches(pack) if s.key == key), None) if kind == "switch" else None
    if switch is None:
        raise Http404
    on = [("on", gettext("办这个环节")), ("off", gettext("不办这个环节"))]
    form = forms.OptionForm(data, today=today(), initial=initial, options=on)
    before = _SWITCHED[stood.value] if stood else _SWITCHED["off"]
    return form, switch.stages[0].label, switch.stages[0].cite, before


_SWITCHED = {"on": Text("办", "Held"), "off": Text("不办", "Not held")}


def _option(pack: Pack, key: str, stood: Decision | None) -> Text:
    options = {o.id: o.label for o in pack.readings[key].options}
    return (
        options[stood.value]
        if stood
        else Text("还没定，按各种读法都判", "Open: every reading counts")
    )


def _words(pack: Pack, *, kind: str, key: str, form: forms.MadeForm) -> Text | str:
    """What is to be decided, in words."""
    if not form.is_bound or not form.is_valid():
        return ""
    value = str(form.cleaned_data["value"])
    if kind == "reading":
        return {o.id: o.label for o in pack.readings[key].options}[value]
    return _SWITCHED[value] if kind == "switch" else value


def _seen(request: HttpRequest, stood: Decision | None) -> int | None:
    """The decision that stood when the person looked."""
    asked = request.POST.get("seen")
    if asked is None:
        return stood.pk if stood else None
    return int(asked) if asked.isdecimal() else None


def _pack_or_404(request: HttpRequest, id: str, *, programme: str = "") -> tuple[Pack, Actor]:
    """The pack, where the user's office runs it (or the one programme)."""
    pack = next((p for p in library.readable() if p.id == id), None)
    actor = runs(standing_of(request), pack=id, programme=programme)
    if pack is None or actor is None or not _has(pack, programme):
        raise Http404
    return pack, actor


def _has(pack: Pack, programme: str) -> bool:
    found: list[Programme] = [g for g in pack.programmes if programme in ("", g.id)]
    return bool(found)
