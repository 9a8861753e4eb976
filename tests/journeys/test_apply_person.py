"""A person applies by themselves, from the list of programmes to the receipt and back out again."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from pytest_django import Settings

from bole.web.applications.models import Case
from tests.journeys import applying as do
from tests.web import factories
from tests.web.materials import samples

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLE = ROOT / "policies/beijing/xicheng-xirong/2025/example.yaml"


@pytest.fixture
def site(server: str, settings: Settings, tmp_path: Path) -> str:
    settings.BOLE_NOW = "2025-05-20T10:00"
    settings.BOLE_FILES = tmp_path / "stored"
    return server


@pytest.mark.parametrize("width", [1440])
def test_from_the_list_to_the_receipt_and_back(page: Page, site: str) -> None:
    employer = factories.uscc(880_001)
    page.goto(site)
    page.get_by_role("link", name="西融计划 2025", exact=True).click()
    page.get_by_role("link", name="去申报").click()
    do.sign_in_by_phone(page, "199 0000 7001")
    expect(page.locator("h1")).to_contain_text("西融计划 2025")
    do.look(page, "apply")
    page.get_by_role("radio", name="金融").check()
    page.get_by_role("radio", name="青年拔尖人才").check()
    expect(page.get_by_role("radio", name="集中申报")).to_be_checked()
    page.get_by_label("单位的统一社会信用代码").fill(employer)
    page.get_by_role("button", name="开始填表").click()
    expect(page.locator("h1")).to_contain_text("填表：还有")
    do.look(page, "form")
    page.get_by_role("link", name="从那里导入").click()
    page.get_by_label("文件（YAML 或 JSON）").set_input_files(EXAMPLE)
    page.get_by_role("button", name="看看会改什么").click()
    do.look(page, "import")
    page.get_by_role("button", name="导入勾上的").click()
    expect(page.locator("h1")).to_contain_text("填表：还有")
    fill_in_by_hand(page)
    claim(page)
    case = Case.objects.get()
    upload(page)
    do.go(page, "核对提交")
    do.look(page, "submit")
    do.hand_in(page)
    do.look(page, "receipt")
    do.receipt_says(page, case)
    assert case.employer
    assert (case.employer.uscc, case.track, case.tier) == (employer, "finance", "young")
    withdraw(page)
    case.refresh_from_db()
    assert case.result == "withdrawn"
    assert case.submissions.count() == 1
    assert not case.slots.exists()


def fill_in_by_hand(page: Page) -> None:
    """What the profile file did not tell, and a change to what it did."""
    page.get_by_role("link", name=re.compile("^(接着填|开始填)")).click()
    expect(page.get_by_label("姓名")).to_have_value("林一诺")
    page.get_by_label("证件类型").select_option(label="居民身份证")
    page.get_by_label("证件号码").fill(factories.identity_code(17))
    expect(page.locator("#save")).to_have_text(do.SAVED)
    do.look(page, "identity")
    do.next_part(page)
    page.get_by_role("group", name="有意向入驻本区").get_by_label("否").check()
    expect(page.locator("#save")).to_have_text(do.SAVED)
    do.to_part(page, "任职经历")
    do.look(page, "posts")


def claim(page: Page) -> None:
    """One clause, which the application rests on."""
    do.to_part(page, "逐条核对与申报依据")
    page.get_by_label("按这条申报（附件/（一）/3/（3））").check()
    expect(page.locator("#save")).to_have_text(do.SAVED)
    do.look(page, "claims")


def upload(page: Page) -> None:
    """The materials, each where it belongs; the identity document as a photo of a phone."""
    do.go(page, "传材料")
    expect(page.get_by_text("已齐 0／9")).to_be_visible()
    do.attach(page, "1", "3", "4", "9", "10", "11", "12", "13", "14")
    photo = {
        "name": "身份证.jpg",
        "mimeType": "image/jpeg",
        "buffer": samples.photo(size=(900, 600)),
    }
    page.get_by_label(re.compile(r"选文件：8\s")).set_input_files(photo)
    page.get_by_role("link", name="身份证.jpg", exact=True).wait_for()
    expect(page.get_by_text("已齐 9／9")).to_be_visible()
    do.look(page, "materials")


def withdraw(page: Page) -> None:
    """The application taken back before anybody took it up."""
    page.get_by_role("link", name="看办到哪一步").click()
    do.look(page, "case")
    page.get_by_role("link", name="撤回申报").click()
    page.get_by_label("为什么撤回").fill("换单位了，明年再报")
    page.get_by_label("我知道撤回后这件申报不再办理").check()
    do.look(page, "withdraw")
    page.get_by_role("button", name="撤回申报").click()
    expect(page.locator("h1")).to_have_text("已撤回")
