"""The comparison: one address; the answers come sealed from a self-check and go back to one."""

from __future__ import annotations

import functools
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from bole.web.common import sealed
from bole.web.common.clock import now
from bole.web.common.unkept import unkept_page
from bole.web.compare.rows import rows
from bole.web.programmes.queries import programmes
from bole.web.selfcheck.answers import from_json
from bole.web.selfcheck.views import PURPOSE

#: So many changes are named under a tier.
FEW = 2
_page: Final = functools.partial(unkept_page, "compare")


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
