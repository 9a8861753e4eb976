"""Where a document lets one explain instead, and where it does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from bole.web.applications.models import Case
from bole.web.materials import queries
from tests.web import factories
from tests.web.factories import Cast
from tests.web.uploads.pages import row, upload, url

PACK = "beijing/changping-changju/2024"


@pytest.fixture
def everyone(db: None, settings: Settings, tmp_path: Path) -> Cast:
    """The cast of a programme in which the unit files."""
    settings.BOLE_NOW = "2024-07-10T10:00"
    settings.BOLE_FILES = tmp_path / "files"
    return factories.cast(pack=PACK, programme="changju", track="cash")


@pytest.fixture
def case(everyone: Cast) -> Case:
    """What the unit's officer began for somebody."""
    return factories.draft(
        everyone.unit_officer, pack=PACK, programme="changju", track="cash",
        organisation=everyone.employer, subject="林一诺",
    )  # fmt: skip


def test_starred_material_takes_a_file_or_a_reason(everyone: Cast, case: Case) -> None:
    mine = factories.client_of(everyone.unit_officer)
    assert "传，或说明" in row(mine.get(url(case)).content.decode(), "2.1")
    too_long = mine.post(url(case, "2.1", "explain"), {"text": "长" * 1001})
    assert too_long.status_code == 422
    assert "长" * 1001 in too_long.content.decode(), "what was written stays"
    assert mine.post(url(case, "2.1", "explain"), {"text": "今年刚成立。"}).status_code == 302
    html = row(mine.get(url(case)).content.decode(), "2.1")
    assert "已说明" in html
    assert "今年刚成立。" in html
    mine.post(url(case, "2.1"), {"files": upload()})
    assert "已交" in row(mine.get(url(case)).content.decode(), "2.1")


def test_the_unit_fills_both_parts_and_papers_wait(everyone: Cast, case: Case) -> None:
    mine = factories.client_of(everyone.unit_officer)
    for material in ("1.1", "3.2"):
        assert mine.post(url(case, material), {"files": upload()}).status_code == 302
    html = mine.get(url(case)).content.decode()
    assert "以后交纸质" in row(html, "4.2")
    assert mine.post(url(case, "4.2"), {"files": upload()}).status_code == 404
    colleague = factories.client_of(everyone.other_unit_officer)
    assert colleague.get(url(case)).status_code == 404


def test_what_is_no_starred_material_cannot_be_explained_away(everyone: Cast, case: Case) -> None:
    mine = factories.client_of(everyone.unit_officer)
    assert mine.post(url(case, "1.2", "explain"), {"text": "x"}).status_code == 404
    assert mine.post(url(case, "9.9", "explain"), {"text": "x"}).status_code == 404
    assert not queries.explanations(case.folder)
