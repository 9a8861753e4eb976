"""What the linter says without facts holds for whoever the facts describe."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bole.check.logic import constant, implies
from bole.check.plainer import plainer
from bole.criteria.kernel import (
    All,
    AnyOf,
    Compare,
    Const,
    Count,
    Formula,
    Having,
    Not,
    OneOf,
    parts_of,
    walk,
)
from bole.facts.model import Facts
from bole.levels import LATER
from tests.agreement import worlds
from tests.agreement.test_judge import MANY, level

#: NO, OPEN, YES: how OPEN is graded may differ.
GRADE = {0: 0, 1: 1, 2: 1, 3: 2, LATER: LATER}
ANY_FACT = SimpleNamespace(least=None, most=None)
WORDS: Any = SimpleNamespace(
    fact=lambda id: ANY_FACT,
    field=lambda family, name: ANY_FACT,
    catalogues={
        id: SimpleNamespace(values=ranks, rank=ranks.__getitem__)
        for id, ranks in worlds.RANKS.items()
    },
)


@st.composite
def related(draw: st.DrawFn) -> tuple[Formula, Formula]:
    """Two formulas, the second often weaker than the first."""
    first, other = draw(worlds.formulas), draw(worlds.formulas)
    inside = [*walk(first)][: draw(st.integers(1, 5))]
    part = draw(st.sampled_from([p for p in inside if p in (first, *parts_of(first))]))
    weaker = draw(st.sampled_from([part, _weaker(first), AnyOf((other, first)), other]))
    stronger = draw(st.sampled_from([first, All((first, other)), AnyOf((first, part))]))
    if draw(st.booleans()):
        return Not(weaker), Not(stronger)
    return stronger, weaker


def _weaker(formula: Formula) -> Formula:
    match formula:
        case Compare(op=op, right=Const(value)):
            return replace(formula, right=Const(value - 1 if op == "ge" else value + 1))
        case Having(n=n, where=where):
            return replace(formula, n=max(n - 1, 1), where=_weaker(where))
        case OneOf(values=values):
            return replace(formula, values=values | {"a"}, maybe=formula.maybe - {"a"})
        case All(parts) if parts:
            return replace(formula, parts=tuple(_weaker(p) for p in parts))
        case _:
            return formula


@MANY
@given(related(), worlds.people, worlds.claims, worlds.rulings)
def test_what_implies_is_never_answered_better(
    pair: tuple[Formula, Formula], facts: Facts, claims: frozenset[str], rulings: dict[str, bool]
) -> None:
    first, second = pair
    if implies(first, second):
        one = level(first, facts, claims=claims, rulings=rulings)
        other = level(second, facts, claims=claims, rulings=rulings)
        assert GRADE[one] <= GRADE[other] or LATER in (one, other)


@MANY
@given(worlds.formulas, worlds.people, worlds.claims, worlds.rulings)
def test_what_is_constant_never_comes_out_the_other_way(
    formula: Formula, facts: Facts, claims: frozenset[str], rulings: dict[str, bool]
) -> None:
    said = constant(formula, words=WORDS)
    if said is not None:
        # Open at most: 0 never meets, 3 never fails.
        assert level(formula, facts, claims=claims, rulings=rulings) != 3 - said


def test_a_longer_time_or_a_greater_count_implies_a_lesser() -> None:
    where = All(())
    five, three = (Compare(Count("posts", where), "ge", Const(n)) for n in (5, 3))
    assert implies(five, three)
    assert not implies(three, five)
    narrower = Compare(Count("posts", AnyOf(())), "ge", Const(5))
    assert not implies(five, narrower)


@given(worlds.formulas)
def test_what_compares_across_tiers_keeps_its_shape(formula: Formula) -> None:
    assert [type(n) for n in walk(plainer(formula))] == [type(n) for n in walk(formula)]
