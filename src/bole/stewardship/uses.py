"""What a stewardship names outside itself: parameters, readings, conditions."""

from __future__ import annotations

from collections.abc import Iterator

from bole.criteria.kernel import Formula
from bole.process.model import Due
from bole.stewardship.model import Choice, Stewardship


def params(whole: Stewardship) -> frozenset[str]:
    """The keys of all parameters it waits for."""
    found = {d.param for d in _dues(whole) if d is not None}
    found |= {p.param for p in whole.plans} | {a.since for a in whole.actors}
    found |= {m.param for m in whole.measures}
    return frozenset(found - {""})


def readings(whole: Stewardship) -> frozenset[str]:
    """The keys of all readings that change how something is handled."""
    return frozenset(c.key for c in _choices(whole) if c is not None)


def conditions(whole: Stewardship) -> Iterator[Formula]:
    """The conditions on entering and leaving registers."""
    for register in whole.registers:
        for rule in (*register.entry, *register.exit):
            if rule.when is not None:
                yield rule.when


def _dues(whole: Stewardship) -> Iterator[Due | None]:
    yield from (s.due for t in whole.tickets for s in t.steps)
    yield from (f.due for p in whole.plans for f in p.files)


def _choices(whole: Stewardship) -> Iterator[Choice | None]:
    yield from (t.no_numbers for t in whole.templates)
    for plan in whole.plans:
        yield from (f.short for f in plan.files)
        yield from (a.joint for a in plan.assessments)
