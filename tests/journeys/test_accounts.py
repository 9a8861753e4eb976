"""Into the site: by phone with and without scripts, by a link with a second factor, and back in."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import expect
from pytest_django import Settings

from bole.web.accounts import services
from bole.web.common import gateways
from tests.journeys.checks import assert_accessible
from tests.web import factories

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)


def latest_code() -> str:
    found = re.search(r"\d{6}", gateways.outbox[-1].text)
    assert found
    return found[0]


def by_phone(page: Page, site: str, *, start: str = "/me/") -> None:
    """From a page that asks to sign in, back to it."""
    page.goto(site + start)
    page.get_by_label("手机号").fill("199 0000 0001")
    page.get_by_role("button", name="获取验证码").click()
    expect(page.locator("h1")).to_have_text("填验证码")
    page.get_by_label("6 位验证码").fill(latest_code())
    page.get_by_role("button", name="登录", exact=True).click()


def test_new_person_gets_in_by_phone(page: Page, site: str) -> None:
    page.goto(f"{site}/me/")
    assert_accessible(page)
    page.get_by_role("button", name="获取验证码").click()
    expect(page.get_by_role("alert").filter(has_text="不像一个手机号")).to_be_visible()
    assert_accessible(page)
    by_phone(page, site)
    expect(page.locator("h1")).to_have_text("你好")
    assert_accessible(page)
    page.get_by_role("link", name="去写").click()
    page.get_by_label("姓名").fill("林一诺")
    page.get_by_role("button", name="保存姓名").click()
    expect(page.get_by_role("status")).to_have_text("姓名已保存")
    assert_accessible(page)
    page.locator("summary", has_text="林一诺").click()
    page.get_by_role("button", name="退出", exact=True).click()
    expect(page.get_by_role("link", name="登录")).to_be_visible()


def test_signing_in_works_without_scripts(plain_page: Page, site: str) -> None:
    by_phone(plain_page, site, start="/me/consents/")
    expect(plain_page.locator("h1")).to_have_text("同意事项")
    plain_page.locator("summary", has_text="199****0001").click()
    plain_page.get_by_role("button", name="退出", exact=True).click()
    expect(plain_page.get_by_role("link", name="登录")).to_be_visible()


def test_staff_get_in_by_their_link_and_a_second_factor(page: Page, site: str) -> None:
    user, _ = services.person_for(name="周审核", email="zhou@example.org")
    office = factories.organisation("示例人才办", kind="office")
    factories.member(user, office, role="talent_office")
    page.goto(site + services.invite(user, purpose="staff", by=None))
    assert_accessible(page)
    page.get_by_label("新密码").fill("mo3-zhu2-quan2")
    page.get_by_role("button", name="设好密码，登录").click()
    expect(page.locator("h1")).to_have_text("开启第二步验证")
    assert_accessible(page)
    secret = page.locator("code").inner_text()
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    page.get_by_label("6 位验证码").fill(code)
    page.get_by_role("button", name="开启").click()
    expect(page.locator("h1")).to_have_text("备用码")
    expect(page.locator(".b-codes li")).to_have_count(10)
    assert_accessible(page)
    page.get_by_role("link", name="收好了，去主页").click()
    expect(page.get_by_role("heading", name="工作台")).to_be_visible()
    assert_accessible(page)


def test_what_was_typed_outlives_the_session(
    plain_page: Page, site: str, settings: Settings
) -> None:
    by_phone(plain_page, site, start="/account/")
    settings.BOLE_NOW = "2025-05-20T13:00"
    plain_page.get_by_label("姓名").fill("林一诺")
    plain_page.get_by_role("button", name="保存姓名").click()
    expect(plain_page.locator("h1")).to_have_text("登录")
    plain_page.get_by_label("手机号").fill("199 0000 0001")
    plain_page.get_by_role("button", name="获取验证码").click()
    expect(plain_page.locator("h1")).to_have_text("填验证码")
    plain_page.get_by_label("6 位验证码").fill(latest_code())
    plain_page.get_by_role("button", name="登录", exact=True).click()
    expect(plain_page.locator("h1")).to_have_text("刚才填的都在")
    plain_page.get_by_role("button", name="再送一次").click()
    expect(plain_page.get_by_role("status")).to_have_text("姓名已保存")
