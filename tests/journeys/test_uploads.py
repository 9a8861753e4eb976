"""Materials in a real browser: chosen, cut off, joined, and without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect
from pytest_django import Settings

from bole.web.applications.models import Case
from bole.web.common import clock
from bole.web.materials import limits, queries
from tests.journeys.checks import assert_accessible, eventually
from tests.web import factories
from tests.web.factories import Cast
from tests.web.materials import samples

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

pytestmark = pytest.mark.django_db(transaction=True)
PACK = "beijing/xicheng-xirong/2025"


@pytest.fixture
def everyone(transactional_db: None, settings: Settings, tmp_path: Path) -> Cast:
    """The cast of a shipped programme."""
    settings.BOLE_NOW = "2025-05-20T10:00"
    settings.BOLE_FILES = tmp_path / "stored"
    return factories.cast(pack=PACK, programme="xirong")


@pytest.fixture
def case(everyone: Cast) -> Case:
    """The applicant's draft."""
    return factories.draft(
        everyone.applicant, pack=PACK, programme="xirong", track="finance", tier="young",
        employer=everyone.employer,
    )  # fmt: skip


@pytest.fixture
def opened(live_server: Any, everyone: Cast, case: Case) -> Callable[..., Page]:
    """Opens the page of materials for the applicant."""

    def go(page: Page, **how: Any) -> Page:
        cookie = factories.client_of(everyone.applicant).cookies["sessionid"]
        page.context.add_cookies(
            [{"name": "sessionid", "value": cookie.value, "url": live_server.url}]
        )
        page.goto(f"{live_server.url}/cases/{case.id}/materials/", **how)
        return page

    return go


def written(folder: Path, name: str, content: bytes) -> str:
    """A file to choose."""
    (folder / name).write_bytes(content)
    return str(folder / name)


def pick(page: Page, material: str, files: list[str]) -> None:
    """Chooses files in the row of a material."""
    page.locator(f"#m-{material} input[type=file]").first.set_input_files(files)


def there(case: Case, material: str) -> list[str]:
    """The names under a material."""
    return [i.name for i in queries.items(case.folder).get(material, [])]


def test_files_are_chosen_ordered_removed_and_brought_back(
    page: Page, opened: Callable[[Page], Page], case: Case, tmp_path: Path, expected: list[str]
) -> None:
    expected.append("status of 422")
    opened(page)
    assert_accessible(page)
    pdf = written(tmp_path, "学位.pdf", samples.pdf(3))
    photo = written(tmp_path, "认证.jpg", samples.photo(size=(900, 1200)))
    pick(page, "9", [pdf, photo])
    row = page.locator("#m-9")
    row.get_by_role("link", name="认证.jpg", exact=True).wait_for()
    assert there(case, "9") == ["学位.pdf", "认证.jpg"]
    expect(page.locator("#up-progress").get_by_text(re.compile("已齐 1／"))).to_have_count(1)
    row.get_by_role("button", name="上移 认证.jpg").click()
    row.locator("li.up-file").first.get_by_text("认证.jpg").first.wait_for()
    assert there(case, "9") == ["认证.jpg", "学位.pdf"]
    row.get_by_role("button", name="删掉 学位.pdf").click()
    row.get_by_text("换下和删掉的 1 份").click()
    row.get_by_role("button", name="找回 学位.pdf").click()
    row.get_by_role("button", name="删掉 学位.pdf").wait_for()
    pick(page, "8", [written(tmp_path, "身份证.docx", b"PK\x03\x04" + b"x" * 50)])
    page.locator("#m-8 [role=alert]").get_by_text("Word").wait_for()
    assert_accessible(page)


