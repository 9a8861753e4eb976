"""The missing set is exact: what is not in it cannot change the answer."""

from __future__ import annotations

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from bole.criteria.kernel import Formula
from bole.explain.missing import missing
from bole.facts.model import Facts, State
from bole.judge.plan import Compiler
from bole.levels import LATER
from tests.agreement import worlds
from tests.agreement.test_judge import MANY, level, run_of, setting


def missing_of(
    formula: Formula, facts: Facts, *, claims: frozenset[str], rulings: dict[str, bool], stage: str
) -> frozenset[str]:
    compiler = Compiler(setting(stage=stage))

    def level_of(part: Formula, *, of_record: bool = False):
        return compiler.where(part) if of_record else compiler.level_of(part)

    level_of(formula)
    run = run_of(facts, claims=claims, rulings=rulings)
    plan = SimpleNamespace(level_of=level_of, setting=setting(stage=stage))
    verdict = SimpleNamespace(
        plan=plan, run=run, memo={}, level=lambda part: level_of(part)(run, None)
    )
    return missing(formula, verdict=verdict)  # type: ignore[arg-type]


@MANY
@given(st.data(), worlds.formulas, worlds.people, worlds.claims, worlds.rulings, worlds.stages)
def test_facts_outside_the_missing_set_do_not_matter(data, formula, facts, claims, rulings, stage):
    lacking = missing_of(formula, facts, claims=claims, rulings=rulings, stage=stage)
    told = {
        name: data.draw(worlds.KINDS.get(name, worlds.date_values))
        if value.state in (State.UNKNOWN, State.DECLINED) and name not in lacking
        else value
        for name, value in facts.scalars.items()
    }
    before = level(formula, facts, claims=claims, rulings=rulings, stage=stage)
    more = Facts(told, facts.families)
    after = level(formula, more, claims=claims, rulings=rulings, stage=stage)
    assert (after in (1, 2)) == (before in (1, 2))
    if before in (0, 3, LATER):
        assert after == before
        assert not lacking
    if before == 1:
        assert lacking
