"""Filling in a form: it saves itself, through ended sessions, lost lines and a second tab."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from bole.web.applications.models import Case
from tests.journeys.checks import assert_accessible, eventually
from tests.web import factories

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

    from bole.web.accounts.models import User

pytestmark = pytest.mark.django_db(transaction=True)

KEPT = "Object.keys(sessionStorage).filter(key => key.startsWith('bole:'))"
PHONE = pytest.mark.parametrize("width", [390])
DESK = pytest.mark.parametrize("width", [1440])
SAVED = re.compile(r"10:00:00 已保存")


@pytest.fixture
def who(site: str) -> User:
    return factories.user()


@pytest.fixture
def case(who: User) -> Case:
    return factories.draft(who, track="finance", tier="young")


def sign_in(context: BrowserContext, who: User, *, site: str) -> None:
    """The browser as it is after a sign-in."""
    session = factories.client_of(who).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": site}])


def facts(case: Case) -> dict[str, object]:
    fresh = Case.objects.select_related("person_sheet").get(pk=case.pk)
    found: dict[str, object] = fresh.person_sheet.content.get("facts", {})
    return found


def open_section(
    page: Page, case: Case, who: User, *, site: str, section: str = "identity"
) -> None:
    sign_in(page.context, who, site=site)
    page.goto(f"{site}/cases/{case.id}/form/{section}/")


def test_what_is_typed_is_saved_by_itself(page: Page, case: Case, who: User, site: str) -> None:
    open_section(page, case, who, site=site, section="work")
    assert_accessible(page)
    before = page.locator("#beside").inner_text()
    page.get_by_label("是", exact=True).check()
    expect(page.locator("#save")).to_have_text(SAVED)
    assert facts(case)["on_job"] is True
    expect(page.locator("#beside")).not_to_have_text(before)
    assert_accessible(page)
    page.reload()
    expect(page.get_by_label("是", exact=True)).to_be_checked()


def test_a_wrong_date_is_said_and_kept(page: Page, case: Case, who: User, site: str) -> None:
    open_section(page, case, who, site=site)
    page.get_by_label("月").fill("13")
    page.get_by_label("姓名").click()
    expect(page.locator("#save")).to_have_text(SAVED)
    expect(page.get_by_text("请填年份")).to_be_visible()
    page.get_by_role("button", name="保存，下一部分：").click()
    expect(page.get_by_role("alert")).to_contain_text("有几处看不懂")
    expect(page.get_by_label("月")).to_have_value("13")
    assert_accessible(page)


@PHONE
def test_leaving_saves(page: Page, case: Case, who: User, site: str) -> None:
    open_section(page, case, who, site=site)
    page.get_by_label("姓名").fill("林一诺")
    page.get_by_role("link", name="我的申报").first.click()
    page.goto(f"{site}/cases/{case.id}/form/identity/")
    expect(page.get_by_label("姓名")).to_have_value("林一诺")


@PHONE
def test_text_outlives_the_session(
    page: Page, case: Case, who: User, site: str, expected: list[str]
) -> None:
    expected += ["status of 401", "status of 403"]
    open_section(page, case, who, site=site)
    Session.objects.all().delete()
    page.get_by_label("姓名").fill("林一诺")
    link = page.locator("#save a")
    expect(link).to_have_text("去登录（新窗口）")
    assert "/account/login/?next=" in (link.get_attribute("href") or "")
    assert facts(case) == {}
    # Whoever signs in elsewhere brings a new session and, as here, a new safety mark.
    sign_in(page.context, who, site=site)
    page.context.clear_cookies(name="csrftoken")
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.locator("#save")).to_have_text(SAVED, timeout=20_000)
    assert facts(case)["name"] == "林一诺"


@PHONE
def test_text_outlives_a_lost_line(
    page: Page, case: Case, who: User, site: str, expected: list[str]
) -> None:
    expected += ["ERR_INTERNET_DISCONNECTED"]
    open_section(page, case, who, site=site)
    page.context.set_offline(True)
    page.get_by_label("姓名").fill("林一诺")
    expect(page.locator("#save")).to_have_text(re.compile("网络断了"))
    page.context.set_offline(False)
    expect(page.locator("#save")).to_have_text(SAVED, timeout=20_000)
    assert facts(case)["name"] == "林一诺"
    # Nothing stays in the browser once it is safe.
    assert page.evaluate(KEPT) == []


@DESK
def test_two_tabs_choose(page: Page, case: Case, who: User, site: str) -> None:
    open_section(page, case, who, site=site)
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_label("姓名").fill("林亦诺")
    expect(other.locator("#save")).to_have_text(SAVED)
    page.bring_to_front()
    page.get_by_label("姓名").fill("林易诺")
    page.get_by_label("年").fill("1990")
    expect(page.locator("#clashes")).to_contain_text("林亦诺")
    assert_accessible(page)
    eventually(lambda: facts(case) == {"name": "林亦诺", "birth_date": "1990"}, page=page)
    page.locator("#clashes").get_by_text("这里填的").click()
    expect(page.locator("#save")).to_have_text(SAVED)
    expect(page.locator("#clashes")).to_have_count(0)
    assert facts(case)["name"] == "林易诺"
    other.bring_to_front()
    other.get_by_label("姓名").fill("林又诺")
    expect(other.locator("#clashes")).to_contain_text("林易诺")
    other.locator("#clashes").get_by_text("你在别的窗口").click()
    expect(other.get_by_label("姓名")).to_have_value("林易诺")
    other.close()


@PHONE
def test_records_come_and_go(page: Page, case: Case, who: User, site: str) -> None:
    open_section(page, case, who, site=site, section="education")
    page.get_by_label("名称").fill("工程师")
    page.get_by_role("button", name="再加一条").click()
    expect(page.get_by_label("名称")).to_have_count(2)
    page.get_by_label("名称").nth(1).fill("高级工程师")
    page.get_by_role("button", name="第 2 条上移").click()
    expect(page.get_by_label("名称").first).to_have_value("高级工程师")
    page.get_by_role("button", name="去掉第 2 条").click()
    expect(page.get_by_label("名称")).to_have_count(1)
    page.get_by_label("写全了").check()
    expect(page.locator("#save")).to_have_text(SAVED)


@PHONE
@pytest.mark.parametrize("scripts", [True, False])
def test_one_more_beside_an_empty_record_leads_to_that_one(
    request: pytest.FixtureRequest, case: Case, who: User, site: str, scripts: bool, width: int
) -> None:
    page: Page = request.getfixturevalue("page" if scripts else "plain_page")
    open_section(page, case, who, site=site, section="education")
    page.get_by_label("名称").fill("工程师")
    page.get_by_role("button", name="再加一条").click()
    expect(page.get_by_label("名称")).to_have_count(2)
    page.get_by_role("button", name="再加一条").click()
    expect(page.get_by_text("第 2 条还是空的，先填这一条。")).to_be_in_viewport()
    expect(page.locator("#k-titles-1")).to_be_focused()
    expect(page.get_by_label("名称")).to_have_count(2)
    if scripts:
        assert_accessible(page)


@PHONE
def test_text_outlives_a_reload_and_stays_with_its_owner(
    page: Page, case: Case, who: User, site: str, expected: list[str]
) -> None:
    expected += ["ERR_", "status of 404"]
    open_section(page, case, who, site=site)
    page.route(
        "**/form/identity/",
        lambda route: route.abort() if route.request.method == "POST" else route.continue_(),
    )
    page.get_by_label("姓名").fill("林一诺")
    expect(page.locator("#save")).to_have_text(re.compile("网络断了"))
    page.reload()
    expect(page.get_by_label("姓名")).to_have_value("林一诺")
    page.unroute("**/form/identity/")
    expect(page.locator("#save")).to_have_text(SAVED, timeout=20_000)
    assert facts(case)["name"] == "林一诺"
    sign_in(page.context, factories.user("周予安"), site=site)
    page.get_by_label("姓名").fill("周予安")
    expect(page.locator("#save")).to_have_text(re.compile("账号打不开"))
    assert facts(case)["name"] == "林一诺"
    assert page.evaluate(KEPT) != []
    page.locator("summary", has_text="林一诺").click()
    page.get_by_role("button", name="退出", exact=True).click()
    expect(page.get_by_role("link", name="登录")).to_be_visible()
    assert page.evaluate(KEPT) == []


def test_the_tree_follows_what_is_ticked(page: Page, case: Case, who: User, site: str) -> None:
    open_section(page, case, who, site=site, section="claims")
    assert_accessible(page)
    box = page.locator("input[name=claims]").first
    box.check()
    expect(page.locator("#save")).to_have_text(SAVED)
    expect(page.locator("#tree")).not_to_have_attribute("aria-busy", "true")
    expect(box).to_be_checked()
    expect(box).to_be_focused()
    assert Case.objects.select_related("sheet").get(pk=case.pk).sheet.content["claims"]
    page.reload()
    expect(box).to_be_checked()


def test_the_form_works_without_scripts(
    plain_page: Page, case: Case, who: User, site: str, expected: list[str]
) -> None:
    expected += ["status of 401"]
    page = plain_page
    open_section(page, case, who, site=site)
    page.get_by_label("姓名").fill("林一诺")
    page.get_by_role("button", name="保存，下一部分：").click()
    page.get_by_label("是", exact=True).check()
    Session.objects.all().delete()
    page.get_by_role("button", name="保存，下一部分：").click()
    expect(page.locator("h1")).to_have_text("先登录，填的还在")
    sign_in(page.context, who, site=site)
    page.get_by_role("button", name="接着填").click()
    expect(page.get_by_label("是", exact=True)).to_be_checked()
    page.get_by_role("button", name="保存草稿").click()
    eventually(lambda: facts(case) == {"name": "林一诺", "on_job": True}, page=page)
