"""The page of materials and what its forms do; all of it works without a script."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bole.problems import Problem, Problems
from bole.web.applications.models import Case
from bole.web.applications.permissions import Rights
from bole.web.common import clock
from bole.web.materials import queries, services
from bole.web.materials.models import Item
from bole.web.uploads import asking, permissions
from bole.web.uploads.pages import Materials, Row
from bole.web.uploads.places import Place, change_or_404, of_case, of_item, of_material


def refusing(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Says in the row why nothing may change there."""

    @wraps(view)
    def asked(request: HttpRequest, place: Place, *rest: Any, **more: Any) -> HttpResponseBase:
        try:
            return view(request, place, *rest, **more)
        except Problems as found:
            return answered(request, place, problems=list(found.problems))

    return asked


@require_safe
@of_case
def materials(request: HttpRequest, case: Case, rights: Rights) -> HttpResponseBase:
    """Everything that belongs to the application, in the document's order."""
    page = Materials(case, rights=rights, user=request.user)
    return render(request, "uploads/materials.html", page.context(page.rows()))


@require_http_methods(["GET", "HEAD", "POST"])
@of_material
@refusing
def material(request: HttpRequest, place: Place) -> HttpResponseBase:
    """One row; POST adds the files of its form, each on its own or all as one PDF."""
    if request.method != "POST":
        return _row(request, place)
    change_or_404(place)
    files = request.FILES.getlist("files")
    replaced = _replaced(request, place)
    problems: list[Problem] = [] if files else [services.nothing_chosen()]
    join = "join" in request.POST and len(files) > 1
    for group in [files] if join else [[f] for f in files]:
        try:
            services.add(
                place.case.folder, material=place.material.number, name=_name(group, join=join),
                stream=group if join else group[0], by=request.user,
                vault=place.material.vault, replaces=replaced, **place.as_whom,
            )  # fmt: skip
        except Problems as found:
            problems.extend(found.problems)
        replaced = None
    return answered(request, place, problems=problems)


@require_POST
@of_material
@refusing
def explain(request: HttpRequest, place: Place) -> HttpResponseBase:
    """Keeps the explanation why a material is not there."""
    change_or_404(place)
    if not place.material.explain:
        raise Http404
    text = request.POST.get("text", "")
    return _done(
        request, place, typed=text,
        what=lambda: services.explain(
            place.case.folder, place.material.number, text, request.user, role=place.role
        ),
    )  # fmt: skip


@require_POST
@of_material
@refusing
def order(request: HttpRequest, place: Place) -> HttpResponseBase:
    """Keeps which entry of the form each file shows; `do=sort` puts them in the form's order."""
    change_or_404(place)
    number = place.material.number
    page = Materials(place.case, rights=place.rights, user=request.user)
    found = page.situation.orders.get(number)
    if found is None:
        raise Http404
    keys = [record.key for record in found.listed if record.key]
    posted = {str(p.item.uid): request.POST.get(f"shows-{p.item.uid}") for p in found.placed}
    shows = {uid: key for uid, key in posted.items() if key is not None and key in ("", *keys)}
    return _done(
        request, place,
        what=lambda: services.arrange(
            place.case.folder, number, shows, by=request.user, role=place.role,
            keys=keys if request.POST.get("do") == "sort" else (),
        ),
    )  # fmt: skip


@require_POST
@of_material
@refusing
def again(request: HttpRequest, place: Place) -> HttpResponseBase:
    """Uses evidence of one's own once more."""
    change_or_404(place)
    held = queries.evidence_of(request.user, on=clock.today())
    wanted = request.POST.get("item", "")
    found = next((i for i in held if str(i.uid) == wanted), None)
    if found is None:
        raise Http404
    return _done(
        request, place,
        what=lambda: services.reuse(
            found, folder=place.case.folder, material=place.material.number, by=request.user,
            vault=place.material.vault, **place.as_whom,
        ),
    )  # fmt: skip


