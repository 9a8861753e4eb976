"""A section without scripts: shown, saved, told what is wrong, records more and less."""

from __future__ import annotations

import re

import pytest
from pytest_django import DjangoAssertNumQueries

from bole.policy.pack import Pack
from bole.web.applications.models import Case
from bole.web.profiles.completeness import lacks
from bole.web.profiles.services import content_of, save
from bole.web.programmes.form import form_of
from tests.web import factories
from tests.web.forms.browser import fields_of
from tests.web.forms.conftest import Desk

pytestmark = pytest.mark.django_db
DATE = {"f:birth_date.y": "1990", "f:birth_date.m": "3", "f:birth_date.d": ""}


def test_a_section_is_saved_and_shown_again(desk: Desk) -> None:
    answer = desk.post(
        "identity", desk.fields("identity"), **DATE, **{"f:name": "林一诺", "go": "next"}
    )
    assert answer.status_code == 302
    assert answer.url == desk.url("work")
    assert desk.facts["birth_date"] == "1990-03"
    assert desk.fields("identity")["f:birth_date.m"] == ["3"]
    desk.post("work", desk.fields("work"), **{"f:on_job": "yes"})
    assert desk.fields("work")["f:on_job"] == ["yes"]
    overview = desk.client.get(desk.url()).content.decode()
    assert "2/4" in overview


def test_what_the_beginning_named_is_offered_and_told_once_saved(desk: Desk) -> None:
    employer = factories.organisation("示例银行股份有限公司")
    Case.objects.filter(pk=desk.case.pk).update(employer=employer)
    assert desk.fields("identity")["f:name"] == ["林一诺"]
    assert desk.facts == {}
    assert "data-offered" in desk.page("employer")
    desk.post("employer", desk.fields("employer"), go="next")
    assert desk.facts == {"employer.name": employer.name, "employer.code": employer.uscc}
    assert "data-offered" not in desk.page("employer")


def test_what_cannot_be_read_is_kept_as_typed_and_told(desk: Desk, demo_pack: Pack) -> None:
    wrong = {"f:birth_date.y": "90年", "f:birth_date.m": "13", "f:name": "林一诺"}
    answer = desk.post("identity", desk.fields("identity"), **wrong, go="next")
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "没有这一天" in html
    assert 'aria-invalid="true"' in html
    for page in (html, desk.page("identity")):
        said = fields_of(page)
        assert (said["f:birth_date.y"], said["f:birth_date.m"]) == (["90年"], ["13"])
        assert said["f:name"] == ["林一诺"]
    assert "没有这一天" in desk.page("identity")
    case = Case.objects.get(pk=desk.case.pk)
    form = form_of(demo_pack, programme="demo", track="finance")
    contents = content_of(case.person_sheet), content_of(case.sheet)
    found = {(k.key, k.wrong) for k in lacks(form, *contents, vocabulary=demo_pack.vocabulary)}
    assert ("birth_date", True) in found
    assert "看不懂，要改" in desk.client.get(desk.url()).content.decode()
    desk.post("identity", desk.fields("identity"), **DATE)
    assert desk.facts["birth_date"] == "1990-03"


def test_records_are_added_moved_and_taken_away(desk: Desk) -> None:
    fields = desk.fields("education")
    answer = desk.post("education", fields, **{"titles:r:0:name": "工程师", "go": "more:titles"})
    assert answer.url.endswith("?more=titles#k-titles")
    fields = desk.fields("education", "?more=titles")
    desk.post("education", fields, **{"titles:r:1:name": "高级工程师"})
    rows = desk.rows("titles")
    assert rows is not None
    assert [r["name"] for r in rows] == ["工程师", "高级工程师"]
    desk.post("education", desk.fields("education"), go=f"up:titles:{rows[1]['_id']}")
    assert [r["name"] for r in desk.rows("titles") or []] == ["高级工程师", "工程师"]
    desk.post("education", desk.fields("education"), go=f"drop:titles:{rows[1]['_id']}")
    assert [r["name"] for r in desk.rows("titles") or []] == ["工程师"]
    answer = desk.post("education", desk.fields("education"), **{"closed:titles": "none"})
    assert answer.status_code == 422
    assert [r["name"] for r in desk.rows("titles") or []] == ["工程师"]


def test_one_more_beside_an_empty_record_leads_to_that_one_and_says_so(desk: Desk) -> None:
    said = "第 1 条还是空的，先填这一条。"
    assert said not in desk.page("education")
    answer = desk.post("education", desk.fields("education"), go="more:titles")
    assert answer.url.endswith("?more=titles&empty=titles")  # a place would keep the focus away
    page = desk.page("education", "?more=titles&empty=titles")
    assert re.search(
        rf'<fieldset [^>]*id="k-titles-0" tabindex="-1" autofocus.*?role="status".*?{said}', page
    )
    assert page.count(" autofocus") == 1
    written = {"titles:r:0:name": "工程师", "go": "more:titles"}
    answer = desk.post("education", desk.fields("education"), **written)
    assert answer.url.endswith("?more=titles#k-titles")
    answer = desk.post("education", desk.fields("education", "?more=titles"), go="more:titles")
    assert answer.url.endswith("&empty=titles")
    page = desk.page("education", "?more=titles&empty=titles")
    assert "第 2 条还是空的" in page
    assert page.count('id="k-titles-') == 2


