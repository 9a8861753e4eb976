"""Kinds of tickets: with steps of their own, or the usual opened → in hand → closed."""

from __future__ import annotations

from bole.policy.part import Part
from bole.policy.stewardship_parts import Known, among, listed, texts
from bole.problems import did_you_mean
from bole.process.model import Due
from bole.stewardship.model import OPENER, Field, Move, Step, TicketKind, Way
from bole.text import Text

#: The ends of the usual ticket.
ENDS = {
    "closed": Text("办结", "Closed"),
    "declined": Text("不予办理", "Declined"),
    "withdrawn": Text("撤回", "Withdrawn"),
}


def read_ticket(part: Part, *, known: Known) -> TicketKind:
    """One kind; problems go to the part."""
    head = known.item(
        part, "fields", "ways", "opens", "joins", "steps", "ends", "handles", "due", "closing",
        top=True,
    )  # fmt: skip
    fields = known.fields(part)
    usual = "steps" not in part.data
    steps = _usual(part, known=known, fields=fields) if usual else _steps(part, known, fields)
    kind = TicketKind(
        **head,
        fields=fields,
        ways=_ways(part, known=known, label=head["label"], steps=steps),
        steps=steps,
        ends=ENDS if usual else texts(part, "ends"),
        joins=part.flag("joins"),
    )
    _connected(part, kind)
    return kind


def _ways(part: Part, *, known: Known, label: Text, steps: tuple[Step, ...]) -> tuple[Way, ...]:
    first = steps[0].id if steps else ""
    if "ways" not in part.data:
        opens = known.who(part, "opens", need=True)
        return (Way(id="open", label=label, cite=listed(part, "cite"), opens=opens, starts=first),)
    found = []
    for inner in part.parts("ways"):
        head = known.item(inner, "opens", "starts")
        opens = known.who(inner, "opens", need=True)
        found.append(Way(**head, opens=opens, starts=inner.word("starts") or first))
    return tuple(found)


def _usual(part: Part, *, known: Known, fields: tuple[Field, ...]) -> tuple[Step, ...]:
    handles, ids = known.who(part, "handles", need=True), [f.id for f in fields]
    closing, due = among(part, "closing", known=ids), known.due(part)
    back = Move(id="withdraw", label=ENDS["withdrawn"], to="end:withdrawn", by=(OPENER,))
    no = Move(
        id="decline", label=ENDS["declined"], to="end:declined", by=handles, needs=_reason(ids)
    )
    take = Move(id="take", label=Text("受理", "Taken in hand"), to="in_hand", by=handles)
    close = Move(id="close", label=ENDS["closed"], to="end:closed", by=handles, needs=closing)
    return (
        _step("opened", Text("已提出", "Opened"), due=due, moves=(take, no, back)),
        _step("in_hand", Text("办理中", "In hand"), due=due, moves=(close, no, back)),
    )


def _step(id: str, label: Text, *, due: Due | None, moves: tuple[Move, ...]) -> Step:
    """Both steps of the usual ticket share one due date, counted from the opening."""
    return Step(id=id, label=label, due=due, since_open=True, moves=moves)


def _reason(fields: list[str]) -> tuple[str, ...]:
    """Saying no needs the reason, where the kind has a field for it."""
    return ("reason",) if "reason" in fields else ()


def _steps(part: Part, known: Known, fields: tuple[Field, ...]) -> tuple[Step, ...]:
    ids = [f.id for f in fields]
    found = []
    for inner in part.parts("steps"):
        head = known.item(inner, "due", "since_open", "moves")
        moves = tuple(_move(p, known=known, fields=ids) for p in inner.parts("moves"))
        due, since = known.due(inner), inner.flag("since_open")
        found.append(Step(**head, due=due, since_open=since, moves=moves))
    if not found:
        part.fail("steps", "至少写一步", "At least one step is needed", "steps")
    return tuple(found)


def _move(part: Part, *, known: Known, fields: list[str]) -> Move:
    head = known.item(part, "to", "by", "needs")
    return Move(
        **head,
        to=part.word("to", need=True),
        by=known.who(part, "by", need=True, opener=True),
        needs=among(part, "needs", known=fields),
    )


def _connected(part: Part, kind: TicketKind) -> None:
    """Notes every step or end that a way or move leads to and that is not there."""
    steps = {s.id for s in kind.steps}
    targets = steps | {f"end:{e}" for e in kind.ends}
    leads = [(w.starts, steps) for w in kind.ways]
    leads += [(m.to, targets) for s in kind.steps for m in s.moves]
    for to, known in leads:
        if to not in known:
            hint = did_you_mean(to, among=sorted(known))
            zh, en = f"“{kind.id}”没有“{to}”可去", f"{kind.id!r} has no {to!r} to go to"
            part.fail("step", zh, en, "steps", hint=hint)