@require_POST
@of_item
@refusing
def item(request: HttpRequest, place: Place, item: Item) -> HttpResponseBase:
    """Moves an item up or down, takes it away, or brings it back."""
    change_or_404(place)
    what = request.POST.get("do", "")
    if what == "remove":
        return _done(
            request, place, what=lambda: services.remove(item, request.user, role=place.role)
        )
    if what == "restore":
        return _done(
            request, place, what=lambda: services.restore(item, request.user, role=place.role)
        )
    if what not in ("up", "down"):
        raise Http404
    own = queries.items(place.case.folder).get(item.material, [])
    at = next((n for n, one in enumerate(own) if one.pk == item.pk), 0)
    to = at - 1 if what == "up" else at + 1
    return _done(
        request, place,
        what=lambda: services.move(item, max(to, 0), by=request.user, role=place.role),
    )  # fmt: skip


@require_POST
@of_case
def ask(request: HttpRequest, case: Case, rights: Rights) -> HttpResponseBase:
    """Tells the employer's officers which of their materials are waited for."""
    page = Materials(case, rights=rights, user=request.user)
    rows = page.rows()
    if not page.context(rows)["may_ask"]:
        raise Http404
    told = asking.ask(case, rows=[r for r in rows if r.entry.material.by == permissions.EMPLOYER])
    messages.success(
        request,
        _("已请单位经办人上传，共通知 %(n)d 人。") % {"n": told}
        if told
        else _("单位还没有经办人，请和单位联系。"),
    )
    return HttpResponseRedirect(reverse("case_materials", args=[case.id]))


def answered(
    request: HttpRequest, place: Place, *, problems: list[Problem], typed: str = ""
) -> HttpResponseBase:
    """The row again (htmx, our script), the page with what is wrong (422), or back to the row."""
    if getattr(request, "htmx", False):
        return _row(request, place, problems=problems, typed=typed)
    if not problems:
        anchor = f"m-{place.material.number.replace('.', '-')}"
        return HttpResponseRedirect(f"{reverse('case_materials', args=[place.case.id])}#{anchor}")
    page = Materials(place.case, rights=place.rights, user=request.user)
    rows = page.rows(problems={place.material.number: problems}, typed=typed)
    return render(request, "uploads/materials.html", page.context(rows), status=422)


def row_parts(
    request: HttpRequest, place: Place, *, problems: list[Problem] | None = None, typed: str = ""
) -> dict[str, str]:
    """The row and the progress of the whole, as HTML."""
    page = Materials(place.case, rights=place.rights, user=request.user)
    rows = page.rows(problems={place.material.number: problems or []}, typed=typed)
    context = page.context(rows) | {"row": _of(rows, place)}
    return {
        "row": render_to_string("uploads/row.html", context, request),
        "progress": render_to_string("uploads/progress.html", context | {"oob": True}, request),
    }


def _row(
    request: HttpRequest, place: Place, *, problems: list[Problem] | None = None, typed: str = ""
) -> HttpResponse:
    made = row_parts(request, place, problems=problems, typed=typed)
    return HttpResponse(made["row"] + made["progress"], status=422 if problems else 200)


def _of(rows: list[Row], place: Place) -> Row:
    return next(r for r in rows if r.number == place.material.number)


def _done(
    request: HttpRequest, place: Place, *, what: Callable[[], Any], typed: str = ""
) -> HttpResponseBase:
    try:
        what()
    except Problems as found:
        return answered(request, place, problems=list(found.problems), typed=typed)
    return answered(request, place, problems=[])


def _replaced(request: HttpRequest, place: Place) -> Item | None:
    """The item that the new file takes the place of, where the form says so."""
    wanted = request.POST.get("replaces", "")
    if not wanted:
        return None
    own = queries.items(place.case.folder).get(place.material.number, [])
    return next((i for i in own if str(i.uid) == wanted), None)


def _name(group: list[Any], *, join: bool) -> str:
    name = str(group[0].name)
    return f"{name.rpartition('.')[0] or name}.pdf" if join else name
