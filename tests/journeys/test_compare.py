"""A person compares programmes with the answers of one self-check, with and without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from playwright.sync_api import expect

from bole.policy import library
from tests.journeys.checks import assert_accessible

if TYPE_CHECKING:
    from playwright.sync_api import Page

XIRONG: Final = "/selfcheck/beijing/xicheng-xirong/2025/xirong/"
CHANGJU: Final = "/selfcheck/beijing/changping-changju/2024/changju/"
PATIENT: Final = 30_000


def be_patient(page: Page) -> None:
    """Other work on the machine may slow everything down."""
    page.set_default_timeout(PATIENT)
    page.set_default_navigation_timeout(PATIENT)


def to_the_result(page: Page, site: str) -> None:
    """From the start of the comparison through a self-check to its result, however long that is."""
    be_patient(page)
    page.goto(f"{site}/compare/")
    expect(page.locator("h1")).to_be_visible(timeout=PATIENT)
    page.locator(f"a.b-btn[href='{quote(XIRONG)}']").click()
    page.wait_for_url(f"{site}{XIRONG}")
    page.get_by_role("radio", name="金融").check()
    page.get_by_role("button", name="开始答题").click()
    expect(page.locator(".b-prog")).to_be_visible(timeout=PATIENT)
    page.get_by_role("button", name="现在就看结果").click()
    expect(page.get_by_role("button", name="和别的计划比一比")).to_be_visible(timeout=PATIENT)


def compare(page: Page, site: str) -> None:
    """From a result to the comparison."""
    page.get_by_role("button", name="和别的计划比一比").click()
    page.wait_for_url(f"{site}/compare/")
    expect(page.locator(".b-cmp").first).to_be_visible(timeout=PATIENT)


def how_many() -> int:
    """How many programmes there are to compare."""
    return len(list(library.programmes()))


def walk(page: Page, site: str) -> None:
    """To the comparison, on to another programme's result, and back to the comparison."""
    to_the_result(page, site)
    compare(page, site)
    expect(page.locator(".b-cmp")).to_have_count(how_many(), timeout=PATIENT)
    first = page.locator(".b-cmp").first
    expect(first.get_by_role("heading", name="西融计划 2025")).to_be_visible(timeout=PATIENT)
    expect(first.locator("li .b-mark")).to_have_count(4, timeout=PATIENT)
    page.get_by_role("button", name="看逐条结果 昌聚工程").click()
    page.wait_for_url(f"{site}{CHANGJU}")
    expect(page.locator(".b-tree").first).to_be_visible(timeout=PATIENT)
    compare(page, site)
    expect(page.locator(".b-cmp h2").first).to_contain_text("昌聚工程", timeout=PATIENT)


def test_from_one_self_check_to_all_programmes(page: Page, site: str) -> None:
    walk(page, site)
    assert_accessible(page)
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en", timeout=PATIENT)
    expect(page.locator(".b-cmp")).to_have_count(how_many(), timeout=PATIENT)
    assert_accessible(page)


def test_start_of_the_comparison_is_accessible(page: Page, site: str) -> None:
    be_patient(page)
    page.goto(f"{site}/compare/")
    link = page.get_by_role("link", name="比一比")
    expect(link).to_have_attribute("aria-current", "page", timeout=PATIENT)
    assert_accessible(page)


def test_comparison_works_without_scripts(plain_page: Page, site: str) -> None:
    walk(plain_page, site)


def test_programme_pages_of_every_pack_are_accessible(page: Page, site: str) -> None:
    be_patient(page)
    for pack, programme in library.programmes():
        page.goto(f"{site}/programmes/{pack.id}/{programme.id}/")
        expect(page.locator("h1")).to_be_visible(timeout=PATIENT)
        assert_accessible(page)


def test_results_of_every_programme_are_accessible(page: Page, site: str) -> None:
    to_the_result(page, site)
    compare(page, site)
    titles = page.locator(".b-cmp h2").all_inner_texts()
    for title in titles:
        page.get_by_role("button", name=f"看逐条结果 {title}").click()
        expect(page.get_by_role("button", name="和别的计划比一比")).to_be_visible(timeout=PATIENT)
        assert_accessible(page)
        compare(page, site)
