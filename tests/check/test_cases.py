from pathlib import Path

import pytest

from bole.check.cases import run_cases
from bole.problems import Problems
from tests.check.sample import CASES, sample


def test_hand_derived_cases_pass(tmp_path: Path) -> None:
    assert [r.passed for r in run_cases(sample(tmp_path))] == [True, True, True]


def test_another_standing_is_said_in_words(tmp_path: Path) -> None:
    cases = CASES.replace("first.1: not_met, first: not_met", "first.1: meets")
    (result,) = [r for r in run_cases(sample(tmp_path, cases=cases)) if not r.passed]
    assert result.differences[0].text.zh == "first.1：应为“符合”，实为“不符合”"
    assert result.differences[0].text.en == "first.1: expected meets, got not met"


def test_the_missing_set_is_compared_exactly(tmp_path: Path) -> None:
    cases = CASES.replace("missing: [score]", "missing: [bonus]")
    (result,) = [r for r in run_cases(sample(tmp_path, cases=cases)) if not r.passed]
    said = result.differences[0].text
    assert "少了 bonus" in said.zh
    assert "多了 score" in said.zh


def test_judging_happens_at_the_stage_of_the_case(tmp_path: Path) -> None:
    cases = """
cases:
  - id: before_the_panel
    why: 审核时评审还没开始
    cite: 一/2
    stage: check
    facts: {prizes: [{prize: 金奖}]}
    expect: {first.2.influence: later}
  - id: ruled
    why: 评审已定
    cite: 一/2
    facts: {prizes: [{prize: 金奖}]}
    claims: [一/2]
    rulings: {first.2.influence: meets}
    expect: {一/2: meets}
"""
    assert all(r.passed for r in run_cases(sample(tmp_path, cases=cases)))


def test_without_opens_a_family_that_the_base_closed(tmp_path: Path) -> None:
    cases = """
bases:
  closed: {complete: all}
cases:
  - id: open
    why: 没有问过获奖
    cite: 一/2
    base: closed
    without: [prizes]
    rulings: {first.2.influence: meets}
    expect: {first.2: {standing: facts_missing, missing: [prizes]}}
"""
    assert all(r.passed for r in run_cases(sample(tmp_path, cases=cases)))


def test_everything_wrong_in_a_file_comes_at_once_with_places(tmp_path: Path) -> None:
    cases = """
bases:
  odd: {scoer: 80}
cases:
  - id: one
    why: 依据
    cite: 一/1
    base: odd
    claims: [一/9]
    rulings: {first.1: meets}
    stage: nowhere
    expect: {first.9: meets, first.1: maybe}
  - id: one
    base: absent
    expect: {}
"""
    with pytest.raises(Problems) as raised:
        run_cases(sample(tmp_path, cases=cases))
    codes = [p.code for p in raised.value.problems]
    assert sorted(codes) == sorted(
        ["profile.unknown_fact", "claim", "ruling", "stage", "target", "standing", "case",
         "missing", "missing", "base", "expect"]
    )  # fmt: skip
    unknown = next(p for p in raised.value.problems if p.code == "profile.unknown_fact")
    assert unknown.where is not None
    assert unknown.where.line == 3


def test_a_fact_of_the_case_takes_the_place_of_the_base(tmp_path: Path) -> None:
    cases = """
bases:
  young: {birth_date: 1979-12-31, complete: all}
cases:
  - {id: turns_46, why: 1979-12-31 到 2025-12-31 满 46, cite: 一, base: young, expect: {first.age: not_met}}
  - id: still_45
    why: 差一天满 46
    cite: 一
    base: young
    facts: {birth_date: 1980-01-01}
    expect: {first.age: meets}
"""
    assert all(r.passed for r in run_cases(sample(tmp_path, cases=cases)))
