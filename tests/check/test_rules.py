"""One small pack for each rule: what it finds, and what it leaves alone."""

from pathlib import Path

from bole.check.lint import check_pack
from bole.problems import Problem
from tests.check.sample import PARAMETERS, TIERS, sample


def found(folder: Path, code: str, **files: str) -> list[Problem]:
    """What one rule finds."""
    findings = check_pack(sample(folder, **files), codes=[code])
    return [*findings.errors, *findings.warnings, *findings.policy]


def words(folder: Path, code: str, **files: str) -> list[str]:
    """The same in English."""
    return [p.message.en for p in found(folder, code, **files)]


def first(node: str) -> str:
    """The sample's tiers with `node` in place of the score."""
    return TIERS.replace("            fact: score\n            at_least: 80\n", node)


def second(*criteria: str) -> str:
    """The sample's tiers with a second one of these criteria."""
    listed = "".join(f"          - {c}\n" for c in criteria)
    return f"{TIERS}  second:\n    all:\n      - id: second.any\n        cite: 二\n        label: {{zh: 其一, en: One}}\n        one_of:\n{listed}"


def test_p004_a_threshold_beyond_the_catalogue_or_clashing_bounds_are_dead(tmp_path: Path) -> None:
    clash = first("            all:\n              - {id: a, fact: score, at_least: 80}\n"
                  "              - {id: b, fact: score, under: 80}\n")  # fmt: skip
    assert words(tmp_path, "P004", tiers=clash) == ["first.1 (A score of 80) can never hold"]
    over = first("            has: prizes\n            where: {grade: {over: 高}}\n")
    assert words(tmp_path, "P004", tiers=over) == ["first.1 (A score of 80) can never hold"]
    none = first("            count: {of: prizes}\n            at_least: 0\n")
    assert words(tmp_path, "P004", tiers=none) == ["first.1 (A score of 80) always holds"]
    assert words(tmp_path, "P004") == []


def test_p005_an_equal_branch_is_a_duplicate(tmp_path: Path) -> None:
    twice = first("            any:\n              - {id: a, fact: score, at_least: 80}\n"
                  "              - {id: b, fact: score, at_least: 80}\n")  # fmt: skip
    assert words(tmp_path, "P005", tiers=twice) == ["b (Score) equals a (Score)"]
    assert words(tmp_path, "P005") == []


def test_p006_a_stricter_branch_beside_a_wider_one_is_dead(tmp_path: Path) -> None:
    dead = first("            any:\n              - {id: a, fact: score, at_least: 90}\n"
                 "              - {id: b, fact: score, at_least: 80}\n")  # fmt: skip
    assert words(tmp_path, "P006", tiers=dead) == ["a (Score) makes no difference beside b (Score)"]
    both = dead.replace("            any:", "            all:")
    assert words(tmp_path, "P006", tiers=both) == ["b (Score) makes no difference beside a (Score)"]
    nested = first("            any:\n              - {id: a, fact: score, at_least: 80}\n"
                   "              - {id: b, all: [{fact: score, at_least: 85}, {fact: bonus, at_least: 1}]}\n")  # fmt: skip
    assert words(tmp_path, "P006", tiers=nested) == [
        "b (All of these) makes no difference beside a (Score)"
    ]


def test_p007_names_parameters_that_nothing_uses(tmp_path: Path) -> None:
    more = (
        PARAMETERS + "  wage: {label: {zh: 工资, en: Wage}, kind: amount, value: 10万, cite: 三}\n"
    )
    assert words(tmp_path, "P007", parameters=more) == [
        "No condition uses the parameter wage (Wage)"
    ]


CLAUSES = """
clauses:
  一: {kind: heading, label: {zh: 一类, en: First}}
  一/引言: {kind: lead_in, label: {zh: 引言, en: Lead-in}}
  一/1: {kind: criterion, label: {zh: 分数, en: Score}}
  一/2: {kind: criterion, label: {zh: 金奖, en: Gold}}
  一/3: {kind: criterion, label: {zh: 其他, en: Other}}
  一/4: {kind: criterion, label: {zh: 程序, en: Other}, why_not: 只是说明}
  二: {kind: heading, label: {zh: 二类, en: Second}}
  四: {kind: timing, label: {zh: 时间, en: Time}}
  五/1: {kind: condition, label: {zh: 本地, en: Here}}
  六: {kind: benefit, label: {zh: 待遇, en: Benefit}}
  七: {kind: todo, label: ""}
"""


def test_p008_a_citation_the_document_does_not_have(tmp_path: Path) -> None:
    assert words(tmp_path, "P008", clauses=CLAUSES) == ["The document has no '三'"]
    assert words(tmp_path / "none", "P008") == []


def test_p013_a_condition_of_the_document_that_nothing_carries_out(tmp_path: Path) -> None:
    problems = found(tmp_path, "P013", clauses=CLAUSES)
    assert [(p.message.en, p.warning) for p in problems] == [
        ("Nothing carries out 一/3 (Other)", False),
        ("Nothing carries out 六 (Benefit)", True),
    ]


def test_p015_and_p021_are_warnings(tmp_path: Path) -> None:
    assert [(p.message.en, p.warning) for p in found(tmp_path, "P015")] == [
        ("sample/second has no conditions yet", True)
    ]
    problems = found(tmp_path, "P021", clauses=CLAUSES)
    assert [(p.message.en, p.warning) for p in problems] == [("七 is not classified", True)]


