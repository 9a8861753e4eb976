"""The most frequent tests, compiled without detours: one fact or field against one number."""

from __future__ import annotations

from bole.criteria.kernel import (
    Claimed,
    Compare,
    Const,
    Fact,
    Field,
    Formula,
    Judgement,
    Not,
    OneOf,
    Soft,
    Staged,
)
from bole.facts.model import Record, State, Value
from bole.judge.terms import LevelOf, Run

KNOWN, RANGE, ABSENT = State.KNOWN, State.RANGE, State.ABSENT


def quick_compare(formula: Compare) -> LevelOf | None:
    """The function for a fact or field against a number, None for anything else."""
    left, right = formula.left, formula.right
    if not isinstance(right, Const) or not isinstance(left, Fact | Field):
        return None
    test = _at_least if formula.op == "ge" else _at_most
    return (
        test(left.id, right.value, of_record=False)
        if isinstance(left, Fact)
        else test(left.name, right.value, of_record=True)
    )


def is_quick(formula: Formula) -> bool:
    """True for a test that costs less than looking up what it came to before."""
    match formula:
        case OneOf() | Judgement():
            return True
        case Compare(left=Fact() | Field(), right=Const()):
            return True
        case Not(part) | Claimed(part=part) | Staged(part=part) | Soft(part=part):
            return is_quick(part)
        case _:
            return False


def _at_least(name: str, bound: int, *, of_record: bool) -> LevelOf:
    def level(run: Run, rec: Record | None) -> int:
        value = (rec.values if of_record and rec else run.scalars).get(name)
        if value is None:
            return 1
        if value.state is KNOWN or value.state is RANGE:
            return 3 if value.low >= bound else 1 if value.high >= bound else 0
        return 0 if value.state is ABSENT else 1

    return level


def _at_most(name: str, bound: int, *, of_record: bool) -> LevelOf:
    def level(run: Run, rec: Record | None) -> int:
        value = (rec.values if of_record and rec else run.scalars).get(name)
        if value is None:
            return 1
        if value.state is KNOWN or value.state is RANGE:
            return 0 if value.low > bound else 3 if value.high <= bound else 1
        return 0 if value.state is ABSENT else 1

    return level


def one_of(formula: OneOf) -> LevelOf:
    """The function for a choice among values."""
    of, values, maybe = formula.of, formula.values, formula.maybe
    claim, ruling = formula.claim, formula.ruling

    def level(value: Value | None, run: Run) -> int:
        if value is None:
            return 1
        if value.state is not KNOWN and value.state is not RANGE:
            return 0 if value.state is ABSENT else 1
        if not values.isdisjoint(value.choices):
            return 3
        if not maybe.isdisjoint(value.choices):
            return 1
        if claim is None or claim not in run.claims or not value.choices:
            return 0
        return ruled(run, ruling=ruling)

    if isinstance(of, Fact):
        id = of.id
        return lambda run, rec: level(run.scalars.get(id), run)
    name = of.name
    return lambda run, rec: level(rec.values.get(name) if rec else None, run)


def ruled(run: Run, *, ruling: str) -> int:
    """What people decided about a node: 3 or 0, and 2 until they have."""
    outcome = run.rulings.get(ruling)
    return 2 if outcome is None else 3 if outcome else 0
