"""A real browser on a real server: the site in this process, on a free port.

The made-up programme stands beside the shipped ones, and it is 20 May 2025. Pages are opened at
1440 and 390 px; see `tests/conftest.py` for what fails a page by itself.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from pytest_django import Settings

from tests.conftest import off_host
from tests.web import fakes

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page


#: A crowded machine is slow, and slow is not wrong.
PATIENT = 40_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/journeys" in item.nodeid:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of the site."""
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler

    from bole.web.config.wsgi import application

    class Quiet(WSGIRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    httpd = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    httpd.set_app(application)
    thread = threading.Thread(target=httpd.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_address[1]}"
    httpd.shutdown()
    thread.join()
    httpd.server_close()


@pytest.fixture(autouse=True)
def ends_are_read_anew(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees another's extensions, and pages without a database ask for none."""
    from bole.web.cycles import public
    from bole.web.programmes import moved

    public.forget()
    if request.node.get_closest_marker("django_db") is None:
        monkeypatch.setattr(moved, "sources", [])


@pytest.fixture
def site(server: str, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> str:
    """The address of the site with the made-up programme, on 20 May 2025."""
    from bole.policy import library

    packs = (*library.readable(), fakes.pack())
    monkeypatch.setattr(library, "readable", lambda: packs)
    settings.BOLE_NOW = "2025-05-20T10:00"
    return server


@pytest.fixture(params=[1440, 390])
def width(request: pytest.FixtureRequest) -> int:
    """A desktop's and a phone's width."""
    return int(request.param)


@pytest.fixture
def expected() -> list[str]:
    """What the console may say in this test, such as "status of 401": tests add to it."""
    return []


@pytest.fixture
def page(browser: Browser, width: int, expected: list[str]) -> Iterator[Page]:
    """A fresh page of that width."""
    yield from _page(browser, width=width, scripts=True, expected=expected)


@pytest.fixture
def plain_page(browser: Browser, expected: list[str]) -> Iterator[Page]:
    """A fresh page that runs no scripts."""
    yield from _page(browser, width=390, scripts=False, expected=expected)


def _errors(said: ConsoleMessage) -> list[str]:
    """What a console message says is wrong; a form that is shown again with errors is not."""
    expected = "the server responded with a status of 422" in said.text
    return [said.text] if said.type == "error" and not expected else []


def _page(browser: Browser, *, width: int, scripts: bool, expected: list[str]) -> Iterator[Page]:
    from playwright.sync_api import expect

    context: BrowserContext = browser.new_context(
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        viewport={"width": width, "height": 900},
        reduced_motion="reduce",
        java_script_enabled=scripts,
    )
    context.set_default_timeout(PATIENT)
    expect.set_options(timeout=PATIENT)
    wrong: list[str] = []
    fresh = context.new_page()
    fresh.on("console", lambda said: wrong.extend(_errors(said)))
    fresh.on("pageerror", lambda error: wrong.append(str(error)))
    fresh.on("request", lambda request: wrong.extend(off_host(request.url)))
    yield fresh
    context.close()
    wrong = [said for said in wrong if not any(word in said for word in expected)]
    assert not wrong, wrong
