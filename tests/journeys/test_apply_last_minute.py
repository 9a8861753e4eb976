"""The end of a round, to the second, and the office that moves it for those who had begun."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect
from pytest_django import Settings

from bole.web.applications import services
from bole.web.applications.models import Case
from tests.journeys import applying as do
from tests.web import factories

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from bole.web.organisations.models import Organisation

pytestmark = pytest.mark.django_db(transaction=True)
PACK = "beijing/bast-engineers/2026"
BEFORE, AFTER = "2026-04-27T23:59:59", "2026-04-28T00:00:00"
ENDED = "已于 2026 年 4 月 27 日 24:00 截止"


@pytest.fixture
def site(server: str, settings: Settings, tmp_path: Path) -> str:
    settings.BOLE_NOW = "2026-04-20T10:00"
    settings.BOLE_FILES = tmp_path / "stored"
    return server


@pytest.fixture
def society(site: str, transactional_db: None) -> Organisation:
    return factories.organisation("示例学会", kind="recommender", channel="society")


def ready(name: str, to: Organisation, *, n: int) -> Case:
    """A draft of the growth plan that nothing stands against."""
    who = factories.user(name)
    who.phone_verified = True
    who.save()
    case = factories.draft(
        who, pack=PACK, programme="growth", employer=factories.organisation(f"示例单位{n}"),
        recommender=to,
    )  # fmt: skip
    factories.fill(
        case, who, name=name, identity_document="resident_id",
        identity_code=factories.identity_code(n), employer__name=f"示例单位{n}",
    )  # fmt: skip
    factories.agree(case)
    for number in ("1", "2", "3", "4", "5"):
        factories.attach(case, who, material=number)
    return case


def at_the_button(page: Page, case: Case, *, site: str) -> None:
    """The filer before the button, with nothing in the way."""
    do.sign_in(page.context, case.filer, site=site)
    page.goto(f"{site}/cases/{case.id}/submit/")
    expect(page.locator("h1")).to_have_text("可以提交了")


def press(page: Page) -> None:
    page.get_by_role("button", name="提交申报").click()


@pytest.mark.parametrize("width", [390])
def test_the_last_second_counts_and_the_next_does_not(
    page: Page, site: str, society: Organisation, settings: Settings
) -> None:
    early, late = ready("林一诺", society, n=61), ready("周予安", society, n=62)
    settings.BOLE_NOW = BEFORE
    at_the_button(page, early, site=site)
    expect(page.get_by_text("今天截止")).to_be_visible()
    do.look(page, "last-second")
    press(page)
    expect(page.locator("h1")).to_have_text("申报已收到")
    expect(page.get_by_text("2026-04-27 23:59:59")).to_be_visible()
    at_the_button(page, late, site=site)
    settings.BOLE_NOW = AFTER
    press(page)
    expect(page.get_by_role("alert")).to_contain_text(ENDED)
    do.look(page, "too-late")
    early.refresh_from_db()
    late.refresh_from_db()
    assert f"{early.submitted_at:%Y-%m-%d %H:%M:%S}" == "2026-04-27 15:59:59"
    assert (late.submitted_at, late.number) == (None, None)
    assert not late.slots.exists()


@pytest.mark.parametrize("width", [390])
def test_a_press_that_arrived_in_time_counts_however_long_it_takes(
    page: Page,
    site: str,
    society: Organisation,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = ready("林一诺", society, n=63)
    settings.BOLE_NOW = BEFORE
    at_the_button(page, case, site=site)
    real = services.submit

    def slow(*args: Any, **kwargs: Any) -> Any:
        settings.BOLE_NOW = "2026-04-28T00:00:07"
        return real(*args, **kwargs)

    monkeypatch.setattr(services, "submit", slow)
    press(page)
    expect(page.locator("h1")).to_have_text("申报已收到")
    expect(page.get_by_text("2026-04-27 23:59:59")).to_be_visible()


@pytest.mark.parametrize("width", [390])
def test_a_press_after_the_session_ended_is_kept_for_after_the_sign_in(
    page: Page, site: str, society: Organisation, settings: Settings
) -> None:
    case = ready("林一诺", society, n=66)
    at_the_button(page, case, site=site)
    settings.BOLE_NOW = "2026-04-20T14:00"
    press(page)
    assert case.filer.phone
    do.sign_in_by_phone(page, case.filer.phone.removeprefix("+86"))
    do.look(page, "held")
    page.get_by_role("button", name="再送一次").click()
    expect(page.locator("h1")).to_have_text("申报已收到")


@pytest.mark.parametrize("width", [1440])
def test_an_extension_for_drafts_that_were_there(
    browser: Browser, page: Page, site: str, society: Organisation, settings: Settings
) -> None:
    office, decides = factories.organisation("示例中心", kind="office"), factories.user("江照野")
    factories.member(decides, office, role="talent_office")
    factories.desk(office, actor="center", pack=PACK, programme="growth")
    settings.BOLE_NOW = "2026-04-27T20:00"
    there = ready("林一诺", society, n=64)
    settings.BOLE_NOW = "2026-04-27T22:00"
    after = ready("周予安", society, n=65)
    desk = do.another(browser, decides, site=site)
    extend(desk, site)
    desk.context.close()
    settings.BOLE_NOW = "2026-04-28T08:00"
    at_the_button(page, there, site=site)
    expect(page.get_by_text("（已延长）")).to_be_visible()
    do.look(page, "extended")
    press(page)
    expect(page.locator("h1")).to_have_text("申报已收到")
    do.sign_in(page.context, after.filer, site=site)
    page.goto(f"{site}/cases/{after.id}/submit/")
    expect(page.get_by_role("listitem").filter(has_text=ENDED)).to_be_visible()
    expect(page.get_by_role("button", name="提交申报")).to_have_count(0)
    there.refresh_from_db()
    after.refresh_from_db()
    assert there.number
    assert after.submitted_at is None


def extend(desk: Page, site: str) -> None:
    """The office's decision: until noon for those who had begun by nine in the evening."""
    desk.goto(f"{site}/desk/cycles/{PACK}/")
    desk.get_by_role("link", name="延期：填报并送推荐单位").first.click()
    desk.get_by_label("延到哪天").fill("2026-04-28")
    desk.get_by_label("几点", exact=True).fill("12:00")
    desk.get_by_label("只给在某个时刻之前开始填的草稿").check()
    desk.get_by_label("草稿在哪天之前开始").fill("2026-04-27")
    desk.get_by_label("几点之前").fill("21:00")
    desk.get_by_label("理由和依据").fill("系统故障一小时")
    desk.get_by_role("button", name="看看影响谁").click()
    expect(desk.get_by_text("涉及 1 份草稿")).to_be_visible()
    do.look(desk, "extend-drafts")
    desk.get_by_role("button", name="确认，马上生效").click()
    expect(desk.get_by_text("已生效，有记录")).to_be_visible()
