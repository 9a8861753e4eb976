"""What is wrong with a pack's criteria is said at once, with line, word and hint."""

from __future__ import annotations

import pytest

from bole.criteria.build import build_criterion
from bole.criteria.kernel import (
    All,
    AnyOf,
    Claimed,
    Compare,
    Const,
    Formula,
    Judgement,
    Soft,
    Staged,
)
from bole.criteria.spec import Option, Words
from bole.policy.library import shared_vocabulary
from bole.problems import Problem
from bole.text import Text
from bole.units import YEAR
from bole.yamlfile import parse_yaml

RECENT = (Option("to_the_day", Text("到日"), {"base": "base"}),)


def build(source: str) -> tuple[Formula, list[Problem]]:
    words = Words(
        shared_vocabulary(),
        {"age_on": "date", "base": "date"},
        {"recent_years": RECENT},
        ("self_check", "panel"),
    )
    doc = parse_yaml(source, file="criteria.yaml")
    formula = build_criterion(doc.data, words=words, doc=doc, path=(), id="t")
    return formula, words.problems


@pytest.mark.parametrize(
    ("source", "code", "line"),
    [
        ("fact: birth_dat\nat_least: 2000", "fact", 1),
        ("all:\n  - fact: on_job\n    is: true\n  - has: paperz", "family", 4),
        ("has: papers\nwhere:\n  teir: {at_least: 核心期刊}", "field", 3),
        ("has: papers\nwhere:\n  tier: {at_least: 核心期}", "choice", 3),
        ("has: papers\nat_lest: 2", "key", 2),
        ("has: papers\nat_least: two", "number", 2),
        ("fact: on_job\nis: true\nage: {at_most: 45}", "operator", 1),
        ("label: 空", "operator", 1),
        ("judgement: {by: nobody}", "stage", 1),
        ("age: {below: 45}", "test", 1),
        ("all: []", "list", 1),
        ("one_of:\n  - fact: on_job\n    is: true", "cite", 2),
        ("readings: {key: unknown}", "reading", 1),
        ("fact: name\nis: 张", "test", 2),
        ("any:\n  - {id: a, fact: on_job, is: true}\n  - {id: a, fact: on_job, is: true}", "id", 3),
        ("fact: own_paid_in\nat_least: {param: nothing}", "param", 2),
    ],
)
def test_a_mistake_is_named_with_its_line(source, code, line):
    _, problems = build(source)
    assert (code, line) in [(p.code, p.where.line if p.where else 0) for p in problems]


def test_a_near_word_is_offered():
    _, problems = build("fact: birth_dat\nat_least: 2000")
    assert problems[0].hint is not None
    assert "birth_date" in problems[0].hint.zh


def test_over_excludes_and_at_least_includes_the_number():
    over, _ = build("fact: employer.paid_in_cash\nover: 500万")
    at_least, _ = build("fact: employer.paid_in_cash\nat_least: 500万")
    assert isinstance(over, Compare)
    assert isinstance(at_least, Compare)
    assert over.right == Const(500_0000_00 + 1)
    assert at_least.right == Const(500_0000_00)


def test_under_an_age_is_one_year_less():
    under, _ = build("age: {under: 45}")
    assert isinstance(under, Compare)
    assert (under.op, under.right) == ("le", Const(44))


def test_years_are_lengths_of_whole_months():
    formula, problems = build("years_in: {sector: 金融}\nat_least: 8")
    assert not problems
    assert isinstance(formula, Compare)
    assert formula.right == Const(8 * YEAR)


def test_a_criterion_only_people_can_decide_counts_where_claimed():
    source = "one_of:\n  - cite: 1/（1）\n    label: 其他\n    judgement: {by: panel}"
    formula, problems = build(source)
    assert not problems
    assert isinstance(formula, AnyOf)
    claimed = formula.parts[0]
    assert isinstance(claimed, Claimed)
    assert claimed.address == "1/（1）"
    assert isinstance(claimed.part, Staged)
    assert isinstance(claimed.part.part, Judgement)


def test_a_criterion_with_facts_counts_without_a_claim():
    source = "one_of:\n  - cite: 1/（1）\n    all:\n      - {fact: on_job, is: true}\n      - {judgement: {by: panel}}"
    formula, problems = build(source)
    assert not problems
    assert isinstance(formula, AnyOf)
    assert not isinstance(formula.parts[0], Claimed)
    assert formula.parts[0].meta.numbered


def test_soft_keeps_its_ground():
    formula, problems = build("soft: {ground: 要记理由, fact: on_job, is: true}")
    assert not problems
    assert isinstance(formula, Soft)
    assert formula.ground.zh == "要记理由"


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("age: {}", "test"),
        ("years_in: {sector: 金融}", "test"),
        ("fact: joined_on", "test"),
        ("{fact: joined_on, over: {day: as_of}}", "order"),
        ("{has: papers, where: {first_author: {within_years: 3}}}", "field"),
        ("{fact: on_job, within_years: 3}", "test"),
        ("{fact: employer.kind, in: [银行], open: true}", "open"),
        ("at_least_of: {n: 0, of: [{has: papers}]}", "number"),
        ("at_least_of: {n: 2, of: [{has: papers}]}", "number"),
    ],
)
def test_a_test_that_could_not_mean_anything_is_refused(source: str, code: str) -> None:
    assert [p.code for p in build(source)[1]] == [code]


def test_two_bounds_stand_in_one_order() -> None:
    formula, problems = build("{count: {of: papers}, under: 5, at_least: 2}")
    assert not problems
    assert isinstance(formula, All)
    assert [(p.op, p.right) for p in formula.parts if isinstance(p, Compare)] == [
        ("ge", Const(2)),
        ("le", Const(4)),
    ]
