"""Screening tables agrees with judging each person, on every level."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bole.facts.model import Facts
from bole.judge.plan import Compiler
from bole.screen.backends.duckdb import DIALECT
from bole.screen.compile import SqlCompiler
from bole.screen.gaps import Gaps
from bole.screen.query import build_query
from tests.agreement import worlds
from tests.agreement.local import screened
from tests.agreement.test_judge import run_of, setting
from tests.agreement.test_missing import missing_of

#: Ten formulas and up to 64 people each; two tests of 80 make 100,000 comparisons.
MANY = settings(
    max_examples=int(os.environ.get("BOLE_SCREEN_EXAMPLES", "80")),
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)

formulas = st.lists(worlds.formulas, min_size=10, max_size=10)
eight = st.lists(worlds.people, min_size=8, max_size=8)
claimed = st.lists(worlds.claims, min_size=8, max_size=8)
ruled = st.lists(worlds.rulings, min_size=8, max_size=8)


def crossed(people: list[Facts]) -> list[Facts]:
    """Everyone with the records of everyone: many people from few draws."""
    return [Facts(a.scalars, b.families) for a in people for b in people]


@pytest.mark.parametrize("stage", worlds.STAGES)
def test_every_level_is_the_same(stage):
    compare(stage, MANY)


@pytest.mark.slow
@pytest.mark.parametrize("stage", worlds.STAGES)
def test_a_million_levels_are_the_same(stage):
    compare(stage, settings(MANY, max_examples=800))


def compare(stage: str, many: settings) -> None:
    """Draws worlds at one stage and compares."""

    @many
    @given(formulas, eight, claimed, ruled, worlds.adopted, worlds.verdict_days)
    def agree(formulas, people, claimed, ruled, adopted, as_of):
        plan = setting(stage=stage, adopted=adopted)
        everyone = crossed(people)
        claims = [claimed[n % 8] for n in range(len(everyone))]
        rulings = [ruled[n // 8] for n in range(len(everyone))]
        compiler = SqlCompiler(
            plan,
            as_of=as_of,
            dialect=DIALECT,
            claimed_columns={a: f"claim{n}" for n, a in enumerate(worlds.CLAIMS)},
            ruled_columns={r: f"ruled{n}" for n, r in enumerate(worlds.RULINGS)},
        )
        query = build_query(compiler, {f"f{n}": f for n, f in enumerate(formulas)})
        more = [
            {f"claim{n}": int(a in c) for n, a in enumerate(worlds.CLAIMS)}
            | {f"ruled{n}": int(r.get(x, -1)) for n, x in enumerate(worlds.RULINGS)}
            for c, r in zip(claims, rulings, strict=True)
        ]
        rows = screened(query, everyone, more=more)
        judge = Compiler(plan)
        levels = [judge.level_of(f) for f in formulas]
        for row, facts, claim, ruling in zip(rows, everyone, claims, rulings, strict=True):
            run = run_of(facts, claims=claim, rulings=ruling, as_of=as_of)
            for n, level in enumerate(levels):
                assert row[f"f{n}"] == level(run, None), (formulas[n], facts, as_of)

    agree()


@settings(MANY, max_examples=max(20, MANY.max_examples // 3))
@given(formulas, eight, worlds.claims, worlds.stages)
def test_facts_that_may_still_decide_are_the_same(formulas, people, claims, stage):
    plan = setting(stage=stage)
    compiler = SqlCompiler(plan, as_of=worlds.AS_OF, dialect=DIALECT, claims=claims)
    gaps = Gaps(compiler)
    masks = [gaps.mask(f) for f in formulas]
    extra = {f"g{n}": f"CAST({mask.get(0, '0')} AS BIGINT)" for n, mask in enumerate(masks)}
    query = build_query(compiler, {f"f{n}": f for n, f in enumerate(formulas)}, extra=extra)
    for row, facts in zip(screened(query, people), people, strict=True):
        for n, formula in enumerate(formulas):
            lacking = missing_of(formula, facts, claims=claims, rulings={}, stage=stage)
            # Conditions on records of `other` name fields of `rec` in these worlds.
            expected = {id.partition("[")[0].replace("other", "rec") for id in lacking}
            found = {
                f.replace("other", "rec")
                for f, place in gaps.facts.items()
                if row[f"g{n}"] >> place & 1
            }
            assert found == expected, (formula, facts)
