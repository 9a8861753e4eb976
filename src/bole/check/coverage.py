"""Which answers the cases have seen of every atom, and whether it ever decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bole import levels
from bole.check.cases import CaseResult, Runner
from bole.check.change import Changed, Overlay
from bole.check.parts import Atom, Unit, atoms_of
from bole.criteria.kernel import All, AnyOf, Formula
from bole.policy.index import Index, nodes_in

ANSWERS = ("YES", "NO", "OPEN")
CONSTANTS: tuple[Formula, ...] = (All(()), AnyOf(()))


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was seen of one atom."""

    atom: Atom
    seen: frozenset[str]
    decisive: bool
    #: False where no case says anything of its unit.
    reached: bool

    @property
    def unseen(self) -> tuple[str, ...]:
        """The answers no case has shown."""
        return tuple(a for a in ANSWERS if a not in self.seen)


class Reach:
    """Which cases say something of a unit: of a node in it, of itself, or of what holds it."""

    def __init__(self, results: Iterable[CaseResult], *, index: Index) -> None:
        self.results = tuple(results)
        self._within: dict[int, frozenset[int]] = {}
        self._targets = [
            [t for e in r.case.expect if (t := index.find(e.target)) is not None]
            for r in self.results
        ]

    def of(self, unit: Unit) -> list[CaseResult]:
        """The results that reach the unit."""
        inside = self._ids(unit.formula)
        return [
            result
            for result, targets in zip(self.results, self._targets, strict=True)
            if any(id(t) in inside or id(unit.formula) in self._ids(t) for t in targets)
        ]

    def holds(self, target: Formula, unit: Unit) -> bool:
        """True where the unit is part of the target."""
        return id(unit.formula) in self._ids(target)

    def _ids(self, formula: Formula) -> frozenset[int]:
        key = id(formula)
        if key not in self._within:
            self._within[key] = frozenset(id(n) for n in nodes_in(formula))
        return self._within[key]


def coverage_of(units: Iterable[Unit], *, reach: Reach, runner: Runner) -> tuple[Coverage, ...]:
    """The coverage of every atom, in reading order."""
    found = []
    for unit in units:
        results = reach.of(unit)
        found += [_coverage(atom, results=results, runner=runner) for atom in atoms_of(unit)]
    return tuple(found)


def _coverage(atom: Atom, *, results: list[CaseResult], runner: Runner) -> Coverage:
    seen: set[str] = set()
    decisive = False
    forced = [Changed(atom.owner, old=atom.formula, new=c) for c in CONSTANTS]
    for result in results:
        verdict = result.verdict
        seen.add(levels.ANSWERS[verdict.level(atom.formula)])
        if not decisive:
            now, plan = verdict.level(atom.owner), runner.plan(result.case)
            decisive = any(Overlay(plan, changed=c).level(verdict) != now for c in forced)
    return Coverage(atom, frozenset(seen) & frozenset(ANSWERS), decisive, bool(results))
