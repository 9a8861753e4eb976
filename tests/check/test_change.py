"""A changed formula is judged as if it had been written so."""

from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bole.check.change import Changed, Overlay
from bole.criteria.kernel import All, AnyOf, Formula, walk
from bole.facts.model import Facts
from bole.judge.plan import Compiler
from bole.judge.terms import Run
from tests.agreement import worlds
from tests.agreement.test_judge import MANY, level, setting

SETTING = setting()


@st.composite
def changes(draw: st.DrawFn) -> tuple[Formula, Formula, Formula]:
    """A formula, a node in it, and what takes its place."""
    formula = draw(worlds.formulas)
    old = draw(st.sampled_from([*walk(formula)]))
    new = draw(st.sampled_from([All(()), AnyOf(()), All((AnyOf((old, All(()))),))]))
    return formula, old, new


@MANY
@given(changes(), worlds.people, worlds.claims, worlds.rulings)
def test_the_overlay_judges_like_a_fresh_compiler(
    change: tuple[Formula, Formula, Formula],
    facts: Facts,
    claims: frozenset[str],
    rulings: dict[str, bool],
) -> None:
    formula, old, new = change
    run = Run(
        scalars=facts.scalars,
        families=facts.families,
        as_of=worlds.AS_OF,
        claims=claims,
        rulings=rulings,
    )
    plan: Any = SimpleNamespace(setting=SETTING, compiler=Compiler(SETTING))
    verdict: Any = SimpleNamespace(run=run)
    before = plan.compiler.level_of(formula)
    was = before(run, None)
    changed = Changed(formula, old=old, new=new)
    fresh = level(changed.formula, facts, claims=claims, rulings=rulings)
    assert Overlay(plan, changed=changed).level(verdict) == fresh
    assert before(run, None) == was == level(formula, facts, claims=claims, rulings=rulings)


@given(worlds.formulas)
def test_nothing_is_copied_where_nothing_changes(formula: Formula) -> None:
    assert Changed(formula, old=All((AnyOf(()),)), new=All(())).formula is formula
