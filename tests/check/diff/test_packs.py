"""What changed between two packs, said in plain words and in the document's order."""

from pathlib import Path

import pytest

from bole.check.diff import Change, diff_packs
from bole.policy import library
from tests.check.sample import GENERAL, PACK, PARAMETERS, PROCESS, TIERS, sample

CLAUSES = """
clauses:
  一: {kind: heading, label: {zh: 一类, en: First}, hash: "aaaaaaaaaaaaaaaa"}
  一/引言: {kind: lead_in, label: {zh: 年龄, en: Age}, hash: "bbbbbbbbbbbbbbbb"}
  一/1: {kind: criterion, label: {zh: 分数, en: Score}, hash: "cccccccccccccccc"}
  一/2: {kind: criterion, label: {zh: 金奖, en: Gold}, hash: "dddddddddddddddd"}
  四: {kind: timing, label: {zh: 时间, en: Time}, hash: "eeeeeeeeeeeeeeee"}
"""


def changes(folder: Path, **files: str) -> tuple[Change, ...]:
    """What changed between the sample pack and one with other files."""
    a = sample(folder / "a", clauses=CLAUSES)
    return diff_packs(a, sample(folder / "b", **{"clauses": CLAUSES, **files}))


def one(folder: Path, **files: str) -> Change:
    """The only change."""
    (found,) = changes(folder, **files)
    return found


def tiers(old: str, new: str) -> str:
    """The sample's criteria with one passage replaced."""
    assert old in TIERS
    return TIERS.replace(old, new)


def test_equal_packs_differ_in_nothing(tmp_path: Path) -> None:
    assert changes(tmp_path) == ()


def test_other_labels_are_no_change_of_the_policy(tmp_path: Path) -> None:
    assert changes(tmp_path, tiers=tiers("分数 80 以上", "八十分及以上")) == ()


def test_a_threshold(tmp_path: Path) -> None:
    found = one(tmp_path, tiers=tiers("at_least: 80", "at_least: 75"))
    assert (found.id, found.cite, found.what) == ("first.1", "一/1", "changed")
    assert found.text.zh == "分数：≥ 80 → ≥ 75"
    assert found.sentence.say("en") == "First “A score of 80”: Score: ≥ 80 → ≥ 75"


def test_including_or_excluding_the_number(tmp_path: Path) -> None:
    found = one(tmp_path, tiers=tiers("at_least: 80", "over: 80"))
    assert found.text.zh == "分数：≥ 80 → > 80"


def test_values_of_a_list(tmp_path: Path) -> None:
    found = one(tmp_path, tiers=tiers("where: {prize: 金奖}", "where: {prize: {in: [银奖]}}"))
    assert found.text.zh == "奖项：增加 银奖；去掉 金奖"
    found = one(
        tmp_path / "open",
        tiers=tiers("where: {prize: 金奖}", "where: {prize: {in: [金奖], open: true}}"),
    )
    assert found.text.zh == "奖项：名单外的也可以"


def test_a_number_of_records_and_a_test_on_them(tmp_path: Path) -> None:
    new = tiers(
        "where: {prize: 金奖}", "at_least: 2\n                where: {prize: 金奖, grade: 高}"
    )
    said = [c.text.zh for c in changes(tmp_path, tiers=new)]
    assert said == ["获奖：≥ 1 项 → ≥ 2 项", "另外要求：等级 高"]


def test_all_becomes_any(tmp_path: Path) -> None:
    new = tiers(
        "label: {zh: 金奖并有影响, en: Gold and of influence}\n            all:",
        "label: {zh: 金奖并有影响, en: Gold and of influence}\n            any:",
    )
    found = one(tmp_path, tiers=new)
    assert (found.id, found.text.zh) == ("first.2", "都要符合 → 有一项即可")


def test_a_condition_added_and_one_gone(tmp_path: Path) -> None:
    extra = """
          - {id: first.3, cite: 一/3, label: {zh: 加分, en: Bonus}, fact: bonus, over: 5}
"""
    found = one(tmp_path, tiers=TIERS.rstrip() + extra)
    assert (found.what, found.id, found.text.zh) == ("added", "first.3", "新增：> 5")
    short = TIERS[: TIERS.index("              - id: first.2.influence")]
    found = one(tmp_path / "gone", tiers=short)
    assert (found.what, found.id) == ("removed", "first.2.influence")
    assert found.text.say("en") == "gone (of 'all of them'): Decided by people"


def test_a_condition_moved(tmp_path: Path) -> None:
    age = "      - {id: first.age, cite: 一/引言, label: {zh: 不超过 45 周岁, en: Not over 45}, age: {at_most: 45}}\n"
    inner = "              - {id: first.age, label: {zh: 不超过 45 周岁, en: Not over 45}, age: {at_most: 45}}\n"
    place = "              - id: first.2.gold"
    found = one(tmp_path, tiers=tiers(age, "").replace(place, inner + place))
    assert (found.what, found.id) == ("moved", "first.age")
    assert "金奖并有影响" in found.after.zh


def test_a_test_becomes_one_of_two(tmp_path: Path) -> None:
    old = "            fact: score\n            at_least: 80\n"
    new = """            any:
              - {fact: score, at_least: 80}
              - {fact: bonus, at_least: 3}
"""
    found = changes(tmp_path, tiers=tiers(old, new))
    assert [c.text.zh for c in found] == ["改为有一项即可", "新增（属于“有一项即可”）：≥ 3"]


