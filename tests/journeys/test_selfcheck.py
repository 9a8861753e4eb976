"""A person checks herself, with and without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.journeys.checks import assert_accessible

if TYPE_CHECKING:
    from playwright.sync_api import Page

DEMO = "/selfcheck/testland/demo/2025/demo/"
XIRONG = "/selfcheck/beijing/xicheng-xirong/2025/xirong/"


def begin(page: Page, address: str, *, field: str) -> None:
    """Chooses the field and starts."""
    page.goto(address)
    page.get_by_role("radio", name=field).check()
    page.get_by_role("button", name="开始答题").click()
    expect(page.locator(".b-prog")).to_be_visible()


def press(page: Page, name: str) -> None:
    """Presses a button of the question and waits until another page is there."""
    before = page.locator("form.b-q input[name=token]").get_attribute("value") or ""
    page.get_by_role("button", name=name, exact=True).first.click()
    expect(page.locator("main input[name=token]").first).not_to_have_value(before)
    page.wait_for_load_state()


def answer_all(page: Page) -> None:
    """Answers as a person of 36 at work with a senior title."""
    for _ in range(12):
        if not page.locator(".b-prog").count():
            return
        if page.locator("[name='f:on_job']").count():
            page.locator("[name='f:on_job'][value=yes]").check()
            press(page, "下一题")
        elif page.locator("[name='f:birth_date.y']").count():
            page.get_by_label("年", exact=True).fill("1988")
            page.get_by_label("月", exact=True).fill("6")
            press(page, "下一题")
        elif page.locator("[name='r:0:grade']").count():
            page.locator("[name='r:0:grade']").select_option("正高级")
            press(page, "就这些，下一题")
        else:
            name = "没有" if page.locator(".b-rec").count() else "都没有"
            press(page, name)
    raise AssertionError("more than twelve screens")


def test_from_the_list_to_the_result(page: Page, site: str, width: int) -> None:
    page.goto(site)
    page.get_by_role("link", name="示例计划 2025", exact=True).click()
    expect(page.locator(".b-count")).to_contain_text("33")
    assert_accessible(page)
    begin(page, site + DEMO, field="金融")
    expect(page.locator("main h1")).to_be_focused()
    assert_accessible(page)
    press(page, "下一题")
    expect(page.get_by_role("alert")).to_contain_text("请先回答")
    assert_accessible(page)
    answer_all(page)
    expect(page.locator("h1")).to_have_text("你可以报青年人才")
    expect(page.locator(".b-tier").first).to_contain_text("符合")
    expect(page).to_have_title("你可以报青年人才 · 伯乐")
    expect(page.get_by_role("button", name="打印")).to_be_visible()
    with page.expect_download() as saved:
        page.get_by_role("button", name="存成 PDF").click()
    assert saved.value.suggested_filename.endswith("-2025-05-20.pdf")
    assert_accessible(page)


def test_rows_are_added_in_place(page: Page, site: str) -> None:
    begin(page, site + DEMO, field="金融")
    while not page.locator(".b-rec").count():
        press(page, "先跳过")
    press(page, "再加一条")
    expect(page.locator(".b-rec")).to_have_count(2)
    assert_accessible(page)
    press(page, "去掉第 2 条")
    expect(page.locator(".b-rec")).to_have_count(1)


def test_language_switch_keeps_the_answers(page: Page, site: str) -> None:
    begin(page, site + DEMO, field="金融")
    press(page, "先跳过")
    page.get_by_role("button", name="English").click()
    expect(page.locator(".b-prog")).to_contain_text("answered, at most")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert_accessible(page)


def test_everything_works_without_scripts(plain_page: Page, site: str) -> None:
    begin(plain_page, site + DEMO, field="金融")
    answer_all(plain_page)
    expect(plain_page.locator("h1")).to_have_text("你可以报青年人才")
    expect(plain_page.get_by_role("button", name="打印")).to_be_hidden()


def test_result_of_a_shipped_programme(page: Page, site: str) -> None:
    begin(page, site + XIRONG, field="金融")
    assert_accessible(page)
    page.get_by_role("button", name="现在就看结果").click()
    expect(page.locator(".b-tree").first).to_be_visible()
    assert_accessible(page)


def test_all_fields_of_a_shipped_programme(page: Page, site: str) -> None:
    begin(page, site + XIRONG, field="帮我找")
    assert_accessible(page)
    page.get_by_role("button", name="现在就看结果").click()
    expect(page.get_by_role("table")).to_be_visible()
    assert_accessible(page)
