"""Stages before the filing itself: an employer's registration, which its own record shows."""

from __future__ import annotations

from typing import Final

from bole.web.applications.models import Case, Event
from bole.web.applications.packs import Rules
from bole.web.organisations.models import Organisation

#: How an organisation's registration answers a stage of these kinds.
_OUTCOMES: Final = {"file": "submit", "check": "accept"}


def done_before(case: Case, rules: Rules, *, organisation: Organisation) -> None:
    """Moves the case to the filing stage; what came before is told as the registration has it.

    The organisation has registered and an officer has accepted it, or it could not act here.
    """
    stages = rules.programme.process.stages
    before = stages[: stages.index(rules.filing)]
    for seq, stage in enumerate(before, start=1):
        accepted = stage.kind == "check"
        Event.objects.create(
            case=case,
            seq=seq,
            at=(organisation.decided_at if accepted else organisation.asked_at) or case.started_at,
            stage=stage.id,
            outcome=_OUTCOMES[stage.kind],
            by=stage.by,
            user=organisation.decided_by if accepted else None,
            organisation=organisation,
        )
    case.stage = rules.filing.id
    case.events_count = len(before)
    case.due = rules.filing.due.at if rules.filing.due else None
    case.save(update_fields=["stage", "events_count", "due"])
