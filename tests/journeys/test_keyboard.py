"""An application with the keyboard alone: nothing is out of reach, and the focus is never lost."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect
from pytest_django import Settings

from bole.web.applications.models import Case
from tests.web import factories
from tests.web.factories import Cast
from tests.web.materials import samples

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)
PACK = "beijing/xicheng-xirong/2025"
#: Whether the focused element is seen: in the window, under nothing, with a ring of its own or of
#: its label.
SEEN = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect();
  const over = document.elementFromPoint(
    box.left + Math.min(box.width / 2, 20), box.top + box.height / 2);
  const label = at.closest("label") || at;
  const ring = [at, label].some(one => {
    const style = getComputedStyle(one);
    return style.opacity !== "0" && style.outlineStyle !== "none";
  });
  return ring && (label.contains(over) || (over && over.contains(at)));
}"""
NAME = """() => {
  const at = document.activeElement, label = at.labels && at.labels[0];
  return (at.getAttribute("aria-label") || at.innerText || (label && label.innerText) || "").trim();
}"""


@pytest.fixture
def case(transactional_db: None, settings: Settings, tmp_path: Path) -> tuple[Cast, Case]:
    """The draft of an applicant."""
    settings.BOLE_NOW = "2025-05-20T10:00"
    settings.BOLE_FILES = tmp_path / "stored"
    everyone = factories.cast(pack=PACK, programme="xirong")
    draft = factories.draft(
        everyone.applicant, pack=PACK, programme="xirong", track="finance", tier="young",
        employer=everyone.employer,
    )  # fmt: skip
    return everyone, draft


def to(page: Page, name: str) -> None:
    """Presses the tabulator until a control of that name has the focus; each one must be seen."""
    wanted = re.compile(name)
    for _ in range(150):
        page.keyboard.press("Tab")
        said = str(page.evaluate(NAME))
        assert page.evaluate(SEEN), said
        if wanted.search(said):
            return
    raise AssertionError(f"not within reach: {name}")


def test_form_materials_and_submission_with_the_keyboard_alone(
    page: Page, live_server: Any, case: tuple[Cast, Case], tmp_path: Path, expected: list[str]
) -> None:
    expected.append("status of 422")
    everyone, draft = case
    cookie = factories.client_of(everyone.applicant).cookies["sessionid"]
    page.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": live_server.url}])
    page.goto(f"{live_server.url}/cases/{draft.id}/form/identity/")
    to(page, "^姓名")
    page.keyboard.type("林一诺")
    to(page, "^保存，下一部分")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/form/(?!identity)\w+/$"))
    page.goto(f"{live_server.url}/cases/{draft.id}/materials/")
    expect(page.locator(".js")).to_be_visible()
    to(page, "^选文件")
    row = str(page.evaluate("() => document.activeElement.closest('[data-row]').id"))
    file = tmp_path / "a.pdf"
    file.write_bytes(samples.pdf())
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files(str(file))
    expect(page.locator(f"#{row} .up-files .up-file")).to_have_count(1)
    expect(page.locator(f"#{row} input[type=file]").first).to_be_focused()
    page.goto(f"{live_server.url}/cases/{draft.id}/submit/")
    to(page, "^提交申报")
    page.keyboard.press("Enter")
    expect(page.locator("main .b-note-stop").first).to_be_focused()
