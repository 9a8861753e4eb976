"""All attachments in one file."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from bole.documents.kinds.pack_of_files import PackOfFiles
from bole.documents.parts import Attachment
from bole.documents.registry import render_document
from bole.problems import Problems
from bole.text import Text
from tests.documents.samples import materials_list


def blank(pages: int, *, width: float = 595, password: str = "", script: bool = False) -> bytes:
    """A PDF of empty pages."""
    writer = PdfWriter()
    for _ in range(pages):
        page = writer.add_blank_page(width, 842)
        if script:
            action = DictionaryObject(
                {
                    NameObject("/S"): NameObject("/JavaScript"),
                    NameObject("/JS"): TextStringObject("app.alert(1)"),
                }
            )
            page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): action})
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def picture(format: str, *, size: tuple[int, int] = (40, 60), mode: str = "RGB") -> bytes:
    target = io.BytesIO()
    Image.new(mode, size, "red").save(target, format)
    return target.getvalue()


def bound(*contents: bytes, **how: Any) -> PdfReader:
    """The pack of files of these contents, called 甲, 乙, 丙 …"""
    names = "甲乙丙丁戊己"
    items = tuple(
        Attachment(str(n), Text(name, f"item {n}"), f"{name}.pdf" if content else "", "", 0)
        for n, (name, content) in enumerate(zip(names, contents, strict=False), start=1)
    )
    data = PackOfFiles(materials_list(items=items), contents, **how)
    return PdfReader(io.BytesIO(render_document("pack_of_files", data)))


def bookmarks(reader: PdfReader) -> list[tuple[str, int]]:
    return [(str(o.title), reader.get_destination_page_number(o) + 1) for o in reader.outline]  # type: ignore[union-attr,arg-type]


def test_list_comes_first_then_every_file_in_its_order() -> None:
    reader = bound(blank(2, width=500), picture("PNG"), blank(1, width=400))
    assert [round(float(p.mediabox.width)) for p in reader.pages] == [595, 500, 500, 595, 400]
    text = reader.pages[0].extract_text()
    assert "附件材料" in text
    assert "起始页" in text


def test_bookmarks_lead_to_the_files() -> None:
    reader = bound(blank(2), picture("JPEG"), blank(1))
    assert bookmarks(reader) == [("附件材料", 1), ("1 甲", 2), ("2 乙", 4), ("3 丙", 5)]


def test_list_says_where_each_begins() -> None:
    text = bound(blank(12), blank(1)).pages[0].extract_text()
    lines = [line.split()[-1] for line in text.splitlines() if "甲" in line or "乙" in line]
    assert lines[-1] == "14"


def test_printed_on_both_sides_each_begins_on_a_front() -> None:
    reader = bound(blank(1), blank(2), blank(1), both_sides=True)
    starts = [page for _, page in bookmarks(reader)]
    assert starts == [1, 3, 5, 7]
    assert len(reader.pages) == 7


def test_material_that_is_still_to_come_takes_no_page() -> None:
    reader = bound(blank(1), b"", blank(1))
    assert bookmarks(reader) == [("附件材料", 1), ("1 甲", 2), ("3 丙", 3)]


@pytest.mark.parametrize("size", [(3000, 2000), (2000, 3000), (10, 10)])
@pytest.mark.parametrize(("format", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("JPEG", "CMYK")])
def test_pictures_fill_an_a4_page_either_way_round(
    format: str, mode: str, size: tuple[int, int]
) -> None:
    page = bound(picture(format, size=size, mode=mode)).pages[1]
    found = {round(float(page.mediabox.width)), round(float(page.mediabox.height))}
    assert found == {595, 842}
    assert (page.mediabox.width > page.mediabox.height) == (size[0] > size[1])


def test_every_file_that_cannot_be_read_is_named_at_once() -> None:
    with pytest.raises(Problems) as raised:
        bound(b"%PDF-1.7 broken", blank(1), b"neither", blank(1, password="secret"))
    told = [(p.code, p.message.zh) for p in raised.value.problems]
    assert [code for code, _ in told] == [
        "binding.unreadable", "binding.unreadable", "binding.locked",
    ]  # fmt: skip
    assert "1 甲.pdf" in told[0][1]


def test_scripts_of_attachments_stay_behind() -> None:
    reader = bound(blank(1, script=True))
    raw = io.BytesIO()
    PdfWriter(clone_from=reader).write(raw)
    assert b"JavaScript" not in raw.getvalue()
    assert "/AA" not in reader.pages[1]


def test_same_files_give_the_same_bytes() -> None:
    one = PackOfFiles(
        materials_list(items=(Attachment("1", Text("甲"), "a.png"),)), (picture("PNG"),)
    )
    assert render_document("pack_of_files", one) == render_document("pack_of_files", one)
