"""Limits and times that nobody can use up or keep."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from bole.check.context import Context
from bole.policy.pack import Pack, Programme
from bole.problems import Problem, Where, problem
from bole.process.model import Limit, Process
from bole.text import Text

CODE = "P022"
TITLE = Text("达不到的限额或期限", "Limit or time that cannot be met")
DOC = Text(
    "限额为 0，或记在包里没有的条款上；更宽的限额先用完，这一个永远到不了；申报截止不晚于开始；环节的截止时间早于前一环节或申报开始；参数的数在它自己的上下限之外。",
    "A limit of 0, or one of an item the pack does not have; one that a wider limit always stops first; a round that closes before it opens; a stage due before the one ahead of it, or before the round opens; a parameter outside its own bounds.",
)

Said = tuple[str, str]


def find(context: Context) -> Iterator[Problem]:
    """One problem for each limit, time or number that cannot be met."""
    pack, place = context.pack, context.places.file
    for zh, en in _numbers(pack):
        yield _problem(zh, en, where=place("parameters.yaml").where(("parameters",)))
    for zh, en in dict.fromkeys(_of_processes(pack, items=frozenset(context.index.names()))):
        yield _problem(zh, en, where=place("process.yaml").where(()))


def _of_processes(pack: Pack, *, items: frozenset[str]) -> Iterator[Said]:
    for programme in pack.programmes:
        yield from _rounds(programme)
        for process in (programme.process, *programme.processes.values()):
            yield from _limits(process, items=items)
            yield from _times(process)


def _numbers(pack: Pack) -> Iterator[Said]:
    for key, p in pack.parameters.items():
        low = p.minimum is not None and p.value is not None and p.value < p.minimum
        high = p.maximum is not None and p.value is not None and p.value > p.maximum
        if low or high:
            yield f"参数 {key} 的数在自己的上下限之外", f"Parameter {key} is outside its own bounds"


def _rounds(programme: Programme) -> Iterator[Said]:
    process = programme.process
    first = next((s for s in process.stages if s.due and s.due.at), None)
    for intake in programme.intake:
        if not intake.opens:
            continue
        if intake.closes and intake.closes <= intake.opens:
            zh, en = "截止不晚于开始", "closes before it opens"
            yield f"申报“{intake.id}”{zh}", f"Round {intake.id} {en}"
        if first and first.due and first.due.at and first.due.at <= intake.opens:
            zh, en = "截止早于申报开始", "is due before the round opens"
            yield f"环节“{first.id}”{zh}", f"Stage {first.id} {en}"


def _times(process: Process) -> Iterator[Said]:
    dated = [(s.id, s.due.at) for s in process.stages if s.due and s.due.at]
    for (before, early), (after, late) in pairwise(dated):
        if late < early:
            zh, en = (
                f"环节“{after}”的截止早于前面的“{before}”",
                f"Stage {after} is due before {before}",
            )
            yield zh, en


def _limits(process: Process, *, items: frozenset[str]) -> Iterator[Said]:
    for limit in process.limits:
        if limit.max is not None and limit.max < 1:
            yield f"限额“{limit.id}”是 0", f"Limit {limit.id} is 0"
        unknown = [i for i in limit.where.get("item", ()) if i not in items]
        if unknown:
            listed = "、".join(unknown), ", ".join(unknown)
            yield (
                f"限额“{limit.id}”：没有条件 {listed[0]}",
                f"Limit {limit.id}: no criterion {listed[1]}",
            )
        for other in process.limits:
            if _stops_first(other, limit):
                zh = f"限额“{limit.id}”到不了：“{other.id}”先用完"
                yield zh, f"Limit {limit.id} is never reached: {other.id} stops first"


def _stops_first(wide: Limit, limit: Limit) -> bool:
    """True where every slot of `limit` is one of `wide` too, and `wide` has fewer."""
    if wide is limit or wide.max is None or limit.max is None:
        return False
    inside = all(
        set(limit.where.get(k, ())) <= set(v) and k in limit.where for k, v in wide.where.items()
    )
    # A key of fewer names gathers the slots of several keys of more names.
    return (
        wide.take == limit.take
        and set(wide.per) <= set(limit.per)
        and inside
        and wide.max < limit.max
    )


def _problem(zh: str, en: str, *, where: Where | None) -> Problem:
    return problem(CODE, zh, en, where=where)
