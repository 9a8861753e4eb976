"""The one writer of a case's state: the process decides, rows keep what it decided."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Mapping
from typing import Any, Final, TypeVar

from django.db import IntegrityError, transaction

from bole.problems import Problem, Problems, problem
from bole.process import advance as process
from bole.process.model import Event as Deed
from bole.process.model import Limit, Slot, State
from bole.text import Text
from bole.web.applications import models
from bole.web.applications.deadlines import due_of
from bole.web.applications.models import Case
from bole.web.applications.world import Situation, slot_key, taken
from bole.web.common import clock

T = TypeVar("T")
#: How often somebody may be faster before the person is asked to press again.
TRIES: Final = 8


def locked(case: Case) -> Case:
    """The case as it stands now, locked until the transaction is over."""
    return Case.objects.select_for_update().get(pk=case.pk)


def state_of(situation: Situation) -> State:
    """The state that the rows hold; an office's extension moves what is due."""
    case, rules = situation.case, situation.rules
    stage = rules.stage(case.stage)
    due, _ = due_of(case, stage, rules=rules) if stage else (case.due, False)
    return State(case.stage, case.entered, due, case.result, dict(case.rounds))


def move(
    situation: Situation, deed: Deed, *, user: Any, organisation: Any = None,
    data: Mapping[str, Any] | None = None,
) -> State:  # fmt: skip
    """The state after the deed, written: event, places under limits, and the case's columns.

    Raises Problems with the reasons where it cannot be; nothing is written then.
    """
    before = state_of(situation)
    rules = situation.rules
    after = process.advance(rules.programme.process, before, deed, world=situation.world)
    write(situation, after, deed=deed, user=user, organisation=organisation, data=data)
    return after


def write(
    situation: Situation, after: State, *, deed: Deed, user: Any, organisation: Any = None,
    data: Mapping[str, Any] | None = None,
) -> None:  # fmt: skip
    """Writes the state that a deed led to; `case.save()` is left to the caller."""
    case, rules = situation.case, situation.rules
    note(case, deed, user=user, organisation=organisation, data=data)
    if after.ended and after.result != rules.programme.process.ends:
        models.Slot.objects.filter(case=case).delete()
    else:
        _take(situation, after.slots, deed=deed)
    case.stage, case.entered, case.due = after.stage, after.entered, after.due
    case.result, case.rounds = after.result, dict(after.rounds)
    case.changed_at = clock.now()


def note(
    case: Case, deed: Deed, *, user: Any, organisation: Any = None,
    data: Mapping[str, Any] | None = None,
) -> models.Event:  # fmt: skip
    """The deed as the case's next event."""
    case.events_count += 1
    return models.Event.objects.create(
        case=case,
        seq=case.events_count,
        at=deed.at,
        stage=case.stage,
        outcome=deed.outcome,
        by=deed.by,
        user=user,
        organisation=organisation,
        reason=deed.reason,
        data=dict(data or {}),
    )


def _take(situation: Situation, slots: Collection[Slot], *, deed: Deed) -> None:
    """A row for each place, in the order of the limits so that no two cases wait for each other."""
    limits = {limit.id: limit for limit in situation.rules.programme.process.limits}
    order = list(limits)
    if situation.case.submitted_at is not None and (slots or deed.outcome == "submit"):
        _let_go(situation, slots)
    for slot in sorted(slots, key=lambda s: order.index(s.limit)):
        _take_one(situation, slot, limit=limits[slot.limit])


def _let_go(situation: Situation, slots: Collection[Slot]) -> None:
    """Frees what a case that comes by again took at this stage and does not need any more."""
    case = situation.case
    here = [m.id for m in situation.rules.programme.process.limits if m.take == case.stage]
    needed = {(slot.limit, slot_key(slot)) for slot in slots}
    for row in models.Slot.objects.filter(case=case, limit__in=here):
        if (row.limit, row.key) not in needed:
            row.delete()


def _take_one(situation: Situation, slot: Slot, *, limit: Limit) -> None:
    """The first free place; the database refuses a place that somebody took in between.

    Then the whole transaction begins again (`retried`): a savepoint for each place would cost
    every submission two statements more for what hardly ever happens.
    """
    case = situation.case
    if case.submitted_at is not None and taken(case, slot).filter(case=case).exists():
        return  # it came back to this stage and holds its place already
    held = situation.places(slot)
    most = _most(situation, slot, limit=limit)
    free = next((p for p in range(1, most + 1) if p not in held), None)
    if free is None:
        raise Problems([full(limit, most=most)])
    row = models.Slot(
        pack=case.pack, round=case.round, limit=slot.limit, key=slot_key(slot), place=free,
        case=case,
    )  # fmt: skip
    try:
        row.save(force_insert=True)
    except IntegrityError as error:
        raise Raced from error


class Raced(Exception):
    """Somebody took the same place in the same moment."""


def retried(work: Callable[..., T]) -> Callable[..., T]:
    """The work in one transaction, from the beginning again where somebody was faster."""

    @functools.wraps(work)
    def again(*args: Any, **kwargs: Any) -> T:
        for _ in range(TRIES):
            try:
                with transaction.atomic():
                    return work(*args, **kwargs)
            except Raced:
                continue
        zh, en = "同一时刻提交的人太多，请再点一次", "Too many at this moment: press once more"
        raise Problems([problem("raced", zh, en)])

    return again


def full(limit: Limit, *, most: int) -> Problem:
    """That a limit's places are all taken; the same words as the process has."""
    zh = f"{limit.label.zh}：最多 {most}，已经用完"
    en = f"{limit.label.say('en')}: at most {most}, all taken"
    hint = Text(f"依据：{limit.cite}", f"See {limit.cite}") if limit.cite else None
    return Problem("quota.full", Text(zh, en), hint=hint)


def _most(situation: Situation, slot: Slot, *, limit: Limit) -> int:
    if not limit.table:
        return limit.max or 0
    return situation.world.tables.get(limit.table, {}).get(slot.key, 0)
