"""The self-check without scripts, from the first page to the result."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import unquote

import pytest
from django.test import Client

from bole.policy.pack import Pack
from tests.web.conftest import SELFCHECK, Step

Begin = Callable[..., Step]
pytestmark = pytest.mark.usefixtures("demo_pack")


def answer_all(step: Step) -> Step:
    """A 36-year-old at work, without a senior title and papers, to the end of the questions."""
    for _ in range(12):
        if "最多还有" not in step.text:
            return step
        if "f:on_job" in step.names:
            step = step.press(**{"f:on_job": "yes"})
        elif "f:birth_date.y" in step.names:
            step = step.press(**{"f:birth_date.y": "1988", "f:birth_date.m": "6"})
        else:
            step = step.press("none")
    raise AssertionError("more than twelve screens")


def test_start_lists_the_fields(client: Client) -> None:
    page = client.get(SELFCHECK).content.decode()
    assert "金融" in page
    assert "科技" in page
    assert "帮我找" in page


def test_field_of_a_link_is_chosen(client: Client) -> None:
    page = client.get(SELFCHECK + "?track=science").content.decode()
    assert re.search(r'value="science" checked', page)


def test_start_without_a_field_asks_for_one(client: Client) -> None:
    page = client.post(SELFCHECK, {"go": "start"}).content.decode()
    assert "请先选一个领域" in page


def test_one_field_reaches_its_result(begin: Begin) -> None:
    step = answer_all(begin(track="finance"))
    assert step.heading == "按现在的回答，还没有能报的类别"
    assert "不超过 45 周岁" in step.text
    assert "37 周岁" in step.text
    assert "凭据号" in step.text
    assert "判定日" in step.text


def test_a_person_who_meets_a_tier_is_told_so_in_the_title(begin: Begin) -> None:
    step = begin(track="finance")
    while "最多还有" in step.text:
        if "f:on_job" in step.names:
            step = step.press(**{"f:on_job": "yes"})
        elif "f:birth_date.y" in step.names:
            step = step.press(**{"f:birth_date.y": "1988"})
        elif "r:0:grade" in step.names:
            step = step.press(**{"r:0:": "", "r:0:grade": "senior"})
        else:
            step = step.press("none")
    assert step.heading == "你可以报青年人才"
    assert "身份证件" in step.text


def test_what_is_settled_is_not_asked(begin: Begin) -> None:
    step = begin(track="finance")
    step = step.press(**{"f:on_job": "no"}) if "f:on_job" in step.names else step
    while "f:on_job" not in step.names and "最多还有" in step.text:
        step = step.press("skip")
    if "f:on_job" in step.names:
        step = step.press(**{"f:on_job": "no"})
    assert "最多还有" not in step.text


def test_skipped_questions_do_not_come_back_and_count_as_missing(begin: Begin) -> None:
    step, seen = begin(track="finance"), set()
    while "最多还有" in step.text:
        assert step.heading not in seen
        seen.add(step.heading)
        step = step.press("skip")
    assert "缺信息" in step.text
    assert "跳过了" in step.text


def test_progress_counts_down(begin: Begin) -> None:
    step = begin(track="finance")
    left = []
    while match := re.search(r"最多还有 (\d+) 题", step.text):
        left.append(int(match[1]))
        step = step.press("skip")
    assert left == sorted(left, reverse=True)


def test_birth_in_the_future_is_refused(begin: Begin) -> None:
    step = begin(track="finance")
    while "f:birth_date.y" not in step.names:
        step = step.press("skip")
    step = step.press(**{"f:birth_date.y": "2199"})
    assert "出生日期在今天以后" in step.text


def test_wrong_date_is_explained_and_kept(begin: Begin) -> None:
    step = begin(track="finance")
    while "f:birth_date.y" not in step.names:
        step = step.press("skip")
    step = step.press(**{"f:birth_date.y": "1988", "f:birth_date.m": "13"})
    assert "没有这一天" in step.text
    assert 'value="13"' in step.text
    assert 'aria-invalid="true"' in step.text


def test_next_without_an_answer_asks_for_one(begin: Begin) -> None:
    assert "请先回答，或点“先跳过”" in begin(track="finance").press().text


def test_rows_are_added_and_removed_without_scripts(begin: Begin) -> None:
    step = begin(track="finance")
    while "r:0:grade" not in step.names:
        step = step.press("skip")
    step = step.press("more", **{"r:0:": "", "r:0:grade": "senior"})
    assert "r:1:grade" in step.names
    assert re.search(r'value="senior" selected', step.text)
    step = step.press("drop:0", **{"r:0:": "", "r:1:": "", "r:0:grade": "senior"})
    assert "r:1:grade" not in step.names
    assert not re.search(r'value="senior" selected', step.text)


def test_answers_can_be_changed(begin: Begin) -> None:
    step = begin(track="finance")
    while "f:birth_date.y" not in step.names:
        step = step.press("skip")
    step = step.press(**{"f:birth_date.y": "1988"}).press("edit:facts:birth_date")
    assert step.heading == "您哪天出生？"
    assert 'value="1988"' in step.text
    assert "1970" in step.press(**{"f:birth_date.y": "1970"}).text


def test_back_shows_the_question_before(begin: Begin) -> None:
    first = begin(track="finance")
    assert first.press("skip").press("back").heading == first.heading


def test_result_can_be_seen_at_any_time_and_left_again(begin: Begin) -> None:
    first = begin(track="finance")
    result = first.press("result")
    assert "接着答" in result.text
    assert result.press("questions").heading == first.heading


def test_claims_are_asked_once_and_last(begin: Begin) -> None:
    step = begin(track="finance")
    while "主张哪几条" not in step.text:
        assert "最多还有" in step.text
        if "f:on_job" in step.names:
            step = step.press(**{"f:on_job": "yes"})
        elif "f:birth_date.y" in step.names:
            step = step.press(**{"f:birth_date.y": "1988"})
        else:
            step = step.press("none")
    step = step.press(claims=["四/2/（2）"])
    assert "最多还有" not in step.text
    assert step.heading.startswith("青年人才")
    assert "待人定" in step.text


def test_an_answer_is_shown_again_where_it_is_changed(begin: Begin) -> None:
    step = begin(track="finance")
    while "f:on_job" not in step.names:
        step = step.press("skip")
    again = step.press(**{"f:on_job": "no"}).press("edit:facts:on_job")
    assert re.search(r'name="f:on_job" value="no" checked', again.text)


def test_all_fields_show_a_table_and_lead_to_one_field(begin: Begin) -> None:
    step = begin(track="*").press("result")
    assert "<table" in step.text
    assert "金融" in step.text
    one = step.press("track:finance")
    assert "金融 </nav>" in one.text.replace("</nav>", " </nav>")


def test_another_field_keeps_the_answers(begin: Begin) -> None:
    step = begin(track="finance")
    while "f:birth_date.y" not in step.names:
        step = step.press("skip")
    step = step.press(**{"f:birth_date.y": "1988"}).press("result").press("track:science")
    assert "1988" in step.text


def test_choosing_a_field_says_where_the_employer_belongs(begin: Begin) -> None:
    assert "单位所属领域" in begin(track="finance").text
    assert "单位所属领域" not in begin(track="*").text


def test_english_pages_have_no_chinese_of_their_own(
    begin: Begin, client: Client, demo_pack: Pack
) -> None:
    client.cookies["language"] = "en"
    step = begin(track="finance")
    pages = [step.text]
    while "at most" in step.text:
        step = step.press("skip")
        pages.append(step.text)
    for page in pages:
        body = re.sub(r'(?s)<span class="b-cite">.*?</span>|<a class="b-cite".*?</a>', "", page)
        body = body.replace(">中文<", "")
        assert not re.search(r"[\u4e00-\u9fff]", body), re.findall(r".{20}[\u4e00-\u9fff]+", body)[
            :5
        ]


@pytest.mark.parametrize("track", ["finance", "*"])
def test_result_is_there_as_a_document(track: str, begin: Begin) -> None:
    response = begin(track=track).press("result").press("pdf").response
    assert response["Content-Type"] == "application/pdf"
    assert response["Cache-Control"] == "no-store"
    name = unquote(response["Content-Disposition"].partition("filename*=utf-8''")[2])
    assert name.startswith("示例计划-2025-")
    assert name.endswith("核对结果-2025-05-20.pdf")
    assert response.content.startswith(b"%PDF-")
