"""The compiled judge against a second one written from the rules, and refinement."""

from __future__ import annotations

import os
from collections.abc import Mapping

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bole.criteria.kernel import Formula
from bole.facts.model import Facts, Family, Record, State, Value
from bole.judge.keys import Keys
from bole.judge.plan import Compiler
from bole.judge.terms import Run, Setting
from tests.agreement import naive, worlds

MANY = settings(
    max_examples=int(os.environ.get("BOLE_EXAMPLES", "400")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def setting(*, stage: str = "late", adopted: Mapping[str, str] | None = None) -> Setting:
    return Setting(worlds.PARAMS, worlds.RANKS, adopted or {}, worlds.STAGES, stage)


def run_of(
    facts: Facts,
    *,
    claims: frozenset[str],
    rulings: Mapping[str, bool],
    as_of: int = worlds.AS_OF,
) -> Run:
    return Run(
        scalars=facts.scalars,
        families=facts.families,
        as_of=as_of,
        claims=claims,
        rulings=rulings,
    )


def level(
    formula: Formula,
    facts: Facts,
    *,
    claims: frozenset[str],
    rulings: Mapping[str, bool],
    stage: str = "late",
    adopted: Mapping[str, str] | None = None,
    as_of: int = worlds.AS_OF,
) -> int:
    function = Compiler(setting(stage=stage, adopted=adopted)).level_of(formula)
    return function(run_of(facts, claims=claims, rulings=rulings, as_of=as_of), None)


@MANY
@given(
    worlds.formulas,
    worlds.people,
    worlds.claims,
    worlds.rulings,
    worlds.stages,
    worlds.adopted,
    worlds.verdict_days,
)
def test_compiled_judge_agrees_with_the_rules_as_written(
    formula, facts, claims, rulings, stage, adopted, as_of
):
    expected = naive.judge(
        formula,
        facts,
        None,
        {
            "as_of": as_of,
            "claims": claims,
            "rulings": rulings,
            "stage": stage,
            "adopted": adopted,
            "params": worlds.PARAMS,
            "ranks": worlds.RANKS["ordered"],
        },
    )
    more = {"claims": claims, "rulings": rulings}
    found = level(formula, facts, **more, stage=stage, adopted=adopted, as_of=as_of)
    assert found == expected
    keys = Keys()
    quick = Compiler(
        setting(stage=stage, adopted=adopted), keys=keys, remember=keys.shared([formula])
    )
    assert quick.level_of(formula)(run_of(facts, **more, as_of=as_of), None) == expected


@st.composite
def completed(draw: st.DrawFn, facts: Facts) -> Facts:
    """The same person with more told: unknowns answered, ranges narrowed, families closed."""
    scalars = {
        name: _told(draw, value, worlds.KINDS.get(name, worlds.date_values))
        for name, value in facts.scalars.items()
    }
    families = {}
    for name in ("rec", "other"):
        family = facts.family(name)
        kept = [r for r in family.records if r.certain or draw(st.booleans())]
        more = [] if family.closed else draw(st.lists(worlds.records, max_size=2))
        fields = {"x": worlds.number_values, "k": worlds.choice_values}
        told = [
            {f: _told(draw, v, fields.get(f, worlds.date_values)) for f, v in values.items()}
            for values in [*(r.values for r in kept), *more]
        ]
        families[name] = Family(tuple(Record(n, v) for n, v in enumerate(told)), closed=True)
    return Facts(scalars, families)


def _told(draw: st.DrawFn, value: Value, kind: st.SearchStrategy[Value]) -> Value:
    if value.state in (State.UNKNOWN, State.DECLINED):
        found = draw(st.one_of(kind, st.just(Value(State.ABSENT))))
        return _narrow(draw, found)
    if value.choices == frozenset({"broad"}):
        return Value(State.KNOWN, choices=frozenset({draw(st.sampled_from(worlds.CHOICES[:3]))}))
    return _narrow(draw, value)


def _narrow(draw: st.DrawFn, value: Value) -> Value:
    """A single value within a range; months stay whole, since a month counts whole in spells."""
    if value.state is not State.RANGE or value.low // 100 == value.high // 100 > 9999:
        return value
    picked = draw(st.sampled_from([value.low, value.high]))
    return Value(State.KNOWN, picked, picked)


@MANY
@given(st.data(), worlds.formulas, worlds.people, worlds.claims, worlds.rulings)
def test_telling_more_never_turns_a_yes_or_a_no(data, formula, facts, claims, rulings):
    before = level(formula, facts, claims=claims, rulings=rulings)
    told = data.draw(completed(facts))
    more = {**{r: data.draw(st.booleans()) for r in worlds.RULINGS}, **rulings}
    after = level(formula, told, claims=claims, rulings=more)
    if before in (0, 3):
        assert after == before


@MANY
@given(st.data(), worlds.formulas, worlds.people, worlds.claims, worlds.rulings)
def test_what_is_decided_later_never_turns_a_no(data, formula, facts, claims, rulings):
    before = level(formula, facts, claims=claims, rulings=rulings, stage="early")
    if before == 0:
        told = data.draw(completed(facts))
        more = {**{r: data.draw(st.booleans()) for r in worlds.RULINGS}, **rulings}
        assert level(formula, told, claims=claims, rulings=more, stage="late") == 0
