"""Organisations and the decisions of offices, in a real browser, at both widths."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pytest_django import Settings

from tests.journeys.checks import assert_accessible

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from bole.web.accounts.models import User
    from tests.web.factories import Cast

pytestmark = pytest.mark.django_db(transaction=True)
PACK = "beijing/bast-engineers/2026"
CYCLE = f"/desk/cycles/{PACK}/"


@pytest.fixture
def cast(settings: Settings) -> Cast:
    from tests.web import factories

    settings.BOLE_NOW = "2026-04-20T10:00"
    everyone = factories.cast(pack=PACK, programme="growth", track="")
    factories.desk(everyone.office, actor="center", pack=PACK, programme="studio")
    return everyone


def sign_in(page: Page, site: str, user: User) -> None:
    """The page's browser as one in which the user has signed in."""
    from tests.web.factories import client_of

    page.context.clear_cookies()
    cookie = client_of(user).cookies["sessionid"]
    page.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": site}])


def look(page: Page, name: str) -> None:
    """Checks the page; keeps a picture of it where BOLE_SHOTS names a folder."""
    assert_accessible(page)
    if folder := os.environ.get("BOLE_SHOTS"):
        width = page.viewport_size["width"] if page.viewport_size else 0
        page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)


def test_organisation_from_registration_to_its_members(
    page: Page, live_server: Any, cast: Cast
) -> None:
    site = live_server.url
    sign_in(page, site, cast.stranger)
    page.goto(f"{site}/organisations/")
    look(page, "organisations-empty")
    page.get_by_role("link", name="登记单位").click()
    page.get_by_role("button", name="提交登记").click()
    page.get_by_role("heading", name="还不行，改好再来").wait_for()
    look(page, "register-errors")
    page.get_by_label("统一社会信用代码").fill(_code())
    page.get_by_label("单位名称").fill("新办科技有限公司")
    page.get_by_label("联系人").fill("裴素问")
    page.get_by_label("联系电话").fill("010-00000000")
    page.get_by_role("button", name="提交登记").click()
    page.get_by_text("等核对").wait_for()
    look(page, "organisations-waiting")

    sign_in(page, site, cast.officer)
    page.goto(f"{site}/desk/organisations/")
    look(page, "desk-waiting")
    page.get_by_role("link", name="新办科技有限公司").click()
    look(page, "desk-request")
    page.get_by_role("button", name="通过", exact=True).click()
    page.get_by_text("已办，对方会收到消息").wait_for()

    sign_in(page, site, cast.stranger)
    page.goto(f"{site}/me/notices/")
    look(page, "notices")
    page.goto(f"{site}/organisations/{_code()}/")
    page.get_by_role("link", name="邀请成员").click()
    page.get_by_label("姓名").fill("白鹿鸣")
    page.get_by_label("邮箱").fill("new@example.org")
    look(page, "invite")
    page.get_by_role("button", name="发出邀请").click()
    page.get_by_text("等对方接受").wait_for()
    look(page, "organisation")


def test_office_decides_after_it_has_seen_who_is_affected(
    page: Page, live_server: Any, cast: Cast
) -> None:
    site = live_server.url
    sign_in(page, site, cast.talent_office)
    for name, url in (
        ("desk-all", "/desk/organisations/all/"),
        ("desk-organisation", f"/desk/organisations/{cast.employer.uscc}/"),
        ("desk-found", "/desk/organisations/new/recommender/"),
        ("desk-desks", "/desk/desks/"),
        ("desk-desks-of", f"/desk/desks/{PACK}/growth/"),
        ("desk-deliveries", "/desk/deliveries/"),
        ("cycles", "/desk/cycles/"),
    ):
        page.goto(f"{site}{url}")
        look(page, name)
    page.goto(f"{site}{CYCLE}")
    page.get_by_role("link", name="延期：填报并送推荐单位").first.click()
    page.get_by_label("延到哪天").fill("2026-04-29")
    page.get_by_label("理由和依据").fill("系统故障 3 小时")
    page.get_by_role("button", name="看看影响谁").click()
    page.get_by_role("heading", name="确认前请看一眼").wait_for()
    look(page, "extend-preview")
    page.get_by_role("button", name="确认，马上生效").click()
    page.get_by_text("已生效，有记录").wait_for()
    look(page, "cycle")
    page.get_by_role("link", name="决定：“不少于 5 人”含不含负责人").click()
    look(page, "reading")
    page.goto(f"{site}{CYCLE}quotas/growth/district_quota/")
    look(page, "quotas")


def _code() -> str:
    from tests.web.factories import uscc

    return uscc(900_001)
