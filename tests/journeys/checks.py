"""What every page must pass: axe, and no sideways scrolling."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

AXE = Path(__file__).resolve().parent.parent / "vendor" / "axe-core" / "axe.min.js"
RUN = """axe.run(document, {resultTypes: ['violations']}).then(found => found.violations
  .filter(v => ['serious', 'critical'].includes(v.impact))
  .map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html).join(' | ')))"""


@functools.cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")


def eventually(holds: Callable[[], bool], *, page: Page, tries: int = 200) -> None:
    """Waits until something holds that no page shows, such as a row that the server wrote."""
    for _ in range(tries):
        if holds():
            return
        page.wait_for_timeout(100)
    assert holds()


def assert_accessible(page: Page) -> None:
    """Fails on anything serious that axe finds, and where the page is wider than the window."""
    page.wait_for_load_state()
    page.evaluate(_axe())
    found = page.evaluate(RUN)
    assert found == [], f"{page.url}: {found}"
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{page.url} is {wide} px too wide"
