"""Which cases and walks say something of a clause, seen from what they ran through.

A case *names* the clause it was derived from and those of the nodes it expects something of. It
*reaches* the clauses of every node that gave a verdict its level: the worst parts of an `all`, the
best of an `any`, and so down. A walk names its clause and reaches those of the stages it stood at,
the limits it took a place under, and the round it began in; one of stewardship, those of what it acted
on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from bole.check.cases import CaseResult
from bole.check.context import Context
from bole.check.stewardship_walk import run_stewardship_walks
from bole.check.walk import Walk, run_walks, walk_files
from bole.criteria.kernel import All, AnyOf, AtLeast, Formula, parts_of
from bole.judge.verdict import Verdict
from bole.levels import LATER
from bole.policy.index import bare
from bole.policy.intake import is_open

NAMES: Final = "names"
REACHES: Final = "reaches"


@dataclass(frozen=True, slots=True)
class Trace:
    """One case or walk; `how` is `names` or `reaches`."""

    kind: str
    id: str
    how: str


def traces_of(context: Context) -> Mapping[str, tuple[Trace, ...]]:
    """The traces of every clause by its address, those that name it first.

    Raises Problems where a case or walk cannot be read.
    """
    found: dict[str, dict[tuple[str, str], Trace]] = {}
    for kind, id, named, reached in _runs(context):
        for how, cites in ((NAMES, named), (REACHES, reached)):
            for cite in cites:
                found.setdefault(cite, {}).setdefault((kind, id), Trace(kind, id, how))
    return {
        cite: tuple(sorted(traces.values(), key=lambda t: t.how != NAMES))
        for cite, traces in found.items()
    }


Run = tuple[str, str, Iterable[str], Iterable[str]]


def _runs(context: Context) -> Iterator[Run]:
    for result in context.results:
        yield "case", result.case.id, *_case(result, context=context)
    for path in walk_files(context.pack.root):
        for walk in run_walks(path, pack=context.pack):
            yield "walk", walk.id, (walk.cite,), _cites(_walked(walk))
        for course in run_stewardship_walks(path, pack=context.pack):
            yield "walk", course.id, (course.cite,), course.cites


def _case(result: CaseResult, *, context: Context) -> tuple[list[str], list[str]]:
    """The clauses that a case names, and those its verdicts rest on."""
    named, reached = [result.case.cite], []
    for expected in result.case.expect:
        target = context.index.find(expected.target)
        if target is None:
            continue
        if not bare(target).meta.id.startswith("root."):
            named.append(bare(target).meta.cite)
        reached += [bare(n).meta.cite for n in reasons(target, verdict=result.verdict)]
    return _cites(named), _cites(reached)


def _cites(listed: Iterable[str]) -> list[str]:
    return [cite for cite in dict.fromkeys(listed) if cite]


def reasons(formula: Formula, *, verdict: Verdict) -> Iterator[Formula]:
    """The nodes that give a formula its level, itself first; later stages do not enter."""
    level = verdict.level(formula)
    if level == LATER:
        return
    yield formula
    core = bare(formula)
    for part in parts_of(core):
        one_of_many = isinstance(core, All | AnyOf | AtLeast)
        if not one_of_many or verdict.level(part) == level:
            yield from reasons(part, verdict=verdict)


def _walked(walk: Walk) -> Iterator[str]:
    states = [walk.begun, *(s.after for s in walk.steps if s.after is not None)]
    cites = {limit.id: limit.cite for limit in walk.process.limits}
    for state in states:
        if state.stage:
            yield walk.process.stage(state.stage).cite
        yield from (cites[slot.limit] for slot in state.slots if slot.limit in cites)
    yield walk.process.cite
    if walk.process is walk.programme.process:
        yield from _rounds(walk)


def _rounds(walk: Walk) -> Iterator[str]:
    for way in walk.programme.intake:
        if not way.rolling and is_open(way, at=walk.begun.entered):
            yield way.cite
