"""The browser fixture itself."""

from typing import TYPE_CHECKING

import pytest

from tests.conftest import off_host

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.mark.browser
def test_browser_draws_rare_hanzi(page: "Page") -> None:
    page.set_content("<b>䶮</b><i>㛃</i>")
    widths = page.evaluate("[...document.querySelectorAll('b,i')].map(e => e.offsetWidth)")
    assert widths == [16, 16]


def test_only_foreign_hosts_count_as_leaving() -> None:
    assert off_host("http://localhost:8000/a") == []
    assert off_host("data:text/css,") == []
    assert off_host("https://elsewhere.example/x.js") == ["https://elsewhere.example/x.js"]
