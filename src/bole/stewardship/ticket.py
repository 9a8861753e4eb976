"""A ticket from its opening to its end: who moves it, until when, with what record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from bole.problems import Problem, Problems
from bole.process.due import due_at
from bole.stewardship.act import Act, Setting, no_such, not_yours, refusal, too_early, wrong_values
from bole.stewardship.model import OPENER, Move, Step, TicketKind, Way


@dataclass(frozen=True, slots=True)
class Ticket:
    """Where a ticket stands; `late` lists the steps that were handled after their due date."""

    kind: str
    opener: str
    opened: dt.datetime
    step: str
    entered: dt.datetime
    due: dt.datetime | None
    ways: tuple[str, ...]
    values: Mapping[str, str]
    result: str = ""
    late: tuple[str, ...] = ()
    history: tuple[Act, ...] = ()

    def overdue(self, at: dt.datetime) -> bool:
        """True where it waits longer than it may."""
        return not self.result and self.due is not None and at >= self.due


def open_ticket(kind: TicketKind, act: Act, *, setting: Setting) -> Ticket:
    """The new ticket; raises Problems with the reasons where it cannot be."""
    way = _way(kind, act)
    if isinstance(way, Problem):
        raise Problems([way])
    refused = [
        *not_yours(way, way.opens, act=act, setting=setting),
        *wrong_values(kind, kind.fields, act.values, needs=[f.id for f in kind.fields if f.need]),
    ]
    if refused:
        raise Problems(refused)
    step = kind.step(way.starts)
    due = _due(step, entered=act.at, opened=act.at, setting=setting)
    values = dict(act.values)
    return Ticket(kind.id, act.by, act.at, step.id, act.at, due, (way.id,), values, history=(act,))


def handle(kind: TicketKind, ticket: Ticket, act: Act, *, setting: Setting) -> Ticket:
    """The ticket after a move; raises Problems with the reasons where it cannot be."""
    refused = list(_refusals(kind, ticket, act, setting=setting))
    if refused:
        raise Problems(refused)
    after = replace(ticket, values={**ticket.values, **act.values}, history=(*ticket.history, act))
    if act.do == "join":
        return replace(after, ways=(*ticket.ways, act.item))
    if ticket.overdue(act.at):
        after = replace(after, late=(*ticket.late, ticket.step))
    move = _move(kind, ticket, act)
    assert move is not None
    if move.to.startswith("end:"):
        result = move.to.removeprefix("end:")
        return replace(after, step="", entered=act.at, due=None, result=result)
    step = kind.step(move.to)
    due = _due(step, entered=act.at, opened=ticket.opened, setting=setting)
    return replace(after, step=step.id, entered=act.at, due=due)


def _way(kind: TicketKind, act: Act) -> Way | Problem:
    """The way an act names; a kind with a single way needs no name."""
    if not act.item and len(kind.ways) == 1:
        return kind.ways[0]
    found = next((w for w in kind.ways if w.id == act.item), None)
    return found or no_such(kind, act.item, among=[w.id for w in kind.ways])


def _move(kind: TicketKind, ticket: Ticket, act: Act) -> Move | None:
    return next((m for m in kind.step(ticket.step).moves if m.id == act.do), None)


def _due(
    step: Step, *, entered: dt.datetime, opened: dt.datetime, setting: Setting
) -> dt.datetime | None:
    count = setting.params.get(step.due.param) if step.due else None
    start = opened if step.since_open else entered
    return due_at(step.due, entered=start, count=count, workdays=setting.workdays)


def _refusals(kind: TicketKind, ticket: Ticket, act: Act, *, setting: Setting) -> Iterator[Problem]:
    if ticket.result:
        yield refusal(kind, "ended", "这件已经办结", "This one has ended")
        return
    yield from too_early(kind, ticket.history, act=act)
    if act.do == "join":
        yield from _joining(kind, ticket, act, setting=setting)
        return
    move = _move(kind, ticket, act)
    if move is None:
        yield no_such(kind, act.do, among=[m.id for m in kind.step(ticket.step).moves])
        return
    allowed = tuple(ticket.opener if b == OPENER else b for b in move.by)
    yield from not_yours(move, allowed, act=act, setting=setting)
    known = {**ticket.values, **act.values}
    yield from wrong_values(kind, kind.fields, known, needs=move.needs)


def _joining(kind: TicketKind, ticket: Ticket, act: Act, *, setting: Setting) -> Iterator[Problem]:
    if not kind.joins:
        yield no_such(kind, act.do, among=[m.id for m in kind.step(ticket.step).moves])
        return
    way = next((w for w in kind.ways if w.id == act.item), None)
    if way is None:
        yield no_such(kind, act.item, among=[w.id for w in kind.ways])
        return
    yield from not_yours(way, way.opens, act=act, setting=setting)
    if way.id in ticket.ways:
        yield refusal(way, "joined", "{w}已经提过", "{w} is in it already", w=way.label)