def test_upload_goes_on_after_the_line_broke(
    page: Page, opened: Callable[[Page], Page], case: Case, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    expected: list[str],

) -> None:  # fmt: skip
    expected.append("ERR_CONNECTION_RESET")
    monkeypatch.setattr(limits, "CHUNK", 20_000)
    opened(page)
    seen: list[str] = []

    def cut(route: Route) -> None:
        seen.append(route.request.url)
        if len(seen) == 3:
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/uploads/*/?offset=*", cut)
    content = samples.pdf() + b"\n%" + b"q" * 60_000
    pick(page, "10", [written(tmp_path, "合同.pdf", content)])
    page.locator("#m-10").get_by_role("link", name="合同.pdf", exact=True).wait_for()
    assert seen[2] == seen[3], "the same chunk once more"
    assert there(case, "10") == ["合同.pdf"]


def test_upload_waits_for_sign_in_and_goes_on(
    page: Page,
    opened: Callable[[Page], Page],
    case: Case,
    tmp_path: Path,
    expected: list[str],
) -> None:
    expected.append("status of 401")
    opened(page)
    held = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    pick(page, "10", [written(tmp_path, "合同.pdf", samples.pdf())])
    page.locator("#up-signed-out").wait_for()
    page.context.add_cookies([c for c in held if c["name"] == "sessionid"])  # type: ignore[misc]
    page.get_by_role("button", name="接着传").click()
    page.locator("#m-10").get_by_role("link", name="合同.pdf", exact=True).wait_for()
    expect(page.locator("#up-signed-out")).to_be_hidden()


def test_photos_become_one_pdf(
    page: Page, opened: Callable[[Page], Page], case: Case, tmp_path: Path
) -> None:
    opened(page)
    page.locator("#m-9").get_by_label("几张照片合成一个 PDF").check()
    photos = [written(tmp_path, f"{n}.jpg", samples.photo(shade=n)) for n in (10, 90, 200)]
    pick(page, "9", photos)
    page.locator("#m-9").get_by_text("3 页").wait_for()
    assert there(case, "9") == ["10.pdf"]


def test_files_are_dropped_on_their_row(
    page: Page, opened: Callable[[Page], Page], case: Case
) -> None:
    opened(page)
    row = page.locator("#m-15")
    transfer = page.evaluate_handle(
        """bytes => { const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(bytes)], "章程.pdf", {type: "application/pdf"}));
        return data; }""",
        list(samples.pdf()),
    )
    row.dispatch_event("drop", {"dataTransfer": transfer})
    row.get_by_role("link", name="章程.pdf", exact=True).wait_for()
    assert there(case, "15") == ["章程.pdf"]


def test_everything_works_without_scripts(
    plain_page: Page,
    opened: Callable[[Page], Page],
    case: Case,
    tmp_path: Path,
    expected: list[str],
) -> None:
    expected.append("status of 422")
    page = opened(plain_page)
    pick(page, "9", [written(tmp_path, f"{n}.pdf", samples.pdf(n)) for n in (1, 2)])
    page.locator("#m-9").get_by_role("button", name="上传").click()
    expect(page).to_have_url(re.compile("#m-9$"))
    page.locator("#m-9").get_by_role("button", name="下移 1.pdf").click()
    eventually(lambda: there(case, "9") == ["2.pdf", "1.pdf"], page=page)
    pick(page, "9", [written(tmp_path, "坏.pdf", b"<html>")])
    page.locator("#m-9").get_by_role("button", name="上传").click()
    expect(page.locator("#errors")).to_contain_text("网页")
    expect(page.locator("#m-9 .b-err")).to_contain_text("网页")


def test_evidence_is_kept_and_the_vault_asks_officers_why(
    page: Page, opened: Callable[[Page], Page], live_server: Any, case: Case, everyone: Cast,
    tmp_path: Path,
    expected: list[str],
) -> None:  # fmt: skip
    # A file stands alone: it may not even fetch the site's icon.
    expected.append("NotSameOrigin")
    opened(page)
    pick(page, "8", [written(tmp_path, "身份证.jpg", samples.photo(size=(900, 600)))])
    page.locator("#m-8").get_by_role("link", name="身份证.jpg", exact=True).wait_for()
    page.goto(f"{live_server.url}/me/evidence/")
    page.get_by_label("是什么").select_option("degree_verification")
    page.get_by_label("文件", exact=True).set_input_files(
        written(tmp_path, "报告.pdf", samples.pdf(2))
    )
    page.get_by_label("开具日期").fill("2025-05-01")
    page.get_by_role("button", name="存进我的材料").click()
    page.get_by_text("有效到 2025-10-28").wait_for()
    assert_accessible(page)
    Case.objects.filter(pk=case.pk).update(number="T-1", submitted_at=clock.now())
    cookie = factories.client_of(everyone.officer).cookies["sessionid"]
    page.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": live_server.url}])
    page.goto(f"{live_server.url}/cases/{case.id}/materials/")
    assert_accessible(page)
    page.get_by_role("link", name="身份证.jpg", exact=True).click()
    page.get_by_label("为什么要看").fill("核对")
    assert_accessible(page)
    page.get_by_role("button", name="打开文件").click()
    page.locator("img").wait_for()


@pytest.mark.parametrize("width", [1440], indirect=True)
def test_a_file_chosen_before_the_script_has_come_is_sent(
    page: Page, opened: Callable[..., Page], tmp_path: Path
) -> None:
    held: list[Route] = []
    script = re.compile(r"uploads(\.[0-9a-f]+)?\.js")
    page.route(script, lambda route: held.append(route))
    with page.expect_request(script):
        opened(page, wait_until="commit")
    field = page.locator("#m-8 input[type=file]").first
    field.set_input_files(written(tmp_path, "early.pdf", samples.pdf(1)))
    assert field.evaluate("field => field.files.length") == 1
    held[0].continue_()
    page.get_by_role("link", name="early.pdf").first.wait_for()
