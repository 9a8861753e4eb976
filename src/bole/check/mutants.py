"""Mutants: a pack with one small mistake; a case must notice each, or a file says why not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from bole.check.cases import CaseResult
from bole.check.change import Changed, Overlay
from bole.check.context import Context
from bole.check.mutations import Mutation, mutations_of
from bole.check.parts import Unit, is_tier
from bole.criteria.kernel import Formula
from bole.explain.missing import missing
from bole.judge.verdict import Plan, Verdict
from bole.policy.cases import Expectation
from bole.policy.index import nodes_in
from bole.policy.part import Part
from bole.problems import Problem, Problems, problem

FILE = "mutants.yaml"


@dataclass(frozen=True, slots=True)
class Mutant:
    """One mutation of a unit; `killed_by` is the first case that notices, "" where none does."""

    id: str
    unit: Unit
    mutation: Mutation
    killed_by: str = ""
    #: Why nobody needs to notice (from mutants.yaml).
    reason: str = ""

    @property
    def alive(self) -> bool:
        """True where no case notices."""
        return not self.killed_by


@dataclass(frozen=True, slots=True)
class Mutants:
    """All mutants of a pack, and the entries of mutants.yaml that are no longer needed."""

    all: tuple[Mutant, ...]
    stale: tuple[str, ...]

    @property
    def survivors(self) -> tuple[Mutant, ...]:
        """Those that no case notices and no reason excuses."""
        return tuple(m for m in self.all if m.alive and not m.reason)


def run_mutants(context: Context, *, unit: str = "") -> Mutants:
    """The fate of every mutant; `unit` keeps those whose id begins so."""
    reasons = read_reasons(context)
    found: list[Mutant] = []
    for one in context.units:
        if not is_tier(one.formula) and one.meta.id.startswith(unit):
            found += _Trial(one, context=context).mutants(reasons)
    alive = {m.id for m in found if m.alive}
    stale = () if unit else tuple(id for id in reasons if id not in alive)
    return Mutants(tuple(found), stale)


def read_reasons(context: Context) -> dict[str, str]:
    """The survivors that are excused, by id, each with its reason."""
    document = context.places.file(FILE)
    problems: list[Problem] = []
    part = Part(document, (), document.data or {}, problems)
    part.only("survivors")
    raw = part.data.get("survivors") or {}
    if not isinstance(raw, Mapping) or not all(isinstance(r, str) and r for r in raw.values()):
        zh, en = "survivors 写“编号: 原因”", "survivors: {id: reason}"
        problems.append(problem("mutants", zh, en, where=document.where(("survivors",))))
        raw = {}
    if problems:
        raise Problems(problems)
    return dict(raw)


class _Trial:
    """The cases of one unit against its mutants."""

    def __init__(self, unit: Unit, *, context: Context) -> None:
        self.unit, self.context = unit, context
        self.inside = {id(n) for n in nodes_in(unit.formula)}
        self.results = [r for r in context.reach.of(unit) if r.passed]
        self.targets = {id(r): self._of(r) for r in self.results}
        #: Cases that name a node of the unit come first: they notice most.
        self.results.sort(key=lambda r: not any(near for _, _, near in self.targets[id(r)]))

    def mutants(self, reasons: Mapping[str, str]) -> Iterator[Mutant]:
        """Every mutant of the unit with the case that kills it."""
        seen: Counter[str] = Counter()
        for mutation in mutations_of(self.unit.formula, pack=self.context.pack):
            name = f"{mutation.node}: {mutation.change}"
            seen[name] += 1
            id = name if seen[name] == 1 else f"{name} #{seen[name]}"
            killer = self._killer(mutation)
            yield Mutant(id, self.unit, mutation, killer, reasons.get(id, ""))

    def _of(self, result: CaseResult) -> list[tuple[Expectation, Formula, bool]]:
        """The expectations that can notice a change of the unit, and whether they lie in it."""
        found = []
        for expected in result.case.expect:
            target = self.context.index.find(expected.target)
            assert target is not None
            near = id(target) in self.inside
            if near or self.context.reach.holds(target, self.unit):
                found.append((expected, target, near))
        return found

    def _killer(self, mutation: Mutation) -> str:
        changes: dict[int, Changed] = {}

        def changed(formula: Formula) -> Changed:
            if id(formula) not in changes:
                changes[id(formula)] = Changed(formula, old=mutation.old, new=mutation.new)
            return changes[id(formula)]

        for result in self.results:
            plan = self.context.runner.plan(result.case)
            whole = changed(self.unit.formula)
            level = Overlay(plan, changed=whole).level(result.verdict)
            same = level == result.verdict.level(self.unit.formula)
            for expected, target, near in self.targets[id(result)]:
                if same and not near and expected.missing is None:
                    continue
                if _notices(expected, changed(target), result=result, plan=plan):
                    return result.case.id
        return ""


def _notices(expected: Expectation, changed: Changed, *, result: CaseResult, plan: Any) -> bool:
    """True where the expectation fails on the changed formula."""
    overlay = Overlay(plan, changed=changed)
    level = overlay.level(result.verdict)
    if level != expected.level:
        return True
    if expected.missing is None:
        return False
    shim = cast(Plan, _Shim(plan, overlay=overlay))
    verdict = Verdict(shim, result.verdict.facts, result.verdict.run, {})
    return missing(changed.formula, verdict=verdict) != expected.missing


class _Shim:
    """A plan as `missing` needs it, in which the changed formula counts."""

    def __init__(self, plan: Plan, *, overlay: Overlay) -> None:
        self.setting, self.overlay = plan.setting, overlay

    def level_of(self, formula: Formula, *, of_record: bool = False) -> Any:
        """The function of a formula, changed or not."""
        return self.overlay.where(formula) if of_record else self.overlay.level_of(formula)
