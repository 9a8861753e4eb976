"""From a programme and facts to boxes, claims and promises."""

from __future__ import annotations

import functools
from typing import Any

import yaml

from bole.documents.filling import claims_of, form_boxes, promises
from bole.documents.kinds.application_form import ApplicationForm, Box, Written
from bole.documents.parts import Claim
from bole.facts.profile import build_profile
from bole.policy import library
from bole.policy.pack import Pack, Programme
from tests.documents.test_every_kind import words

XIAN = "xian/high-level-talent/2020/xian"


@functools.cache
def xian() -> tuple[Pack, Programme]:
    return library.find_programme(XIAN)


def boxes(**changes: Any) -> dict[str, Box]:
    """The boxes of the example person by their names."""
    pack, programme = xian()
    data = yaml.safe_load((pack.root / "example.yaml").read_text(encoding="utf-8"))
    facts = build_profile(data | changes, vocabulary=pack.vocabulary).facts
    made = form_boxes(
        programme,
        facts=facts,
        vocabulary=pack.vocabulary,
        tier="national",
        claims=claims_of(pack, addresses=["附件1/二/（二）/9"]),
    )
    return {b.label.zh: b for b in made}


def said(**changes: Any) -> dict[str, list[str]]:
    """What stands in each box."""
    return {name: [line.zh for line in box.lines] for name, box in boxes(**changes).items()}


DEGREES = [
    {"degree": "学士", "schooling": "大学本科", "subject": "机械工程", "institution": "甲大学", "graduated_on": "2001-06"},
    {"degree": "博士", "subject": "控制工程", "institution": "乙大学", "graduated_on": "2008-06"},
]  # fmt: skip


def test_every_box_of_the_form_is_there_in_order() -> None:
    _, programme = xian()
    assert len(boxes()) == len(programme.form)
    assert list(boxes())[:4] == ["姓名", "性别", "出生日期", "国籍"]


def test_schooling_and_degree_each_have_their_own_record() -> None:
    found = said(education=DEGREES)
    assert found["最高学历"] == ["大学本科"]
    assert found["所学专业（学历）"] == ["机械工程"]
    assert found["毕业院校"] == ["甲大学"]
    assert found["最高学位"] == ["博士"]
    assert found["授予单位"] == ["乙大学"]
    assert found["授予时间"] == ["2008-06"]


def test_former_post_is_the_last_that_ended() -> None:
    assert said()["原工作单位及职务"] == ["示例重工集团"]


def test_career_has_a_line_for_each_record() -> None:
    lines = said()["主要学习及工作经历"]
    assert len(lines) == 3
    assert lines[0] == "2004-06　硕士，机械工程"
    assert lines[2].startswith("2020-09-01 – 至今　示例智能装备（西安）有限公司")


def test_claims_stand_with_their_clause() -> None:
    (line,) = said()["申报依据（目录第几条）"]
    assert line.startswith("§ 附件1/二/（二）/9 ")
    assert said()["申请确认层次"] == ["国家级领军人才"]


def test_foreigners_leave_three_boxes_empty() -> None:
    given = {"ethnicity": "汉族", "political_affiliation": "群众", "native_place": "陕西西安"}
    three = ("民族", "政治面貌", "籍贯")
    assert all(said(**given)[name] for name in three)
    foreign = said(**given, citizenship="外籍", country="示例国")
    assert not any(foreign[name] for name in three)
    assert foreign["国籍"] == ["外籍，示例国"]


def test_what_is_not_known_stays_empty() -> None:
    assert said()["研究领域"] == []
    assert said()["获奖情况"] == []


def test_hands_and_seals_have_boxes_of_their_own() -> None:
    written: dict[Written, list[str]] = {}
    for name, box in boxes().items():
        written.setdefault(box.written, []).append(name)
    assert written["signature"] == ["承诺真实、完整、有效"]
    assert written["opinion"] == [
        "用人单位意见",
        "主管部门初审情况及意见",
        "市委人才办审定情况及意见",
    ]
    assert [boxes()[n].contact for n in written["opinion"]] == [True, True, False]


def test_whole_form_is_printed() -> None:
    _, programme = xian()
    made = tuple(boxes(education=DEGREES).values())
    text = words(
        "application_form",
        ApplicationForm(programme=programme.title, name="林一诺", day=20210105, boxes=made),
    )
    assert all(b.label.zh in text for b in made if b.written != "signature")


def test_programme_without_a_form_has_no_boxes() -> None:
    pack, programme = library.find_programme("beijing/xicheng-xirong/2025/xirong")
    facts = build_profile({}, vocabulary=pack.vocabulary).facts
    assert form_boxes(programme, facts=facts, vocabulary=pack.vocabulary) == ()


def test_claims_are_told_in_the_packs_words() -> None:
    pack, _ = xian()
    known, unknown = claims_of(pack, addresses=["附件1/二/（二）/9", "没有/这条"])
    assert known.label == pack.clauses["附件1/二/（二）/9"].label
    assert (unknown.cite, bool(unknown.label)) == ("没有/这条", False)
    assert isinstance(known, Claim)


def test_promises_are_the_general_conditions_that_the_material_shows() -> None:
    _, programme = library.find_programme("beijing/changping-changju/2024/changju")
    by_number = {m.number: m for m in programme.materials}
    found = promises(programme, material=by_number["2.5"], tier="outstanding", track="cash")
    assert [p.cite for p in found] == ["二/（一）/2/（3）", "二/（一）/2/（4）"]
    # What is evidence of nothing declares nothing.
    assert promises(programme, material=by_number["2.2"], tier="outstanding", track="cash") == ()
    assert promises(programme, material=by_number["2.5"], tier="nothing") == ()
