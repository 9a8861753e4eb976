"""The step of whoever checks: facts of what was filed, held against their originals."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from bole.problems import Problems
from bole.web.applications import reading, services
from bole.web.applications.acting import Act, act_of
from bole.web.applications.models import Case
from bole.web.applications.packs import Rules, rules_of
from bole.web.applications.permissions import READ, VAULT, Standing, case_or_404
from bole.web.applications.views import standing_in
from bole.web.common.clock import now
from bole.web.common.numbers import whole
from bole.web.common.templatetags.components import say


@login_required
@require_POST
def verify(request: HttpRequest, case: uuid.UUID) -> HttpResponse:
    """Keeps which facts the officer has held against the original; all that the page shows."""
    standing = standing_in(request)
    found, _rights = case_or_404(case, standing=standing, need=READ)
    rules = rules_of(found)
    act, submission = checks(found, rules=rules, standing=standing), reading.filed(found)
    if act is None or submission is None:
        raise Http404
    shown = reading.parts(submission, rules=rules, sensitive=True)
    try:
        services.verify(
            found, keys=request.POST.getlist("key"), seen=whole(request.POST.get("round", "")),
            shown=[line.key for part in shown for line in part.lines if line.key],
            by=request.user, role=act.rights.role,
        )  # fmt: skip
        messages.success(request, gettext("核对情况已保存。"))
    except Problems as error:
        messages.warning(request, say(error.problems[0].message))
    return HttpResponseRedirect(reverse("case_read", args=[found.id]))


def checks(case: Case, *, rules: Rules, standing: Standing) -> Act | None:
    """The check that is the user's to do now, with sight of all that was told; None where none is."""
    act = act_of(case, rules=rules, standing=standing, now=now())
    return act if act and act.stage.kind == "check" and VAULT in act.rights else None
