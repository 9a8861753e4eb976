"""What covers a clause: a citation, its parts, the whole, or a reason."""

from pathlib import Path

from bole.check.context import Context
from bole.check.covering import covering
from tests.check.sample import sample

CLAUSES = """
clauses:
  一: {kind: heading, label: {zh: 一类, en: First}}
  一/引言: {kind: lead_in, label: {zh: 年龄, en: Age}}
  一/1: {kind: criterion, label: {zh: 分数, en: Score}}
  一/2: {kind: criterion, label: {zh: 金奖, en: Gold}}
  一/2/注: {kind: statement, label: {zh: 金奖的说明, en: On gold}}
  一/2/注2: {kind: definition, label: {zh: 金奖是什么, en: What gold is}}
  一/2/段1: {kind: condition, label: {zh: 还要在岗, en: In post too}}
  四: {kind: timing, label: {zh: 五、六月, en: May and June}}
  五: {kind: heading, label: {zh: 条件, en: Conditions}}
  五/1: {kind: condition, label: {zh: 在本地, en: Here}}
  六: {kind: heading, label: {zh: 其他, en: Other}}
  六/1: {kind: rule, label: {zh: 网上报, en: Online}, why_not: {zh: 由系统保证, en: The system sees to it}}
  六/2: {kind: rule, label: {zh: 另一条, en: Another}}
  六/3: {kind: step, label: {zh: 公示, en: Publicity}, why_not: {zh: 忘了, en: Forgotten}}
  七: {kind: todo, label: ""}
"""


def rows(folder: Path) -> dict[str, tuple[str, bool]]:
    """How each clause is carried, and whether it is covered."""
    return {
        r.address: (r.via, r.covered) for r in covering(Context(sample(folder, clauses=CLAUSES)))
    }


def test_a_clause_is_carried_by_what_cites_it(tmp_path: Path) -> None:
    found = rows(tmp_path)
    assert found["一/引言"] == found["一/1"] == found["五/1"] == found["四"] == ("itself", True)
    assert found["一"] == ("itself", True)  # the tier cites it


def test_a_heading_is_carried_by_its_parts_once_all_are_covered(tmp_path: Path) -> None:
    found = rows(tmp_path)
    assert found["五"] == ("parts", True)
    assert found["六"] == ("", True)  # a heading only: its parts answer for themselves


def test_a_note_goes_with_the_clause_it_stands_under_unless_it_sets_a_condition(
    tmp_path: Path,
) -> None:
    found = rows(tmp_path)
    assert found["一/2/注"] == found["一/2/注2"] == ("whole", True)
    assert found["一/2/段1"] == ("", False)


def test_a_reason_covers_a_rule_but_not_a_step(tmp_path: Path) -> None:
    found = rows(tmp_path)
    assert found["六/1"] == ("", True)
    assert found["六/2"] == ("", False)
    assert found["六/3"] == ("", False)


def test_an_unclassified_clause_is_not_covered(tmp_path: Path) -> None:
    assert rows(tmp_path)["七"] == ("", False)


def test_cases_name_the_clause_they_cite_and_reach_what_decided(tmp_path: Path) -> None:
    found = {r.address: r.traces for r in covering(Context(sample(tmp_path, clauses=CLAUSES)))}
    assert {(t.id, t.how) for t in found["一/1"]} >= {
        ("first.1.just_enough", "names"),
        ("first.1.one_short", "names"),
    }
    # 80 points meet the tier through 一/1; the general condition is met too, gold is not.
    assert ("first.1.just_enough", "reaches") in {(t.id, t.how) for t in found["五/1"]}
    reaching_gold = {t.id for t in found["一/2"]}
    assert "first.1.just_enough" not in reaching_gold
    assert "first.1.one_short" in reaching_gold  # there nothing is met, gold included
