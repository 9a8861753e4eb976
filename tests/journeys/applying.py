"""What every journey through an application does: enter, look, fill in, attach, hand in."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect
from pypdf import PdfReader

from bole.web.applications.models import Case
from bole.web.common import gateways
from tests.journeys.checks import assert_accessible
from tests.web import factories
from tests.web.materials import samples

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, FilePayload, Page

    from bole.web.accounts.models import User

SAVED = re.compile(r"已保存")


def sign_in(context: BrowserContext, who: User, *, site: str) -> None:
    """The browser as it is after a sign-in."""
    context.clear_cookies()
    session = factories.client_of(who).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": site}])


def another(browser: Browser, who: User, *, site: str, width: int = 1440) -> Page:
    """The page of somebody else, in a browser of their own."""
    context = browser.new_context(
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        viewport={"width": width, "height": 900},
        reduced_motion="reduce",
    )
    sign_in(context, who, site=site)
    return context.new_page()


def sign_in_by_phone(page: Page, phone: str) -> None:
    """From the page that asks for a phone back to where one came from."""
    page.get_by_label("手机号").fill(phone)
    page.get_by_role("button", name="获取验证码").click()
    expect(page.locator("h1")).to_have_text("填验证码")
    found = re.search(r"\d{6}", gateways.outbox[-1].text)
    assert found
    page.get_by_label("6 位验证码").fill(found[0])
    page.get_by_role("button", name="登录", exact=True).click()


def look(page: Page, name: str) -> None:
    """Checks the page, and that it fits both widths; keeps pictures where BOLE_SHOTS names a folder."""
    assert_accessible(page)
    size = page.viewport_size
    assert size
    for width in (390, 1440):
        page.set_viewport_size({"width": width, "height": size["height"]})
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{page.url} is {wide} px too wide at {width}"
        if folder := os.environ.get("BOLE_SHOTS"):
            page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
    page.set_viewport_size(size)


def go(page: Page, step: str) -> None:
    """To a step of the draft, by its name on top; there when that page has come."""
    steps = page.get_by_label("申报分四步")
    steps.get_by_role("link", name=step).click()
    expect(steps.locator('[aria-current="step"]')).to_contain_text(step)


def next_part(page: Page) -> None:
    """Saves a section and goes on to the next."""
    before = page.url
    page.get_by_role("button", name=re.compile("^保存，")).click()
    page.wait_for_url(lambda url: url != before)


def to_part(page: Page, name: str) -> None:
    """To a section of the form, by its name beside it."""
    page.get_by_label("申报表各部分").get_by_role("link", name=name).click()
    expect(page.locator("h1")).to_have_text(name)


def pdf(number: str) -> FilePayload:
    """A small real PDF, another one for each number."""
    width = 500 + sum(map(ord, number)) % 90
    return {
        "name": f"{number}.pdf",
        "mimeType": "application/pdf",
        "buffer": samples.pdf(width=width),
    }


def row(page: Page, number: str) -> Any:
    """The row of a material."""
    return page.get_by_role("listitem").filter(has=page.get_by_label(re.compile(f"：{number} ")))


def attach(page: Page, *numbers: str, by: str = "") -> None:
    """A file under each of these materials, one after the other; `by`: a file of another kind."""
    for number in numbers:
        page.get_by_label(re.compile(rf"选文件：{re.escape(number)}\s")).set_input_files(
            pdf(number)
        )
        page.get_by_role("link", name=f"{number}.pdf", exact=True).first.wait_for()


def hand_in(page: Page) -> None:
    """Agrees to everything that is asked, and submits; on the receipt afterwards."""
    submit = page.get_by_role("button", name="提交申报")
    # `all()` does not wait: on the page before there would be nothing to agree to.
    submit.wait_for()
    for box in page.get_by_role("group", name="分开同意").get_by_role("checkbox").all():
        box.check()
    submit.click()
    expect(page.locator("h1")).to_have_text("申报已收到")


def receipt_says(page: Page, case: Case) -> None:
    """The receipt as a page and as a PDF has the number and the hash of what was frozen."""
    case.refresh_from_db()
    assert case.number
    kept = case.submissions.get()
    expect(page.get_by_text(f"编号 {case.number}")).to_be_visible()
    expect(page.get_by_text("核对一致")).to_be_visible()
    shown = page.locator("main").inner_text().replace(" ", "")
    assert kept.sha256 in shown
    with page.expect_download() as saved:
        page.get_by_role("link", name="下载回执 PDF").click()
    content = Path(saved.value.path()).read_bytes()
    text = "".join(p.extract_text() for p in PdfReader(io.BytesIO(content)).pages)
    plain = re.sub(r"\s", "", text)
    assert case.number in plain
    assert kept.sha256 in plain


def import_profile(page: Page, text: str) -> None:
    """What a profile file tells, pasted into the form's import."""
    page.get_by_role("link", name="从那里导入").click()
    page.get_by_label("或者把内容贴在这里").fill(text)
    page.get_by_role("button", name="看看会改什么").click()
    page.get_by_role("button", name="导入勾上的").click()
    expect(page.locator("h1")).to_contain_text("填表")


def to_the_form(page: Page) -> None:
    """From the form's overview to its first section."""
    page.get_by_role("link", name=re.compile("接着填|开始填")).click()
    expect(page.locator("h1")).to_have_text("基本信息")


def identify(page: Page, code: str, *, document: str = "居民身份证") -> None:
    """The identity document, on the form's first section; saved, and on to the next."""
    page.get_by_label("证件类型").select_option(label=document)
    page.get_by_label("证件号码").fill(code)
    next_part(page)
