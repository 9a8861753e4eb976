"""What all tests share: the real browser, for tests marked `browser`; what runs only on PostgreSQL.

Such a test takes `page`; when it ends, the page must have shown no script error and asked no other
host for anything. Without a Chromium these tests skip and say so, except under CI, where they fail.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
NO_CHROMIUM = "no chromium: apt-get install chromium libatomic1"
LOCAL = {"localhost", "127.0.0.1", "testserver"}
FONTS = """<?xml version="1.0"?>
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""


NO_POSTGRES = "only on PostgreSQL: make test-postgres"
ON_POSTGRES = os.environ.get("DATABASE_URL", "").startswith("postgres")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("browser") and not (CHROMIUM or os.environ.get("CI")):
            item.add_marker(pytest.mark.skip(reason=NO_CHROMIUM))
        mark = item.get_closest_marker("postgres")
        if mark and mark.kwargs.get("only") and not ON_POSTGRES:
            item.add_marker(pytest.mark.skip(reason=NO_POSTGRES))


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Browser]":
    """One Chromium per test process; it draws Chinese with the font of the PDF documents."""
    import noto_cjk_sans_otc
    from playwright.sync_api import sync_playwright

    assert CHROMIUM, NO_CHROMIUM
    home = tmp_path_factory.mktemp("fonts")
    conf = home / "fonts.conf"
    fonts = Path(str(noto_cjk_sans_otc.FONT_PATH)).parent
    conf.write_text(FONTS.format(fonts=fonts, cache=home / "cache"), encoding="utf-8")
    # Playwright keeps an event loop in this thread, which Django would take for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    flags = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync"
    flags += " --disable-background-networking --disable-component-update"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=flags.split(),
            env={**os.environ, "FONTCONFIG_FILE": str(conf)},
        )
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(browser: "Browser") -> "Iterator[Page]":
    """A fresh page, 1280 px wide, in Chinese."""
    context = browser.new_context(
        locale="zh-CN", timezone_id="Asia/Shanghai", viewport={"width": 1280, "height": 900}
    )
    context.set_default_timeout(10_000)
    fresh = context.new_page()
    wrong: list[str] = []
    fresh.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    fresh.on("pageerror", lambda error: wrong.append(str(error)))
    fresh.on("request", lambda request: wrong.extend(off_host(request.url)))
    yield fresh
    context.close()
    assert not wrong, wrong


def off_host(url: str) -> list[str]:
    """The address, if it leaves this machine."""
    parts: Any = urlsplit(url)
    return [url] if parts.scheme.startswith("http") and parts.hostname not in LOCAL else []