def test_p022_limits_and_times_that_nobody_can_meet(tmp_path: Path) -> None:
    process = """
intake:
  - {id: window, label: {zh: 申报, en: Window}, cite: 四, opens: 2025-05-01, closes: 2025-04-30}
stages:
  - {id: file, kind: file, by: applicant, label: {zh: 报, en: File}, cite: 四, due: {at: 2025-04-20}}
  - {id: pick, kind: decide, by: office, label: {zh: 定, en: Pick}, cite: 四, due: {at: 2025-04-10}}
limits:
  - {id: nobody, label: {zh: 零, en: None}, cite: 四, per: [person], take: file, max: 0}
  - {id: lost, label: {zh: 丢, en: Lost}, cite: 四, per: [uscc], take: pick, max: 2, where: {item: [first.9]}}
  - {id: wide, label: {zh: 宽, en: Wide}, cite: 四, per: [uscc], take: pick, max: 3}
  - {id: late, label: {zh: 窄, en: Late}, cite: 四, per: [uscc, year], take: pick, max: 5, where: {item: [first.1]}}
"""
    days = "  days: {label: {zh: 天, en: Days}, kind: number, value: 3, minimum: 5, cite: 四}\n"
    assert words(tmp_path, "P022", process=process, parameters=PARAMETERS + days) == [
        "Parameter days is outside its own bounds",
        "Round window closes before it opens",
        "Stage file is due before the round opens",
        "Limit nobody is 0",
        "Limit lost: no criterion first.9",
        "Limit late is never reached: wide stops first",
        "Stage pick is due before file",
    ]
    assert words(tmp_path / "none", "P022") == []


def test_q001_a_lower_tier_with_the_higher_threshold(tmp_path: Path) -> None:
    label = "label: {zh: 分数, en: Score}"
    strict = second(f"{{id: second.1, cite: 二/1, {label}, fact: score, at_least: 90}}")
    assert words(tmp_path, "Q001", tiers=strict) == [
        "second is stricter than first: second.1 (Score), but first.1 (A score of 80)"
    ]
    wider = second(
        f"{{id: second.1, cite: 二/1, {label}, fact: score, at_least: 90}}",
        f"{{id: second.2, cite: 二/2, {label}, fact: score, at_least: 60}}",
    )
    assert words(tmp_path, "Q001", tiers=wider) == []


def test_q002_a_tier_that_one_fact_opens(tmp_path: Path) -> None:
    single = second(
        "{id: second.1, cite: 二/1, label: {zh: 分数, en: A score}, fact: score, at_least: 9}"
    )
    assert words(tmp_path, "Q002", tiers=single) == ["second: a single fact meets A score"]


def test_q003_a_criterion_that_stands_in_two_tiers(tmp_path: Path) -> None:
    same = second(
        "{id: second.1, cite: 二/1, label: {zh: 同, en: Same}, fact: score, at_least: 80}"
    )
    assert words(tmp_path, "Q003", tiers=same) == ["first.1 (A score of 80) equals second.1 (Same)"]


def test_q003_words_of_the_document_that_stand_in_two_tiers(tmp_path: Path) -> None:
    judged = "judgement: {by: panel}"
    again = second(
        f"{{id: second.1, cite: 二/1, label: {{zh: 有名, en: Name}}, {judged}}}",
        f"{{id: second.2, cite: 二/2, label: {{zh: 有用, en: Use}}, {judged}}}",
    ).replace("            fact: score\n            at_least: 80\n", f"            {judged}\n")
    hashes = {"一/1": "a1", "二/1": "a1", "二/2": "b2"}
    clauses = "clauses:\n" + "".join(
        f'  {a}: {{kind: criterion, hash: "{h}", label: {{zh: 条, en: Clause}}}}\n'
        for a, h in hashes.items()
    )
    assert words(tmp_path, "Q003", tiers=again, clauses=clauses) == [
        "first.1 (A score of 80) equals second.1 (Name)"
    ]
    assert words(tmp_path / "none", "Q003", tiers=again) == []


def test_q004_days_that_differ(tmp_path: Path) -> None:
    lasts = first("            time_since: birth_date\n            at_least: 20\n")
    (said,) = words(tmp_path, "Q004", tiers=lasts)
    assert "2025-12-31: ages" in said
    assert "the day of the verdict: lengths" in said
    assert words(tmp_path, "Q004") == []


def test_q005_a_fact_that_cuts_both_ways(tmp_path: Path) -> None:
    both = first("            any:\n              - {id: a, fact: score, at_least: 80}\n"
                 "              - {id: b, fact: score, at_most: 10}\n")  # fmt: skip
    assert words(tmp_path, "Q005", tiers=both) == ["Score (score) cuts both ways in first"]
    assert words(tmp_path, "Q005") == []


def test_findings_about_the_policy_do_not_make_a_check_fail(tmp_path: Path) -> None:
    same = second(
        "{id: second.1, cite: 二/1, label: {zh: 同, en: Same}, fact: score, at_least: 80}"
    )
    findings = check_pack(sample(tmp_path, tiers=same), codes=["Q003"])
    assert findings.policy
    assert findings.errors == ()


def test_p016_a_claimed_clause_states_exactly_what_is_missing(tmp_path: Path) -> None:
    case = "cases:\n  - {id: x, why: 没问, cite: 一/2, claims: [一/2], facts: {}, expect: {一/2: %s}}\n"
    bare = case % "facts_missing"
    assert words(tmp_path, "P016", cases=bare) == ["Case x: what 一/2 lacks is not stated"]
    exact = case % "{standing: facts_missing, missing: [prizes]}"
    assert words(tmp_path, "P016", cases=exact) == []
