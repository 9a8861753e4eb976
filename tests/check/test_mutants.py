from pathlib import Path

import pytest

from bole.check.context import Context
from bole.check.mutants import Mutants, run_mutants
from bole.problems import Problems
from tests.check.sample import TIERS, sample
from tests.check.test_lint import ALL_SEEN


def mutants(folder: Path, **files: str) -> Mutants:
    """The mutants of the sample pack."""
    return run_mutants(Context(sample(folder, **files)))


def alive(found: Mutants) -> list[str]:
    """The ids of survivors."""
    return [m.id for m in found.survivors]


def test_cases_on_and_beside_every_threshold_leave_no_mutant_alive(tmp_path: Path) -> None:
    cases = (
        ALL_SEEN.rstrip()
        + """
  - {id: m, why: 正好 45 周岁, cite: 一, base: plain, facts: {score: 80, birth_date: 1980-01-01}, expect: {first: meets}}
  - {id: n, why: 46 周岁, cite: 一, base: plain, facts: {score: 80, birth_date: 1979-12-31}, expect: {first: not_met}}
  - {id: o, why: 44 周岁, cite: 一, base: plain, facts: {score: 80, birth_date: 1981-12-31}, expect: {first: meets}}
  - {id: p, why: 银奖不是金奖, cite: 一/2, base: gold, facts: {prizes: [{prize: 银奖}]}, rulings: {first.2.influence: meets}, expect: {first: not_met}}
"""
    )
    found = mutants(tmp_path, cases=cases)
    assert alive(found) == []
    assert len(found.all) > 12


def test_a_threshold_that_no_case_touches_survives_with_a_hint(tmp_path: Path) -> None:
    cases = """
cases:
  - {id: far_above, why: 远高于 80, cite: 一/1, facts: {score: 100}, expect: {first.1: meets}}
  - {id: far_below, why: 远低于 80, cite: 一/1, facts: {score: 10}, expect: {first.1: not_met}}
"""
    found = [m for m in mutants(tmp_path, cases=cases).survivors if m.id.startswith("first.1:")]
    assert [m.mutation.change for m in found] == ["-1", "+1"]
    assert all("门槛" in m.mutation.hint.zh for m in found)


def test_the_case_that_notices_is_named(tmp_path: Path) -> None:
    found = mutants(tmp_path, cases=ALL_SEEN)
    killers = {m.id: m.killed_by for m in found.all}
    assert killers["first.1: +1"] == "a"
    assert killers["first.1: -1"] == "b"


def test_an_exact_missing_set_notices_a_dropped_condition(tmp_path: Path) -> None:
    tiers = TIERS.replace("            fact: score\n            at_least: 80\n",
                          "            all:\n              - {fact: score, at_least: 80}\n"
                          "              - {fact: bonus, at_least: 5}\n")  # fmt: skip
    case = "cases:\n  - {id: x, why: 都没说, cite: 一/1, facts: {}, expect: {first.1: %s}}\n"
    exact = case % "{standing: facts_missing, missing: [score, bonus]}"
    assert "first.1: part 1" in alive(mutants(tmp_path, tiers=tiers, cases=case % "facts_missing"))
    assert "first.1: part 1" not in alive(mutants(tmp_path, tiers=tiers, cases=exact))


def test_survivors_can_be_excused_and_the_list_only_shrinks(tmp_path: Path) -> None:
    excuse = """
survivors:
  "first.age: -1": 年龄另有通用条件
  "first.1: +1": 已经不需要
"""
    found = mutants(tmp_path, cases=ALL_SEEN, mutants=excuse)
    assert "first.age: -1" not in alive(found)
    assert found.stale == ("first.1: +1",)


def test_an_excuse_needs_a_reason(tmp_path: Path) -> None:
    with pytest.raises(Problems):
        mutants(tmp_path, mutants='survivors: {"first.1: +1": ""}\n')


def test_a_condition_named_again_is_changed_in_both_places(tmp_path: Path) -> None:
    tiers = TIERS.replace("                judgement: {by: panel}\n",
                          "                judgement: {by: panel}\n"
                          "          - id: first.3\n            cite: 一/3\n"
                          "            label: {zh: 分数或金奖, en: Score or gold}\n"
                          "            any:\n"
                          "              - {id: first.3.a, fact: bonus, at_least: 5}\n"
                          "              - {id: first.3.b, all: [{id: first.3.c, same: first.3.a}, {fact: score, at_least: 1}]}\n")  # fmt: skip
    cases = "cases:\n  - {id: x, why: 正好, cite: 一/3, facts: {bonus: 5, score: 1}, expect: {first.3: meets}}\n"
    found = [m.id for m in mutants(tmp_path, tiers=tiers, cases=cases).all]
    assert found.count("first.3.a: +1") == 1
    assert "first.3.c: +1" not in found
