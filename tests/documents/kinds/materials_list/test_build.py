"""The list of attachments."""

from __future__ import annotations

from bole.documents.blocks import Table
from bole.documents.kinds.materials_list import build
from tests.documents.samples import FILES, materials_list
from tests.documents.test_every_kind import pdf, words


def test_order_of_the_list_is_the_order_of_the_attachments() -> None:
    shuffled = FILES[::-1]
    (table,) = (
        b for b in build(materials_list(items=shuffled), lang="zh").blocks if isinstance(b, Table)
    )
    assert [row[0] for row in table.rows] == [f.number for f in shuffled]


def test_what_is_still_to_come_is_said_and_not_counted() -> None:
    text = words("materials_list", materials_list())
    assert "还没有上传" in text
    assert "共5件，15页。" in text


def test_before_submission_the_foot_says_when_it_was_made() -> None:
    assert build(materials_list(number=""), lang="zh").foot == "制表 2025-06-22"


def test_hundred_attachments_repeat_the_head() -> None:
    pages = pdf("materials_list", materials_list(items=FILES * 20)).pages
    assert len(pages) >= 3
    assert all("页数" in page.extract_text() for page in pages)
