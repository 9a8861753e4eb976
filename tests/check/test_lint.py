from pathlib import Path

import pytest

from bole.check.context import Context
from bole.check.lint import check_pack
from bole.check.rules import registry
from tests.check.sample import CASES, TIERS, sample

ALL_SEEN = """
bases:
  plain: {birth_date: 1990-01-01, works_here: 是, score: 0, complete: all}
  gold: {birth_date: 1990-01-01, works_here: 是, score: 0, prizes: [{prize: 金奖}], complete: all, claims: [一/2]}
cases:
  - {id: a, why: 正好 80, cite: 一/1, base: plain, facts: {score: 80}, expect: {first: meets}}
  - {id: b, why: 差 1 分, cite: 一/1, base: plain, facts: {score: 79}, expect: {first: not_met}}
  - {id: c, why: 没说, cite: 一/1, base: plain, without: [score], expect: {first: facts_missing}}
  - {id: d, why: 评审定, cite: 一/2, base: gold, expect: {first: people_decide}}
  - {id: e, why: 评审说行, cite: 一/2, base: gold, rulings: {first.2.influence: meets}, expect: {first: meets}}
  - {id: f, why: 评审说不行, cite: 一/2, base: gold, rulings: {first.2.influence: not_met}, expect: {first: not_met}}
  - {id: g, why: 没问过获奖, cite: 一/2, base: gold, without: [prizes], expect: {first: facts_missing}}
  - {id: h, why: 没得奖, cite: 一/2, base: gold, facts: {prizes: []}, rulings: {first.2.influence: meets}, expect: {first: not_met}}
  - {id: i, why: 46 周岁, cite: 一, base: plain, facts: {score: 80, birth_date: 1979-12-31}, expect: {first: not_met}}
  - {id: j, why: 没说生日, cite: 一, base: plain, facts: {score: 80}, without: [birth_date], expect: {first: facts_missing}}
  - {id: k, why: 不在本地, cite: 五/1, base: plain, facts: {score: 80, works_here: 否}, expect: {first: not_met}}
  - {id: l, why: 没说在哪, cite: 五/1, base: plain, facts: {score: 80}, without: [works_here], expect: {first: facts_missing}}
"""


def codes(pack_folder: Path, *only: str, **files: str) -> list[tuple[str, str]]:
    """Code and node of everything to fix."""
    found = check_pack(sample(pack_folder, **files), codes=only)
    return [(p.code, p.message.en.split(" (")[0]) for p in found.errors]


def test_a_pack_whose_every_atom_is_seen_has_nothing_to_fix(tmp_path: Path) -> None:
    assert codes(tmp_path, cases=ALL_SEEN) == []


def test_atoms_that_cases_have_not_seen_are_named_with_the_missing_answers(tmp_path: Path) -> None:
    found = check_pack(sample(tmp_path), codes=["P010"])
    said = {p.message.en for p in found.errors}
    assert "general.here (Works here): no case has seen NO, OPEN" in said
    assert not any(m.startswith("first.1 ") for m in said)
    assert all(p.where is not None and p.where.line for p in found.errors)


def test_an_atom_that_never_turns_its_clause_is_indecisive(tmp_path: Path) -> None:
    cases = """
cases:
  - {id: h, why: 没得奖, cite: 一/2, facts: {prizes: []}, expect: {first.2: not_met}}
"""
    assert codes(tmp_path, "P011", cases=cases) == [("P011", "first.2.influence")]


def test_a_unit_that_no_case_names_is_reported_once(tmp_path: Path) -> None:
    cases = CASES.replace(", first: meets", "").replace(", first: not_met", "")
    assert [node for code, node in codes(tmp_path, cases=cases) if code == "P012"] == [
        "general.here", "first.age", "first.2",
    ]  # fmt: skip
    assert ("P010", "first.age") not in codes(tmp_path, cases=cases)


def test_missing_citation_label_and_id_are_found(tmp_path: Path) -> None:
    tiers = (
        TIERS.replace("            cite: 一/1\n            label: {zh: 分数 80 以上, en: A score of 80}\n",
                      "            cite: 一/1\n            label: 分数 80 以上\n")
        .replace("              - id: first.2.influence\n                label", "              - label")
        .replace("first.age, cite: 一/引言,", "first.age,")
    )  # fmt: skip
    found = codes(tmp_path, "P001", "P002", "P003", tiers=tiers, cases="cases: []")
    assert ("P001", "first.age") in found
    assert ("P002", "The label of first.1 lacks en") in found
    assert ("P003", "This judgement has no id") in found


def test_codes_are_unique_and_every_rule_says_what_to_do_in_both_languages() -> None:
    for rule in registry():
        assert rule.code[0] in "PQ"
        assert all([rule.title.zh, rule.title.en, rule.doc.zh, rule.doc.en])


def test_only_the_rules_asked_for_run(tmp_path: Path) -> None:
    assert codes(tmp_path, "P001") == []


def test_a_condition_of_another_tier_is_tested_there(tmp_path: Path) -> None:
    tiers = (
        TIERS
        + """
  second:
    all:
      - {id: second.first, cite: 二/引言, label: {zh: 一类, en: First}, tier: first}
"""
    )
    context = Context(sample(tmp_path, tiers=tiers, cases=ALL_SEEN))
    names = [c.atom.meta.id for c in context.coverage]
    assert names.count("first.1") == 1
    assert "second.first" in names


@pytest.mark.parametrize("word", ["first.2", "general.here"])
def test_findings_can_be_narrowed_to_a_word(tmp_path: Path, word: str) -> None:
    found = check_pack(sample(tmp_path), about=word)
    assert found.errors
    assert all(word in p.message.en for p in found.errors)
