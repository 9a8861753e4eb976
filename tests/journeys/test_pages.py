"""Every page that needs no answers, as a browser draws it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.journeys.checks import assert_accessible

if TYPE_CHECKING:
    from playwright.sync_api import Page

PAGES = [
    "/",
    "/programmes/beijing/xicheng-xirong/2025/xirong/",
    "/programmes/beijing/xicheng-xirong/2025/xirong/clauses/",
    "/selfcheck/",
    "/selfcheck/beijing/xicheng-xirong/2025/xirong/",
    "/privacy/",
    "/accessibility/",
]


def test_pages_are_accessible(page: Page, site: str) -> None:
    for address in PAGES:
        page.goto(site + address)
        expect(page.locator("h1")).to_be_visible()
        assert_accessible(page)


def test_citation_leads_to_its_clause(page: Page, site: str) -> None:
    page.goto(site + "/programmes/testland/demo/2025/demo/")
    page.get_by_role("link", name="四/2").first.click()
    expect(page.locator("tr:target")).to_contain_text("青年人才")


def test_first_tab_leads_to_the_main_text(page: Page, site: str) -> None:
    page.goto(site)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    expect(page.get_by_role("link", name="跳到正文")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}/#main")
