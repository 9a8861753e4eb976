"""The tabs of offices are the same on every page, and each opens what it names."""

from __future__ import annotations

import re

import pytest

from tests.web.factories import Cast, client_of

OFFICE = ["案件", "单位审核", "全部机构", "账号找回", "分工", "年度决定", "送达记录"]


def tabs(cast: Cast, role: str, url: str) -> dict[str, str]:
    """The tabs on a page: label to address."""
    page = client_of(getattr(cast, role)).get(url)
    assert page.status_code == 200, url
    nav = re.search(r'<nav aria-label="工作台">(.*?)</nav>', page.content.decode(), re.S)
    found = re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', nav[1]) if nav else []
    return {label: address for address, label in found}


@pytest.mark.parametrize(
    ("role", "labels"),
    [
        ("officer", OFFICE[:3]),
        ("talent_office", OFFICE),
        ("system_admin", ["全部机构", "账号找回", "分工", "送达记录"]),
        ("recommender", []),
        ("auditor", ["案件", "审计"]),
    ],
)
def test_whoever_may_see_cases_finds_them_beside_the_other_tabs(
    cast: Cast, role: str, labels: list[str]
) -> None:
    start = "/desk/organisations/all/" if role == "system_admin" else "/desk/cases/"
    found = tabs(cast, role, start)
    assert list(found) == labels
    for url in found.values():
        assert tabs(cast, role, url) == found


def test_the_open_page_is_marked(cast: Cast) -> None:
    page = client_of(cast.officer).get("/desk/cases/").content.decode()
    assert '<a href="/desk/cases/" aria-current="page">案件</a>' in page


def test_home_leads_to_the_cases_whoever_may_see_them(cast: Cast) -> None:
    for role in ("officer", "talent_office", "recommender", "auditor"):
        assert 'href="/desk/cases/"' in client_of(getattr(cast, role)).get("/me/").content.decode()
    for role in ("unit_officer", "system_admin", "stranger"):
        page = client_of(getattr(cast, role)).get("/me/").content.decode()
        assert 'href="/desk/cases/"' not in page


def test_the_page_to_check_organisations_is_called_the_same_everywhere(cast: Cast) -> None:
    browser = client_of(cast.talent_office)
    assert '<a href="/desk/organisations/">单位审核</a>' in browser.get("/me/").content.decode()
    assert "<h1>单位审核</h1>" in browser.get("/desk/organisations/").content.decode()


def test_the_exports_stand_in_one_row(cast: Cast) -> None:
    page = client_of(cast.officer).get("/desk/cases/").content.decode()
    row = re.search(r'<span class="b-row b-row-end">(.*?)</div>', page, re.S)
    assert row
    assert row[1].count('<a class="b-btn"') == 2
