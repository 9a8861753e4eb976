"""The comparison: one address; the answers come sealed from a self-check and go back to one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from bole.web.common import sealed
from bole.web.common.clock import now
from bole.web.compare.rows import rows
from bole.web.programmes.queries import programmes
from bole.web.selfcheck.answers import from_json
from bole.web.selfcheck.views import PURPOSE

#: So many changes are named under a tier.
FEW = 2


@require_http_methods(["GET", "HEAD", "POST"])
def compare(request: HttpRequest) -> HttpResponse:
    """How to start (GET), or every programme with the answers that were posted."""
    token = request.POST.get("token", "")
    moment = now()
    if not token:
        return _page(request, "start", {"programmes": programmes(now=moment)})
    seconds = moment.timestamp()
    try:
        answers = from_json(sealed.unseal(token, purpose=PURPOSE, now=seconds))
    except (sealed.BadToken, KeyError, TypeError, ValueError) as error:
        expired = isinstance(error, sealed.ExpiredToken)
        return _page(request, "lost", {"expired": expired}, status=400)
    found = rows(answers, now=moment)
    context = {
        "rows": [
            (row, sealed.seal(row.answers.to_json(), purpose=PURPOSE, now=seconds)) for row in found
        ],
        "tiers": sum(len(row.found.tiers) for row in found),
        "few": FEW,
        "token": token,
    }
    return _page(request, "compare", context)


def _page(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    context = {"section": "compare", **context}
    response = render(request, f"compare/{template}.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
