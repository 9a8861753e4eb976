"""The application: boxes in their order, or sections, claims, signatures, attachments."""

from __future__ import annotations

import pytest

from bole.documents.blocks import Cell, Form, Points, Table
from bole.documents.kinds.application_form import Box, Section, build
from bole.text import Text
from tests.documents.samples import BOXES, CLAIMS, HASH, bound, form
from tests.documents.test_every_kind import pdf, words


def cells(data: object) -> list[Cell]:
    """All boxes of all forms, as they come."""
    sheet = build(data, lang="zh")  # type: ignore[arg-type]
    return [c for b in sheet.blocks if isinstance(b, Form) for row in b.rows for c in row]


def test_boxes_keep_the_order_of_the_form() -> None:
    labels = [c.label for c in cells(form()) if c.label]
    assert labels == [b.label.zh for b in BOXES if b.written != "signature"]


def test_narrow_boxes_stand_two_a_row_and_wide_ones_alone() -> None:
    (block,) = (b for b in build(form(), lang="zh").blocks if isinstance(b, Form))
    assert [len(row) for row in block.rows] == [2, 2, 1, 1, 1, 1, 1, 1]


def test_odd_narrow_box_before_a_wide_one_stands_alone() -> None:
    wide = Box(Text("b"), (Text("很长" * 20),))
    boxes = (Box(Text("a"), (Text("1"),)), wide, Box(Text("c")))
    assert [c.label for c in cells(form(boxes=boxes))] == ["a", "b", "c"]


def test_box_that_does_not_concern_the_person_is_there_and_empty() -> None:
    (empty,) = (c for c in cells(form()) if c.label == "民族")
    assert empty.lines == ()


def test_opinions_leave_room_for_a_seal_a_date_and_who_to_call() -> None:
    first, second = (c for c in cells(form()) if c.tall)
    assert any("电话" in m for m in first.marks)
    assert not any("电话" in m for m in second.marks)
    assert any("公章" in m for m in second.marks)


def test_sections_bring_claims_with_clause_and_room_to_sign() -> None:
    sheet = build(bound(), lang="zh")
    (points,) = (b for b in sheet.blocks if isinstance(b, Points))
    assert points.items == tuple((c.label.zh, c.cite) for c in CLAIMS)
    assert any(b.whole for b in sheet.blocks if isinstance(b, Form))


def test_structure_of_a_bound_application() -> None:
    blocks = [type(b).__name__ for b in build(bound(), lang="zh").blocks]
    assert blocks == [
        "Cover", "Heading", "Form", "Heading", "Table", "Heading", "Points", "Heading", "Form",
        "Heading", "Table",
    ]  # fmt: skip


def test_cover_is_a_page_of_its_own() -> None:
    pages = pdf("application_form", bound()).pages
    assert len(pages) == 2
    assert "基本情况" not in pages[0].extract_text()


def test_submitted_form_carries_number_and_hash() -> None:
    text = words("application_form", form())
    assert f"编号XR2025-000123·校验码{HASH[:8]}" in text
    assert HASH in text


def test_office_may_lay_its_own_watermark_under_what_was_checked() -> None:
    assert "审核通过" in words("application_form", form(watermark=Text("审核通过", "CHECKED")))
    assert "审核通过" not in words("application_form", form(number="", watermark=Text("审核通过")))


@pytest.mark.parametrize("columns", [1, 6])
def test_many_records_go_on_over_pages(columns: int) -> None:
    head = tuple(Text(f"栏{n}") for n in range(columns))
    long = Section(Text("记录"), head=head, rows=(tuple(Text("值" * 12) for _ in head),) * 60)
    sheet = build(bound(sections=(long,)), lang="zh")
    (table, _) = (b for b in sheet.blocks if isinstance(b, Table))
    assert len(table.widths) == columns
    assert len(pdf("application_form", bound(sections=(long,))).pages) >= 4


def test_long_answer_goes_on_over_pages() -> None:
    box = Box(Text("经历"), tuple(Text(f"第 {n} 段经历") for n in range(120)))
    text = words("application_form", form(boxes=(box,)))
    assert "第0段经历" in text
    assert "第119段经历" in text


def test_nothing_filled_in_is_still_a_form() -> None:
    assert pdf("application_form", bound(sections=(), claims=(), materials=(), employer=""))
