"""Pages about programmes."""

from __future__ import annotations

import functools

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from bole.text import Lang
from bole.web.common.clock import now
from bole.web.common.templatetags.components import language
from bole.web.programmes import queries
from bole.web.programmes.held import Held
from bole.web.programmes.rounds import Round


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The list of programmes."""
    listed = tuple(queries.programmes(now=now()))
    key = tuple((item.pack.fingerprint, item.url, item.round) for item in listed)
    return render(request, "programmes/list.html", {"body": _list(key, language(), Held(listed))})


@require_safe
def programme(request: HttpRequest, pack: str, programme: str) -> HttpResponse:
    """One programme: what it offers, who, until when, how."""
    listed = find_or_404(pack, programme_id=programme)
    context = {
        "pack": listed.pack,
        "programme": listed.programme,
        "body": _body(listed.pack.fingerprint, listed.url, language(), listed.round, Held(listed)),
    }
    return render(request, "programmes/programme.html", context)


@functools.lru_cache(maxsize=64)
def _list(key: object, lang: Lang, held: Held[tuple[queries.Listed, ...]]) -> SafeString:
    """The list, which is the same for everyone, drawn once a day and language."""
    return mark_safe(render_to_string("programmes/list_body.html", {"programmes": held.value}))


@functools.lru_cache(maxsize=256)
def _body(
    fingerprint: str, url: str, lang: Lang, when: Round, held: Held[queries.Listed]
) -> SafeString:
    """All of the page that is the same for everyone, drawn once a day and language."""
    listed, it = held.value, held.value.programme
    rows = queries.track_rows(it)
    context = {
        "listed": listed,
        "pack": listed.pack,
        "programme": it,
        "round": when,
        "rows": rows,
        "has_choices": any(count for row in rows for _tier, count in row.cells),
        "offers": queries.offers(it),
        "common_benefits": queries.common_benefits(it),
        "material_groups": queries.material_groups(it),
        "undecided": queries.undecided(listed.pack),
    }
    return mark_safe(render_to_string("programmes/programme_body.html", context))


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
