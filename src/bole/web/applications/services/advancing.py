"""What others do to a submitted case: endorse, recommend, check, decide."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from bole.problems import Problems, problem
from bole.process.model import Event as Deed
from bole.web.applications.models import Case
from bole.web.applications.notifying import tell_moved
from bole.web.applications.services import moving
from bole.web.applications.world import Situation
from bole.web.audit import services as audit


@moving.retried
def advance(
    case: Case,
    *,
    event: Deed,
    user: Any,
    role: str,
    organisation: Any = None,
    expected: int | None = None,
    unlock: Sequence[str] = (),
    complete_by: dt.datetime | None = None,
) -> Case:
    """The case after the event; the one way in which a stage changes. Raises Problems.

    `expected` is the number of events that the page showed: whoever comes second is told. `unlock`
    are the facts' keys and `material:<number>` that a supplement opens, until `complete_by`.
    """
    row = moving.locked(case)
    if expected is not None and row.events_count != expected:
        zh, en = (
            "刚刚有人办过这一步，请看最新情况",
            "Somebody has just acted: see how it stands now",
        )
        raise Problems([problem("moved", zh, en)])
    if event.outcome == "supplement" and not unlock:
        zh, en = "要写明补哪几项", "Say what is to be completed"
        raise Problems([problem("unlock", zh, en)])
    situation, at_stage = Situation(row, at=event.at, filed=True), row.stage
    data = {"items": list(unlock), "until": complete_by.isoformat() if complete_by else ""}
    after = moving.move(
        situation, event, user=user, organisation=organisation, data=data if unlock else None
    )
    stage = situation.rules.stage(after.stage)
    row.unlocked, row.complete_by = list(unlock), complete_by if unlock else None
    if stage is not None and stage.kind == "file":
        row.unlocked = ["*"]
    row.save()
    audit.record(
        f"case.{event.outcome}",
        actor=user,
        role=role,
        about=row.about,
        content={"stage": at_stage, "reason": event.reason, "data": data},
    )
    tell_moved(row, event, kind="supplement" if unlock else "case")
    return row