def test_a_condition_that_can_now_be_relaxed(tmp_path: Path) -> None:
    old = "            fact: score\n            at_least: 80\n"
    new = "            soft: {ground: {zh: 特别优秀, en: Outstanding}, fact: score, at_least: 80}\n"
    found = one(tmp_path, tiers=tiers(old, new))
    assert found.text.zh == "改为可以放宽"


def test_the_stage_that_decides(tmp_path: Path) -> None:
    found = one(tmp_path, general=GENERAL.replace("fact: works", "stage: meeting\n    fact: works"))
    assert found.subject.zh == "通用条件“在本地工作”"
    assert found.text.zh == "在哪个环节定：从自测起 → 会议"


def test_whom_a_general_condition_applies_to(tmp_path: Path) -> None:
    both = (
        TIERS
        + "  second: {id: second.1, cite: 二/1, label: {zh: 分, en: S}, fact: score, over: 1}\n"
    )
    a = sample(tmp_path / "a", tiers=both)
    narrower = GENERAL.replace("cite: 五/1", "cite: 五/1\n    applies: {tiers: [first]}")
    (found,) = diff_packs(a, sample(tmp_path / "b", tiers=both, general=narrower))
    assert found.text.zh == "不再适用于 二类"


def test_parameters_and_dates(tmp_path: Path) -> None:
    found = one(tmp_path, parameters=PARAMETERS.replace("2025-12-31", "2026-12-31"))
    assert found.sentence.zh == "参数“年龄算到”：2025-12-31 → 2026-12-31"
    found = one(tmp_path / "p", process=PROCESS.replace("2025-06-30", "2025-07-15"))
    assert found.text.zh == "截止：2025-06-30 24:00 → 2025-07-15 24:00"


def test_tiers_tracks_and_titles(tmp_path: Path) -> None:
    second = "      - {id: second, label: {zh: 二类, en: Second}, cite: 二}\n"
    found = one(tmp_path, pack=PACK.replace(second, ""))
    assert (found.part, found.what, found.sentence.zh) == ("tier", "removed", "类别“二类”：取消")
    found = one(tmp_path / "t", pack=PACK.replace("zh: 二类, en: Second", "zh: 乙类, en: Second"))
    assert found.sentence.say("en") == "Tier “Second”: name: 二类 → 乙类"


def test_clauses_of_the_document(tmp_path: Path) -> None:
    new = CLAUSES.replace("cccccccccccccccc", "cccccccccccccccd")
    new += "  五: {kind: rule, label: {zh: 新的一条, en: A new one}}\n"
    found = changes(tmp_path, clauses=new)
    assert [(c.cite, c.what) for c in found] == [("一/1", "changed"), ("五", "added")]


MATERIALS = """
materials:
  - {number: "1", label: {zh: 证书, en: Certificate}, cite: 一/2, by: person, need: required}
  - {number: "2", label: {zh: 合同, en: Contract}, cite: 四, by: employer, need: required}
"""
STAGES = """
stages:
  - {id: file, kind: file, by: applicant, label: {zh: 申报, en: File}, cite: 四}
  - {id: check, kind: check, by: office, label: {zh: 审核, en: Check}, cite: 四, due: {days: 10}}
limits:
  - {id: one, label: {zh: 一人一报, en: One each}, cite: 四, per: [person], take: check, max: 1}
"""
BENEFITS = "benefits: [{id: m, label: {zh: 奖励, en: Reward}, cite: 四, amount: 10万}]\n"


def test_materials_stages_limits_and_benefits_in_the_order_of_the_document(tmp_path: Path) -> None:
    a = sample(
        tmp_path / "a",
        clauses=CLAUSES,
        materials=MATERIALS,
        process=PROCESS + STAGES,
        benefits=BENEFITS,
    )
    b = sample(
        tmp_path / "b",
        clauses=CLAUSES,
        materials=MATERIALS.replace("need: required}\n  - ", "need: optional}\n  - "),
        process=PROCESS + STAGES.replace("days: 10", "working_days: 5").replace("max: 1", "max: 2"),
        benefits=BENEFITS.replace("10万", "20万"),
    )
    assert [c.sentence.zh for c in diff_packs(a, b)] == [
        "材料“证书”：要不要：必交 → 可选",
        "环节“审核”：时限：10 天 → 5 个工作日",
        "限额“一人一报”：最多：1 → 2",
        "待遇“奖励”：金额：10 万元 → 20 万元",
    ]


def test_different_documents_are_matched_by_name_and_never_by_clause(tmp_path: Path) -> None:
    other = TIERS.replace("first.", "x.").replace(
        "{zh: 分数 80 以上, en: A score of 80}", "{zh: 别的, en: O}"
    )
    pack = PACK.replace("id: first", "id: grand").replace("zh: 一类", "zh: 特类")
    b = sample(
        tmp_path / "b",
        pack=pack,
        tiers=other.replace("  first:", "  grand:"),
        general=GENERAL.replace("general.here", "y.here"),
        clauses=CLAUSES.replace("cccc", "9999"),
    )
    found = diff_packs(sample(tmp_path / "a", clauses=CLAUSES), b)
    assert {(c.part, c.what) for c in found} == {("tier", "removed"), ("tier", "added")}


@pytest.mark.parametrize("name", library.pack_folders())
def test_every_pack_equals_itself(name: str) -> None:
    pack = library.find_pack(name)
    assert diff_packs(pack, pack) == ()
