"""All attachments of an application in one PDF: a list first, then each in its order."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final

from pypdf import PageObject, PdfReader, PdfWriter

from bole.documents.blocks import Sheet, Table
from bole.documents.kinds.materials_list import MaterialsList
from bole.documents.kinds.materials_list import build as list_sheet
from bole.documents.kinds.pack_of_files.pages import A4, pages_of
from bole.documents.parts import Attachment
from bole.documents.render import render as rendered
from bole.problems import Problem, Problems
from bole.text import Lang, Text

KIND: Final = "pack_of_files"
TITLE: Final = Text("附件材料", "Attachments")
FIRST: Final = Text("起始页", "From page")


@dataclass(frozen=True, slots=True)
class PackOfFiles:
    """The list, and the bytes of each of its items (PDF, JPEG, PNG; b"" where there is no file).

    With `both_sides`, every attachment begins on a front side.
    """

    listed: MaterialsList
    contents: tuple[bytes, ...]
    both_sides: bool = False


def build(data: PackOfFiles, *, lang: Lang, firsts: Sequence[int] = ()) -> Sheet:
    """The list at the front; `firsts` are the pages at which the attachments begin, 0 for none."""
    sheet = list_sheet(replace(data.listed, title=TITLE), lang=lang)
    firsts = firsts or (0,) * len(data.listed.items)
    blocks = tuple(
        _numbered(b, firsts, lang=lang) if isinstance(b, Table) else b for b in sheet.blocks
    )
    return replace(sheet, kind=KIND, blocks=blocks)


def _numbered(table: Table, firsts: Sequence[int], *, lang: Lang) -> Table:
    rows = tuple((*row, str(n) if n else "") for row, n in zip(table.rows, firsts, strict=True))
    return replace(table, head=(*table.head, FIRST.say(lang)), rows=rows, widths=(*table.widths, 6))


def render(data: PackOfFiles, *, lang: Lang, instead: str = "") -> bytes:
    """The file. Raises Problems naming every attachment that cannot be read."""
    pages = _read(data)
    front = PdfReader(io.BytesIO(rendered(build(data, lang=lang).document(), instead=instead)))
    firsts = _firsts([len(p) for p in pages], after=len(front.pages), both_sides=data.both_sides)
    sheet = build(data, lang=lang, firsts=firsts)
    front = PdfReader(io.BytesIO(rendered(sheet.document(), instead=instead)))
    writer = PdfWriter()
    writer.add_metadata({"/Title": sheet.title})
    for page in front.pages:
        writer.add_page(page)
    writer.add_outline_item(title=sheet.title, page_number=0)
    for item, first, held in zip(data.listed.items, firsts, pages, strict=True):
        _append(writer, item, first=first, pages=held, lang=lang)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def _read(data: PackOfFiles) -> list[list[PageObject]]:
    """The pages of every attachment; all that cannot be read are told at once."""
    found: list[list[PageObject]] = []
    wrong: list[Problem] = []
    for item, content in zip(data.listed.items, data.contents, strict=True):
        try:
            found.append(pages_of(content, name=f"{item.number} {item.file}") if content else [])
        except Problems as problems:
            wrong.extend(problems.problems)
    if wrong:
        raise Problems(wrong)
    return found


def _firsts(counts: Sequence[int], *, after: int, both_sides: bool) -> list[int]:
    """The page each attachment begins at, 0 for one without pages."""
    sheets = [n + n % 2 if both_sides else n for n in counts]
    start = after + after % 2 if both_sides else after
    return [
        before + 1 if n else 0
        for n, before in zip(counts, accumulate(sheets, initial=start), strict=False)
    ]


def _append(
    writer: PdfWriter, item: Attachment, *, first: int, pages: Sequence[PageObject], lang: Lang
) -> None:
    if not pages:
        return
    while len(writer.pages) < first - 1:
        writer.add_blank_page(*A4)
    for page in pages:
        writer.add_page(page)
    writer.add_outline_item(title=f"{item.number} {item.label.say(lang)}", page_number=first - 1)
