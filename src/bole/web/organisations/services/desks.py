"""Which office handles which actor of a programme."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from bole.problems import Problems, problem
from bole.web.audit.services import record
from bole.web.organisations.models import Desk, Organisation
from bole.web.organisations.permissions import Actor

THERE = problem("desks.there", "这个分工已经有了", "This office has this desk already")
NO_OFFICE = problem("desks.office", "只能分给已核实的经办部门", "Only verified offices have desks")


@transaction.atomic
def assign(
    organisation: Organisation,
    *,
    pack: str,
    programme: str,
    actor: str,
    track: str,
    district: str,
    by: Actor,
) -> Desk:
    """The desk; raises Problems."""
    if organisation.kind != "office" or organisation.state != "verified":
        raise Problems([NO_OFFICE])
    try:
        with transaction.atomic():
            desk = Desk.objects.create(
                organisation=organisation, pack=pack, programme=programme, actor=actor,
                track=track, district=district,
            )  # fmt: skip
    except IntegrityError as error:
        raise Problems([THERE]) from error
    _note("desk.assigned", desk, by=by)
    return desk


@transaction.atomic
def unassign(desk: Desk, *, by: Actor) -> None:
    """The office does not handle it any more; its officers lose sight of the cases at once."""
    _note("desk.unassigned", desk, by=by)
    desk.delete()


def _note(action: str, desk: Desk, *, by: Actor) -> None:
    content = {
        "pack": desk.pack, "programme": desk.programme, "actor": desk.actor, "track": desk.track,
        "district": desk.district, "organisation": desk.organisation.uscc,
    }  # fmt: skip
    record(action, actor=by.user, role=by.role, about=desk.organisation.about, content=content)
