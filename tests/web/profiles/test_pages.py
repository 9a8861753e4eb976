"""One's own profile: what stands, its history, import with a look before, export that judges."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from bole.facts.profile import read_profile
from bole.policy.library import shared_vocabulary
from bole.web.accounts.models import User
from bole.web.profiles.bridge import facts_of_contents
from bole.web.profiles.models import FactSheet
from bole.web.profiles.services import content_of, save
from tests.web import factories

pytestmark = pytest.mark.django_db
FILE = """
姓名: 林一诺
出生日期: 1990-03
sex: 男
近亲属: 无
学历学位:
  - {degree: 硕士, 毕业院校: 示例大学, graduated_on: 2015-07}
awards: []
单位:
  name: 示例科技有限公司
"""
GOOD = FILE.replace("近亲属: 无\n", "")


@pytest.fixture
def who(settings: Settings) -> User:
    settings.BOLE_NOW = "2025-05-20T10:00"
    return factories.user()


@pytest.fixture
def browser(who: User) -> Client:
    return factories.client_of(who)


def sheet_of(who: User) -> FactSheet:
    return FactSheet.objects.get_or_create(user=who)[0]


def upload(browser: Client, text: str) -> tuple[int, str]:
    file = SimpleUploadedFile("profile.yaml", text.encode())
    answer = browser.post("/me/profile/import/", {"file": file})
    return answer.status_code, answer.content.decode()


def test_a_wrong_file_is_told_line_by_line_and_changes_nothing(browser: Client, who: User) -> None:
    status, html = upload(browser, FILE)
    assert status == 422
    assert "第 5 行" in html
    assert "近亲属" in html
    assert content_of(sheet_of(who))["facts"] == {}
    assert browser.post("/me/profile/import/", {"text": " "}).status_code == 422
    big = SimpleUploadedFile("p.yaml", b"x" * 300_000)
    assert browser.post("/me/profile/import/", {"file": big}).status_code == 422


def test_an_import_is_shown_first_and_overwrites_nothing_by_itself(
    browser: Client, who: User
) -> None:
    save(sheet_of(who), {"name": "林亦诺"}, base=0, by=who)
    status, html = upload(browser, GOOD)
    assert status == 200
    assert content_of(sheet_of(who))["facts"] == {"name": "林亦诺"}
    ticked = re.findall(r'name="take" value="([^"]+)" checked', html)
    assert set(ticked) == {"birth_date", "sex", "family:education", "family:awards"}
    assert "另有 1 项" in html
    sealed = re.findall(r'name="sealed" value="([^"]+)"', html)[0]
    answer = browser.post("/me/profile/import/", {"sealed": sealed, "take": ticked})
    assert answer.status_code == 302
    content = content_of(sheet_of(who))
    assert content["families"]["awards"] == []
    assert content["facts"] == {"name": "林亦诺", "birth_date": "1990-03", "sex": "male"}
    (row,) = content["families"]["education"]
    assert {k: v for k, v in row.items() if k != "_id"} == {
        "degree": "master", "institution": "示例大学", "graduated_on": "2015-07",
    }  # fmt: skip
    browser.post("/me/profile/import/", {"sealed": sealed, "take": ["name"]})
    assert content_of(sheet_of(who))["facts"]["name"] == "林一诺"


def test_what_no_programme_needs_is_not_kept(browser: Client, who: User) -> None:
    text = GOOD + (
        "is_founder: 是\noccupation: 工程师\nreports:\n"
        "  - {title: 行业报告, adopted: 是}\nposts:\n  - {employer_name: 示例银行, current: 是}\n"
    )
    status, html = upload(browser, text)
    assert status == 200, html
    assert "另有 2 项没有计划用得上" in html
    ticked = re.findall(r'name="take" value="([^"]+)"', html)
    assert not {"is_founder", "occupation"} & set(ticked)
    sealed = re.findall(r'name="sealed" value="([^"]+)"', html)[0]
    everything = [*ticked, "is_founder", "occupation"]
    browser.post("/me/profile/import/", {"sealed": sealed, "take": everything})
    content = content_of(sheet_of(who))
    assert set(content["facts"]) == {"name", "birth_date", "sex"}
    (report,), (post,) = content["families"]["reports"], content["families"]["posts"]
    assert "adopted" not in report
    assert post["current"] is True


def test_an_import_of_somebody_else_is_refused(browser: Client) -> None:
    _status, html = upload(factories.client_of(factories.user("周予安")), GOOD)
    sealed = re.findall(r'name="sealed" value="([^"]+)"', html)[0]
    assert browser.post("/me/profile/import/", {"sealed": sealed}).status_code == 422


def test_what_is_exported_says_the_same_again(browser: Client, who: User) -> None:
    vocabulary = shared_vocabulary()
    told = {
        "name": "林一诺", "birth_date": "1990-03", "on_job": True, "income_last_year": "52.5万元",
        "equity_percent": "12.5%", "present_position": ["chairperson"], "country": "-",
        "family:posts": [{"_id": "a", "employer_name": "示例银行", "start": "2013", "end": "至今"}],
        "closed:posts": True, "family:awards": [], "joined_on": {"typed": {"y": "去年"}},
    }  # fmt: skip
    save(sheet_of(who), told, base=0, by=who)
    answer = browser.get("/me/profile/export/")
    assert "attachment" in answer["Content-Disposition"]
    profile = read_profile(answer.content.decode(), vocabulary=vocabulary)
    mine = facts_of_contents(content_of(sheet_of(who)), vocabulary=vocabulary)
    for id, value in mine.scalars.items():
        if value.given:
            found = profile.facts.get(id)
            assert (found.low, found.high, found.choices) == (value.low, value.high, value.choices)
    assert profile.facts.family("posts").closed
    assert profile.facts.family("awards").closed
    assert "joined_on" not in answer.content.decode()


def test_an_earlier_value_is_put_back(browser: Client, who: User) -> None:
    save(sheet_of(who), {"name": "林一诺", "on_job": True}, base=0, by=who)
    save(sheet_of(who), {"name": "误"}, base=1, by=who)
    page = browser.get("/me/profile/").content.decode()
    assert "之前：林一诺" in page
    browser.post("/me/profile/restore/", {"version": "2", "key": "name"})
    assert content_of(sheet_of(who))["facts"]["name"] == "林一诺"
    assert browser.post("/me/profile/restore/", {"version": "99"}).status_code == 404
    other = factories.client_of(factories.user("周予安"))
    assert other.post("/me/profile/restore/", {"version": "2"}).status_code == 404


@pytest.mark.parametrize("rows", [1, 30])
def test_the_page_asks_the_database_the_same_however_long_the_history(
    browser: Client, who: User, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(rows):
        posts = [{"_id": f"r{i}", "title": f"职务{i}"} for i in range(n + 1)]
        save(sheet_of(who), {"name": f"林一诺{n}", "family:posts": posts}, base=n, by=who)
    browser.get("/me/profile/")
    with django_assert_num_queries(6):
        assert browser.get("/me/profile/").status_code == 200
