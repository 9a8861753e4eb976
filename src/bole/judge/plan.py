"""Formulas compiled to functions `(run, record) -> level`; equal formulas are compiled once."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Container, Iterator
from typing import Final, assert_never

from bole import levels
from bole.criteria.kernel import (
    AgeOn,
    All,
    AnyOf,
    AsOf,
    AtLeast,
    Claimed,
    Compare,
    Const,
    Count,
    Each,
    Fact,
    Formula,
    Having,
    Judgement,
    Months,
    Not,
    OneOf,
    Param,
    Readings,
    Shift,
    Since,
    Soft,
    Staged,
    Sum,
    Term,
    opposite,
    terms_in,
    terms_of,
    walk,
)
from bole.facts.model import Record
from bole.judge.keys import Keys
from bole.judge.leaves import is_quick, one_of, quick_compare, ruled
from bole.judge.terms import (
    UNKNOWN,
    BoundsOf,
    LevelOf,
    Run,
    Setting,
    compile_term,
    record_levels,
)

#: Terms that say nothing of the person by themselves.
DERIVED: Final = (AgeOn, AsOf, Const, Param, Shift, Since)


class Compiler:
    """Compiles formulas under one setting; equal formulas get one function.

    With `remember`, a function keeps its level for the rest of a run if the formula's key is in
    it; without, every function does (an explanation asks for every node).
    """

    def __init__(
        self,
        setting: Setting,
        *,
        keys: Keys | None = None,
        remember: Container[int] | None = None,
    ) -> None:
        self.setting = setting
        #: Counted by one atomic step: threads share a plan, and compile what they explain.
        self._slots = itertools.count()
        self.keys = keys or Keys()
        self.remember = remember
        self._compiled: dict[tuple[int, bool], LevelOf] = {}
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
        key = (self.keys.of(formula), of_record)
        if key not in self._compiled:
            bare = self._compile(formula, of_record=of_record)
            kept = not of_record and self._kept(formula)
            self._compiled[key] = self._remembered(bare) if kept else bare
        self._seen[place] = (formula, self._compiled[key])
        return self._compiled[key]

    def _kept(self, formula: Formula) -> bool:
        """True where asking again would cost more than remembering."""
        if self.remember is None:
            return True
        return self.keys.of(formula) in self.remember and not is_quick(formula)

    def _remembered(self, bare: LevelOf) -> LevelOf:
        slot = next(self._slots)

        def level(run: Run, rec: Record | None) -> int:
            known = run.memo.get(slot)
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
                return one_of(formula)
            case All() | AnyOf():
                subs = [sub(p) for p in self._flat(formula, of_record=of_record)]
                return _all(subs) if isinstance(formula, All) else _any(subs)
            case AtLeast(n, parts):
                subs = [sub(p) for p in parts]
                return lambda run, rec: levels.nth_greatest((f(run, rec) for f in subs), n=n)
            case Not(part):
                return self._not(part, sub=sub)
            case Having(family, n, where):
                return _having(family, n=n, where=self.where(where))
            case Each(family, where):
                return _each(family, where=self.where(where))
            case Soft(ruling, part):
                return _soft(ruling, part=sub(part))
            case Judgement(ruling):
                return lambda run, rec: ruled(run, ruling=ruling)
            case Readings(key, options):
                return self._readings(key, options={o.id: sub(o.part) for o in options})
            case Claimed(address, part):
                inner = sub(part)
                return lambda run, rec: inner(run, rec) if address in run.claims else 0
            case Staged(stage, part):
                return (lambda run, rec: levels.LATER) if self.setting.later(stage) else sub(part)
            case _:
                assert_never(formula)

    def _not(self, part: Formula, *, sub: Callable[[Formula], LevelOf]) -> LevelOf:
        """Pushed to the leaves: what is graded open or decided later stays so in its place."""
        pushed = opposite(part)
        if pushed is not None:
            return sub(pushed)
        if isinstance(part, Soft):
            return _soft(part.ruling, part=sub(Not(part.part)), met=levels.NOT_MET)
        if isinstance(part, Claimed):
            address, other = part.address, sub(Not(part.part))
            return lambda run, rec: other(run, rec) if address in run.claims else levels.MEETS
        inner = sub(part)
        return lambda run, rec: levels.negate(inner(run, rec))

    def _flat(self, formula: All | AnyOf, *, of_record: bool) -> Iterator[Formula]:
        """The parts; those of the same kind that nobody asks for by name are opened up."""
        kind = type(formula)
        for part in formula.parts:
            plain = of_record or (self.remember is not None and not self._kept(part))
            # One of no parts stays: it enters, even where all that is beside it comes later.
            if plain and isinstance(part, All | AnyOf) and type(part) is kind and part.parts:
                yield from self._flat(part, of_record=of_record)
            else:
                yield part

    def _compare(self, formula: Compare) -> LevelOf:
        quick = quick_compare(formula)
        if quick is not None:
            return quick
        terms = [*terms_in(formula.left), *terms_in(formula.right)]
        if any(isinstance(t, Param) and self.setting.params.get(t.key) is None for t in terms):
            return _undecided([self._term(t) for t in terms if not isinstance(t, DERIVED)])
        left, bound = self._term(formula.left), self._term(formula.right)
        return _at_least(left, bound) if formula.op == "ge" else _at_most(left, bound)

    def _term(self, term: Term) -> BoundsOf:
        return compile_term(term, setting=self.setting, level_of=self.where)

    def _readings(self, key: str, *, options: dict[str, LevelOf]) -> LevelOf:
        adopted = self.setting.adopted.get(key)
        if adopted in options:
            return options[adopted]
        return _read_each(list(options.values()))


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


def _undecided(told: list[BoundsOf]) -> LevelOf:
    """A number the office has not decided yet: people decide, once the facts are there."""

    def level(run: Run, rec: Record | None) -> int:
        found = [bounds(run, rec) for bounds in told]
        if None in found:
            return 0
        return 1 if UNKNOWN in found else 2

    return level


def _read_each(subs: list[LevelOf]) -> LevelOf:
    first, others = subs[0], subs[1:]

    def level(run: Run, rec: Record | None) -> int:
        v = first(run, rec)
        for other in others:
            if other(run, rec) != v:
                return levels.readings([f(run, rec) for f in subs])
        return v

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
        found = [v for _, v in record_levels(held, where=where, run=run)] if held.records else []
        now = sorted(found)[-n] if len(found) >= n else 0
        return now or (0 if held.closed else 1)

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


def _soft(ruling: str, *, part: LevelOf, met: int = levels.MEETS) -> LevelOf:
    """`met` is what the condition comes to where it holds: 0 under a `Not`."""

    def level(run: Run, rec: Record | None) -> int:
        v = part(run, rec)
        if v in (met, levels.LATER):
            return v
        relaxed = run.rulings.get(ruling)
        if relaxed is None:
            return 2
        # Refused: the condition stands as it is, and may still turn out to be met.
        return met if relaxed else v

    return level


def facts_read(formula: Formula) -> frozenset[str]:
    """Ids of the scalar facts and names of the families a formula reads."""
    found: set[str] = {n.family for n in walk(formula) if isinstance(n, Having | Each)}
    for term in terms_of(formula):
        match term:
            case Fact(id):
                found.add(id)
            case Months(family=family) | Count(family=family) | Sum(family=family):
                found.add(family)
            case _:
                pass
    return frozenset(found)
