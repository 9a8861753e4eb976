"""Formulas compiled to functions `(run, record) -> level`; equal formulas are compiled once."""

from __future__ import annotations

from typing import assert_never

from bole import levels
from bole.criteria.kernel import (
    All,
    AnyOf,
    AtLeast,
    Claimed,
    Compare,
    Each,
    Fact,
    Field,
    Formula,
    Having,
    Judgement,
    Not,
    OneOf,
    Param,
    Readings,
    Soft,
    Staged,
    walk,
)
from bole.facts.model import Record, State
from bole.judge.terms import (
    NEG,
    POS,
    BoundsOf,
    LevelOf,
    Run,
    Setting,
    compile_term,
    record_levels,
    value_of,
)


class Compiler:
    """Compiles formulas under one setting; keeps one function and one memo slot for each."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.slots = 0
        self._compiled: dict[tuple[Formula, bool], LevelOf] = {}
        # Hashing a deep formula costs more than judging it: the same object is found by identity.
        self._seen: dict[tuple[int, bool], tuple[Formula, LevelOf]] = {}

    def level_of(self, formula: Formula) -> LevelOf:
        """The function for a formula about the person."""
        return self._get(formula, of_record=False)

    def where(self, formula: Formula) -> LevelOf:
        """The function for a condition on a record."""
        return self._get(formula, of_record=True)

    def _get(self, formula: Formula, *, of_record: bool) -> LevelOf:
        place = (id(formula), of_record)
        seen = self._seen.get(place)
        if seen is not None:
            return seen[1]
        key = (formula, of_record)
        if key not in self._compiled:
            bare = self._compile(formula, of_record=of_record)
            self._compiled[key] = bare if of_record else self._remembered(bare)
        self._seen[place] = (formula, self._compiled[key])
        return self._compiled[key]

    def _remembered(self, bare: LevelOf) -> LevelOf:
        slot = self.slots
        self.slots += 1

        def level(run: Run, rec: Record | None) -> int:
            known = run.memo[slot]
            if known is None:
                known = run.memo[slot] = bare(run, rec)
            return known

        return level

    def _compile(self, formula: Formula, *, of_record: bool) -> LevelOf:
        def sub(part: Formula) -> LevelOf:
            return self._get(part, of_record=of_record)

        match formula:
            case Compare():
                return self._compare(formula)
            case OneOf():
                return _one_of(formula)
            case All(parts):
                return _all([sub(p) for p in parts])
            case AnyOf(parts):
                return _any([sub(p) for p in parts])
            case AtLeast(n, parts):
                subs = [sub(p) for p in parts]
                return lambda run, rec: levels.nth_greatest((f(run, rec) for f in subs), n=n)
            case Not(part):
                inner = sub(part)
                return lambda run, rec: levels.negate(inner(run, rec))
            case Having(family, n, where):
                return _having(family, n=n, where=self.where(where))
            case Each(family, where):
                return _each(family, where=self.where(where))
            case Soft(ruling, part):
                return _soft(ruling, part=sub(part))
            case Judgement(ruling):
                return lambda run, rec: _ruled(run, ruling=ruling)
            case Readings(key, options):
                return self._readings(key, options={o.id: sub(o.part) for o in options})
            case Claimed(address, part):
                inner = sub(part)
                return lambda run, rec: inner(run, rec) if address in run.claims else 0
            case Staged(stage, part):
                return (lambda run, rec: levels.LATER) if self.setting.later(stage) else sub(part)
            case _:
                assert_never(formula)

    def _compare(self, formula: Compare) -> LevelOf:
        left = compile_term(formula.left, setting=self.setting, level_of=self.where)
        right = formula.right
        if isinstance(right, Param) and self.setting.params.get(right.key) is None:
            return _undecided(left)
        bound = compile_term(right, setting=self.setting, level_of=self.where)
        return _at_least(left, bound) if formula.op == "ge" else _at_most(left, bound)

    def _readings(self, key: str, *, options: dict[str, LevelOf]) -> LevelOf:
        adopted = self.setting.adopted.get(key)
        if adopted in options:
            return options[adopted]
        subs = list(options.values())
        return lambda run, rec: levels.readings([f(run, rec) for f in subs])


def _at_least(left: BoundsOf, right: BoundsOf) -> LevelOf:
    def level(run: Run, rec: Record | None) -> int:
        found, needed = left(run, rec), right(run, rec)
        if found is None or needed is None:
            return 0
        low, _, high = needed
        if found[0] >= high:
            return 3
        if found[1] >= high:
            return 2
        return 1 if found[2] >= low else 0

    return level


def _at_most(left: BoundsOf, right: BoundsOf) -> LevelOf:
    def level(run: Run, rec: Record | None) -> int:
        found, needed = left(run, rec), right(run, rec)
        if found is None or needed is None:
            return 0
        low, _, high = needed
        if found[0] > high:
            return 0
        if found[2] <= low:
            return 3
        return 2 if found[1] > high else 1

    return level


def _undecided(left: BoundsOf) -> LevelOf:
    """A number the office has not decided yet: people decide, once the fact is there."""

    def level(run: Run, rec: Record | None) -> int:
        found = left(run, rec)
        if found is None:
            return 0
        return 1 if found[0] == NEG and found[2] == POS else 2

    return level


def _one_of(formula: OneOf) -> LevelOf:
    of, values, maybe = formula.of, formula.values, formula.maybe
    claim, ruling = formula.claim, formula.ruling

    def level(run: Run, rec: Record | None) -> int:
        value = value_of(of, run=run, rec=rec)
        if value is None or not value.given:
            return 0 if value is not None and value.state is State.ABSENT else 1
        if not values.isdisjoint(value.choices):
            return 3
        if not maybe.isdisjoint(value.choices):
            return 1
        if claim is None or claim not in run.claims or not value.choices:
            return 0
        return _ruled(run, ruling=ruling)

    return level


def _all(subs: list[LevelOf]) -> LevelOf:
    if not subs:
        return lambda run, rec: 3
    if len(subs) == 1:
        return subs[0]

    def level(run: Run, rec: Record | None) -> int:
        least = levels.LATER
        for sub in subs:
            v = sub(run, rec)
            if v == 0:
                return 0
            if v > 0 and (least < 0 or v < least):
                least = v
        return least

    return level


def _any(subs: list[LevelOf]) -> LevelOf:
    if len(subs) == 1:
        return subs[0]

    def level(run: Run, rec: Record | None) -> int:
        greatest, later = levels.LATER, False
        for sub in subs:
            v = sub(run, rec)
            if v == 3:
                return 3
            later = later or v < 0
            greatest = max(greatest, v)
        if not subs:
            return 0
        return max(greatest, 2) if later and greatest >= 0 else greatest

    return level


def _having(family: str, *, n: int, where: LevelOf) -> LevelOf:
    def level(run: Run, rec: Record | None) -> int:
        held = run.families.get(family)
        if held is None:
            return 1
        found = [v for _, v in record_levels(held, where=where, run=run)]
        now = levels.nth_greatest(found, n=n) if found else 0
        return now if held.closed else max(now, 1)

    return level


def _each(family: str, *, where: LevelOf) -> LevelOf:
    def level(run: Run, rec: Record | None) -> int:
        held = run.families.get(family)
        if held is None:
            return 1
        now = 3
        for record in held.records:
            v = where(run, record)
            now = min(now, v if record.certain else max(v, 1))
        return now if held.closed else min(now, 1)

    return level


def _soft(ruling: str, *, part: LevelOf) -> LevelOf:
    def level(run: Run, rec: Record | None) -> int:
        v = part(run, rec)
        if v in (3, levels.LATER):
            return v
        relaxed = run.rulings.get(ruling)
        if relaxed is None:
            return 2
        # Refused: the condition stands as it is, and may still turn out to be met.
        return 3 if relaxed else v

    return level


def _ruled(run: Run, *, ruling: str) -> int:
    outcome = run.rulings.get(ruling)
    return 2 if outcome is None else 3 if outcome else 0


def facts_read(formula: Formula) -> frozenset[str]:
    """Ids of the scalar facts and names of the families a formula reads."""
    from bole.criteria.kernel import Count, Months, Sum, terms_of

    found: set[str] = set()
    for term in terms_of(formula):
        match term:
            case Fact(id):
                found.add(id)
            case Months(family=family) | Count(family=family) | Sum(family=family):
                found.add(family)
            case Field():
                pass
            case _:
                pass
    found |= {n.family for n in walk(formula) if isinstance(n, Having | Each)}
    return frozenset(found)
