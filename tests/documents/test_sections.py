"""What was filled in, in sections."""

from __future__ import annotations

from typing import Any

from bole.documents.kinds.application_form import Section
from bole.documents.sections import COLUMNS, asked_by, fact_sections
from bole.facts.profile import build_profile
from bole.policy import library
from tests.documents.people import programme

PERSON: dict[str, Any] = {
    "name": "林一诺",
    "ethnicity": "汉族",
    "birth_date": "1988",
    "income_last_year": "不愿提供",
    "employer": {"name": "示例银行", "founded_on": "1996-01-12"},
    "posts": [
        {"employer_name": "示例银行", "title": "总经理", "start": "2019-03", "end": "至今"},
        {"employer_name": "示例保险", "start": "2013-07", "end": "2019-02"},
    ],
    "papers": [],
}


def sections(only: frozenset[str] | None = None) -> dict[str, Section]:
    pack, one = programme()
    facts = build_profile(PERSON, vocabulary=pack.vocabulary).facts
    told = only if only is not None else asked_by(one, track="finance") | {"name"}
    made = fact_sections(facts, vocabulary=pack.vocabulary, only=told)
    return {s.title.zh: s for s in made}


def test_person_and_employer_come_first_then_records() -> None:
    assert list(sections()) == ["本人情况", "单位情况", "任职经历"]


def test_only_what_the_programme_asks_for_is_told() -> None:
    pairs = dict(sections()["本人情况"].pairs)
    assert [k.zh for k in pairs] == ["姓名", "出生日期"]
    assert "汉族" not in {v.zh for v in pairs.values()}
    assert sections(frozenset()) == {}


def test_table_has_the_columns_where_something_is_said_and_the_time() -> None:
    table = sections()["任职经历"]
    assert [h.zh for h in table.head] == ["单位", "职务名称", "时间"]
    assert [[c.zh for c in row] for row in table.rows] == [
        ["示例银行", "总经理", "2019-03 – 至今"],
        ["示例保险", "", "2013-07 – 2019-02"],
    ]


def test_wide_records_keep_to_the_page() -> None:
    pack, _ = programme()
    post = {
        "employer_name": "a", "title": "b", "occupation": "c", "unit": "总部", "level": "高级管理",
        "position": ["总经理"], "place": "西城区", "start": "2019-03", "end": "至今",
    }  # fmt: skip
    facts = build_profile({"posts": [post]}, vocabulary=pack.vocabulary).facts
    (table,) = fact_sections(facts, vocabulary=pack.vocabulary, only={"posts"})
    assert len(table.head) == COLUMNS
    assert table.head[-1].zh == "时间"


def test_programme_asks_for_what_criteria_form_and_materials_name() -> None:
    _, one = library.find_programme("xian/high-level-talent/2020/xian")
    asked = asked_by(one)
    assert {"ethnicity", "education", "awards", "identity_code"} <= asked
    assert "stay_promise" not in asked
