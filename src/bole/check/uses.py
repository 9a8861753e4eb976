"""What a pack's conditions, due dates and benefits name: parameters, readings, facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bole.check.context import Context
from bole.criteria.kernel import Formula, Param, Readings, terms_of, walk
from bole.judge.plan import facts_read
from bole.policy.intake import timing
from bole.policy.pack import Programme
from bole.process.model import Process
from bole.stewardship import uses as stewardship


@dataclass(frozen=True, slots=True)
class Uses:
    """Names by kind."""

    params: frozenset[str]
    readings: frozenset[str]
    facts: frozenset[str]


def uses_of(context: Context) -> Uses:
    """What all conditions use, those on rounds, materials and stages included."""
    params: set[str] = set()
    readings: set[str] = set()
    facts: set[str] = set()
    for formula in _formulas(context):
        params |= {t.key for t in terms_of(formula) if isinstance(t, Param)}
        readings |= {n.key for n in walk(formula) if isinstance(n, Readings)}
        facts |= facts_read(formula)
    # The base of a window is named by a reading, whichever option is adopted.
    for question in context.pack.readings.values():
        params |= {str(o.data["base"]) for o in question.options if "base" in o.data}
    for programme in context.pack.programmes:
        params |= {s.due.param for p in _processes(programme) for s in p.stages if s.due}
        params |= {i.param for b in programme.benefits for i in b.schedule}
    params |= stewardship.params(context.pack.stewardship)
    readings |= stewardship.readings(context.pack.stewardship)
    return Uses(frozenset(params), frozenset(readings), frozenset(facts))


def _formulas(context: Context) -> Iterator[Formula]:
    pack = context.pack
    yield from (root for _, _, _, root in pack.formulas())
    yield from stewardship.conditions(pack.stewardship)
    for programme in pack.programmes:
        rounds = timing(programme.intake)
        if rounds is not None:
            yield rounds
        yield from (m.when for m in programme.materials if m.when is not None)
        for process in _processes(programme):
            yield from (s.guard for s in process.stages if s.guard is not None)


def _processes(programme: Programme) -> tuple[Process, ...]:
    return (programme.process, *programme.processes.values())
