from pathlib import Path

import pytest

from bole.facts.model import Assurance
from bole.facts.vocabulary import Vocabulary
from bole.policy.cases import Case, case_files, read_cases
from bole.policy.index import index_of
from bole.policy.library import shared_vocabulary
from bole.policy.read import fingerprint
from bole.problems import Problems
from tests.check.sample import PARAMETERS, TIERS, VOCABULARY, sample, write_pack

READINGS = (
    PARAMETERS
    + """
  wage: {label: {zh: 工资, en: Wage}, kind: amount, value: 10万, cite: 三, settable: true, minimum: 1万}
readings:
  how: {label: {zh: 怎样, en: How}, cite: 三, options: [{id: strict, label: 严}, {id: wide, label: 宽}]}
"""
)


def one(folder: Path, body: str, **files: str) -> Case:
    """The only case, with this body."""
    text = f"bases: {{base: {{score: 80, employer: {{size: 3}}, complete: all}}}}\ncases:\n  - {{id: x, why: 因为, cite: 一/1, expect: {{first.1: meets}}, {body}}}\n"
    vocabulary = VOCABULARY.replace(
        "families:",
        "  employer.size: {kind: number, label: {zh: 人数, en: Size}}\n"
        "  employer.age: {kind: number, label: {zh: 年数, en: Years}}\nfamilies:",
    )
    (case,) = read_cases(sample(folder, cases=text, **{"vocabulary/words": vocabulary}, **files))
    return case


def wrong(folder: Path, body: str, **files: str) -> list[str]:
    """The codes of what is wrong with the only case."""
    with pytest.raises(Problems) as raised:
        one(folder, body, **files)
    return [p.code for p in raised.value.problems]


def test_the_day_is_the_last_of_the_round_unless_written(tmp_path: Path) -> None:
    assert one(tmp_path / "a", "base: base").as_of == 20250630
    assert one(tmp_path / "b", "as_of: 2025-05-02").as_of == 20250502
    assert wrong(tmp_path / "c", "as_of: 2025-05") == ["as_of"]


def test_stage_and_assurance_default_to_the_packs_and_to_claimed(tmp_path: Path) -> None:
    case = one(tmp_path / "a", "base: base")
    assert (case.stage, case.assurance) == ("panel", Assurance.CLAIMED)
    case = one(tmp_path / "b", "stage: meeting, assurance: verified")
    assert (case.stage, case.assurance) == ("meeting", Assurance.VERIFIED)
    assert wrong(tmp_path / "c", "stage: never, assurance: sworn") == ["stage", "assurance"]


def test_facts_of_a_case_join_those_of_the_base_inside_the_employer_too(tmp_path: Path) -> None:
    facts = one(tmp_path, "base: base, facts: {employer: {age: 2}, score: 79}").facts
    assert facts.get("employer.size").low == 3
    assert facts.get("employer.age").low == 2
    assert facts.get("score").low == 79


def test_without_takes_back_what_the_base_says(tmp_path: Path) -> None:
    case = one(tmp_path / "a", "base: base, without: [score, prizes]")
    assert not case.facts.get("score").given
    assert not case.facts.family("prizes").closed
    assert one(tmp_path / "b", "base: base").facts.family("prizes").closed
    assert wrong(tmp_path / "c", "base: base, without: [birth_date]") == ["without"]


def test_decisions_settle_readings_and_parameters(tmp_path: Path) -> None:
    by = "on: 2025-05-01, by: 人才办, reason: 会议"
    body = f"decisions: [{{key: how, value: wide, {by}}}, {{key: wage, value: 12万, {by}}}]"
    cycle = one(tmp_path / "a", body, parameters=READINGS).cycle
    assert cycle.adopted == {"how": "wide"}
    assert cycle.params["wage"] == 12_000_000
    bad = f"decisions: [{{key: how, value: other, {by}}}, {{key: age_on, value: 2024-12-31, {by}}}]"
    assert wrong(tmp_path / "b", bad, parameters=READINGS) == ["value", "fixed"]


def test_cases_lie_in_one_file_or_many(tmp_path: Path) -> None:
    folder = write_pack(tmp_path)
    (folder / "cases").mkdir()
    (folder / "cases/b.yaml").write_text("cases: []", encoding="utf-8")
    (folder / "cases/a.yaml").write_text("cases: []", encoding="utf-8")
    assert [p.name for p in case_files(folder)] == ["cases.yaml", "a.yaml", "b.yaml"]


def test_cases_are_no_part_of_a_packs_fingerprint(tmp_path: Path) -> None:
    folder = write_pack(tmp_path)
    before = fingerprint(folder, vocabulary=Vocabulary())
    (folder / "cases").mkdir()
    (folder / "cases/a.yaml").write_text("cases: []", encoding="utf-8")
    (folder / "mutants.yaml").write_text("survivors: {}", encoding="utf-8")
    assert fingerprint(folder, vocabulary=Vocabulary()) == before
    assert fingerprint(folder, vocabulary=shared_vocabulary()) != before
    (folder / "parameters.yaml").write_text(READINGS, encoding="utf-8")
    assert fingerprint(folder, vocabulary=Vocabulary()) != before


def test_a_node_is_named_by_id_address_or_tier_with_what_says_when_it_counts(
    tmp_path: Path,
) -> None:
    index = index_of(sample(tmp_path))
    assert index.find("一/2") is index.find("first.2")
    assert index.find("first.2.influence") is not None
    assert type(index.find("first.2.influence")).__name__ == "Staged"
    assert index.find("sample//first") is index.find("first")
    assert index.find("timing") is not None
    assert index.ruled == {"first.2.influence"}


def test_an_address_of_several_criteria_has_to_be_named_by_id(tmp_path: Path) -> None:
    tiers = TIERS.replace("cite: 一/2", "cite: 一/1")
    index = index_of(sample(tmp_path, tiers=tiers))
    assert index.find("一/1") is None
    assert index.find("first.1") is not None
