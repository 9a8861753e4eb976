"""Taking an application back before acceptance, or giving a draft up: marked, never deleted."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from bole.problems import Problems, problem
from bole.process.model import Event as Deed
from bole.process.withdraw import can_withdraw
from bole.process.withdraw import withdraw as withdrawn
from bole.web.applications.models import Case
from bole.web.applications.notifying import tell_moved
from bole.web.applications.services import moving
from bole.web.applications.world import Situation
from bole.web.audit import services as audit
from bole.web.common import clock


@transaction.atomic
def withdraw(case: Case, *, by: Any, reason: str, role: str, organisation: Any = None) -> Case:
    """The case, ended as withdrawn; its places are free. Raises Problems."""
    row = moving.locked(case)
    if row.result == "withdrawn":
        return row
    situation = Situation(row, at=clock.now())
    if row.submitted_at is not None and not reason.strip():
        raise Problems([problem("reason", "写一句为什么撤回", "Say why it is withdrawn")])
    deed = Deed(situation.at, situation.rules.filing.by, "withdraw", reason.strip())
    after = withdrawn(situation.rules.programme.process, moving.state_of(situation), deed)
    moving.write(situation, after, deed=deed, user=by, organisation=organisation)
    row.unlocked, row.complete_by = [], None
    row.save()
    audit.record(
        "case.withdraw",
        actor=by,
        role=role,
        about=row.about,
        content={"reason": deed.reason},
    )
    if row.submitted_at is not None:
        tell_moved(row, deed)
    return row


def may_withdraw(case: Case, *, situation: Situation) -> bool:
    """True while the case can be taken back."""
    return can_withdraw(situation.rules.programme.process, moving.state_of(situation))
