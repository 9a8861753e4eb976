"""Days that count from when the verdict is asked for, where a document fixes no other."""

from __future__ import annotations

import pytest

from bole.criteria.build import build_criterion
from bole.criteria.kernel import (
    AgeOn,
    All,
    AnyOf,
    AsOf,
    Compare,
    Fact,
    Field,
    Formula,
    Having,
    Not,
    Shift,
)
from bole.criteria.spec import Option, Words
from bole.judge.plan import Compiler
from bole.judge.terms import Run, Setting
from bole.policy.library import shared_vocabulary
from bole.problems import Problem
from bole.text import Text
from bole.yamlfile import parse_yaml

ROLLING = (Option("to_the_day", Text("到日"), {"base": "as_of"}),)


def build(source: str) -> tuple[Formula, list[Problem]]:
    words = Words(shared_vocabulary(), {}, {"recent_years": ROLLING}, ("self_check",))
    doc = parse_yaml(source, file="criteria.yaml")
    return build_criterion(doc.data, words=words, doc=doc, path=(), id="t"), words.problems


def level(formula: Formula, *, as_of: int, born: int) -> int:
    from bole.facts.model import State, Value

    scalars = {"birth_date": Value(State.KNOWN, born, born)}
    compiler = Compiler(Setting({}, {}, {}))
    asked = compiler.level_of(formula)
    run = Run(scalars=scalars, families={}, as_of=as_of, claims=frozenset(), rulings={})
    return asked(run, None)


def test_an_age_can_count_to_the_day_of_the_verdict():
    formula, problems = build("age: {at_most: 60, on: as_of}")
    assert not problems
    assert isinstance(formula, Compare)
    assert formula.left == AgeOn(Fact("birth_date"), AsOf())
    assert level(formula, as_of=20220301, born=19610302) == 3
    assert level(formula, as_of=20220301, born=19610301) == 0


def test_a_date_compares_with_a_year_before_the_day():
    formula, problems = build("fact: joined_on\nat_most: {day: as_of, years: -1}")
    assert not problems
    assert isinstance(formula, Compare)
    assert formula.right == Shift(AsOf(), -12)


def test_a_date_compares_with_a_new_years_day():
    formula, _ = build("fact: birth_date\nat_least: {day: as_of, years: -60, year_start: true}")
    assert level(formula, as_of=20220301, born=19620101) == 3
    assert level(formula, as_of=20220301, born=19611231) == 0


def test_recent_years_can_count_from_the_day_of_the_verdict():
    formula, problems = build("fact: joined_on\nwithin_years: 5")
    assert not problems
    assert isinstance(formula, Compare)
    assert formula.right == Shift(AsOf(), -60)


@pytest.mark.parametrize(
    "source",
    [
        "fact: joined_on\nat_most: {day: tomorrow}",
        "fact: joined_on\nat_most: {day: as_of, months: 3}",
        "fact: own_paid_in\nat_most: {day: as_of}",
        "age: {at_most: 60, on: birthday}",
    ],
)
def test_other_days_are_refused(source: str):
    _, problems = build(source)
    assert [p.code for p in problems] == ["day"]


def test_a_post_is_held_now_or_within_some_years():
    now, problems = build("has: posts\nwhere: {level: 高级管理, held: now}")
    assert not problems
    assert isinstance(now, Having)
    assert isinstance(now.where, All)
    end = Field("posts", "end")
    assert now.where.parts[1] == Not(Compare(end, "le", AsOf()))
    recently, problems = build("has: posts\nwhere: {held: {within_years: 5}}")
    assert not problems
    assert isinstance(recently, Having)
    assert recently.where == AnyOf(
        (Compare(end, "ge", Shift(AsOf(), -60)), Not(Compare(end, "le", AsOf())))
    )


@pytest.mark.parametrize(
    "source", ["has: posts\nwhere: {held: soon}", "has: papers\nwhere: {held: now}"]
)
def test_only_what_has_a_period_can_be_held(source: str):
    _, problems = build(source)
    assert [p.code for p in problems] == ["held"]