def test_no_records_at_all_can_be_said(desk: Desk) -> None:
    desk.post("education", desk.fields("education"), **{"closed:titles": "none"})
    assert desk.rows("titles") == []
    assert desk.fields("education")["closed:titles"] == ["none"]
    assert "titles:r:0:" not in desk.fields("education")


def test_what_another_programme_asked_of_a_record_stays(desk: Desk) -> None:
    row = {"_id": "a", "name": "工程师", "series": "engineering", "date": "2015"}
    save(desk.case.person_sheet, {"family:titles": [row]}, base=0, by=desk.who)
    desk.post("education", desk.fields("education"), **{"titles:r:0:name": "总工"})
    assert desk.rows("titles") == [row | {"name": "总工"}]


def test_the_tree_takes_claims(desk: Desk) -> None:
    html = desk.page("claims")
    shown = fields_of(html)
    assert shown["shown"]
    address = shown["shown"][0]
    desk.client.post(desk.url("claims"), {**shown, "claims": [address], "go": "save"})
    assert address in fields_of(desk.page("claims"))["claims"]
    case = Case.objects.select_related("sheet").get(pk=desk.case.pk)
    assert case.sheet.content["claims"] == [address]
    desk.client.post(
        desk.url("claims"),
        {k: v for k, v in fields_of(desk.page("claims")).items() if k != "claims"},
    )
    case.sheet.refresh_from_db()
    assert case.sheet.content["claims"] == []


def test_only_whoever_fills_the_form_finds_it(desk: Desk) -> None:
    officer = factories.user("陈知行")
    employer = factories.organisation()
    factories.member(officer, employer, role="employer_officer")
    Case.objects.filter(pk=desk.case.pk).update(employer=employer)
    for who in (factories.user("裴素问"), officer):
        client = factories.client_of(who)
        for url in (desk.url(), desk.url("identity"), desk.url("claims")):
            assert client.get(url).status_code == 404
            assert client.post(url, {"auto": "1"}).status_code in (404, 405)
    assert desk.client.get(desk.url("nothing")).status_code == 404


def test_a_submitted_case_takes_no_changes(desk: Desk) -> None:
    fields = desk.fields("identity")
    Case.objects.filter(pk=desk.case.pk).update(number="X-1", submitted_at=desk.case.started_at)
    answer = desk.post("identity", fields, **{"f:name": "误", "auto": "1"})
    assert (answer.status_code, "name" in desk.facts) == (409, False)
    assert desk.client.get(desk.url("identity")).status_code == 302
    assert desk.post("identity", fields, **{"f:name": "误"}).status_code == 302


def test_what_is_unlocked_can_be_changed_and_nothing_else(desk: Desk) -> None:
    fields = desk.fields("identity")
    Case.objects.filter(pk=desk.case.pk).update(
        number="X-1", submitted_at=desk.case.started_at, unlocked=["name"]
    )
    desk.post("identity", fields, **DATE, **{"f:name": "林一诺"})
    assert desk.facts == {"name": "林一诺"}


@pytest.mark.parametrize("rows", [1, 30])
def test_pages_ask_the_database_the_same_however_much_was_told(
    desk: Desk, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    titles = [{"_id": f"r{n}", "name": f"工程师{n}"} for n in range(rows)]
    save(desk.case.person_sheet, {"family:titles": titles, "name": "林一诺"}, base=0, by=desk.who)
    for section in ("", "education", "claims"):
        desk.client.get(desk.url(section))
        with django_assert_num_queries(PAGE_QUERIES):
            assert desk.client.get(desk.url(section)).status_code == 200
    fields = desk.fields("education") | {"auto": ["1"], "titles:r:0:name": ["总工"]}
    with django_assert_num_queries(SAVE_QUERIES):
        assert desk.client.post(desk.url("education"), fields).status_code == 200


def test_english_pages_have_no_chinese_of_their_own(desk: Desk) -> None:
    desk.client.cookies["language"] = "en"
    Case.objects.filter(pk=desk.case.pk).update(subject="")
    desk.who.name = "Lin Yinuo"
    desk.who.save()
    for section in ("", "identity", "education", "employer", "claims"):
        body = desk.page(section)
        body = re.sub(r'(?s)<span class="b-cite">.*?</span>|<a class="b-cite".*?</a>', "", body)
        body = re.sub(r'(value|data-key)="[^"]*"', "", body.replace(">中文<", ""))
        body = re.sub(r"rely on this \([^)]*\)", "", body)
        assert not re.search(r"[\u4e00-\u9fff]", body), re.findall(r".{20}[\u4e00-\u9fff]+", body)[
            :5
        ]


PAGE_QUERIES = 7
SAVE_QUERIES = 11
