"""Pages about programmes."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bole.web.common.clock import now
from bole.web.programmes import queries


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The list of programmes."""
    return render(request, "programmes/list.html", {"programmes": queries.programmes(now=now())})


@require_safe
def programme(request: HttpRequest, pack: str, programme: str) -> HttpResponse:
    """One programme: what it offers, who, until when, how."""
    listed = find_or_404(pack, programme_id=programme)
    it = listed.programme
    rows = queries.track_rows(it)
    context = {
        "listed": listed,
        "pack": listed.pack,
        "programme": it,
        "round": listed.round,
        "rows": rows,
        "has_choices": any(count for row in rows for _tier, count in row.cells),
        "offers": queries.offers(it),
        "common_benefits": queries.common_benefits(it),
        "material_groups": queries.material_groups(it),
        "undecided": queries.undecided(listed.pack),
    }
    return render(request, "programmes/programme.html", context)


@require_safe
def clauses(request: HttpRequest, pack: str, programme: str) -> HttpResponse:
    """The clauses of the document by address, in our own words."""
    listed = find_or_404(pack, programme_id=programme)
    context = {"listed": listed, "pack": listed.pack, "clauses": listed.pack.clauses.values()}
    return render(request, "programmes/clauses.html", context)


def find_or_404(pack_id: str, *, programme_id: str) -> queries.Listed:
    """The programme, or the page that says there is none."""
    listed = queries.find_programme(pack_id, programme_id=programme_id, now=now())
    if listed is None:
        raise Http404
    return listed
