"""A sheet as a docx that people go on writing in: the same blocks, the same bytes every time."""

from __future__ import annotations

import functools
import io
import zipfile
from typing import Any, Final

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table as DocxTable
from docx.table import _Cell

from bole.documents.blocks import (
    Block,
    Cell,
    Codes,
    Cover,
    Form,
    Heading,
    Pairs,
    Picture,
    Points,
    Sheet,
    Signing,
    Table,
    Title,
    Words,
)
from bole.documents.word_page import SIZE, TEXT_WIDTH, say, set_page

LINE: Final = "＿" * 10
#: A zip's entries carry a time; this one says nothing.
EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def write(sheet: Sheet) -> bytes:
    """The sheet as docx."""
    document = docx.Document()
    set_page(document, sheet)
    for block in sheet.blocks:
        _draw(block, document)
    buffer = io.BytesIO()
    document.save(buffer)
    return _timeless(buffer.getvalue())


def _timeless(content: bytes) -> bytes:
    """The same archive without the time it was written at."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return target.getvalue()


# Blocks --------------------------------------------------------------------------------------


@functools.singledispatch
def _draw(block: Block, document: Document) -> None:
    """Adds one block."""
    raise TypeError(f"no docx for {type(block).__name__}")


@_draw.register
def _cover(block: Cover, document: Document) -> None:
    document.sections[0].different_first_page_header_footer = True
    for _ in range(6):
        document.add_paragraph()
    _centred(document, block.over, size=15, grey=True)
    _centred(document, block.title, size=28, bold=True)
    for _ in range(5):
        document.add_paragraph()
    table = document.add_table(0, 2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for name, value in block.rows:
        cells = table.add_row().cells
        _put(cells[0], name, size=14)
        _put(cells[1], value, size=14)
        _border(cells[1], "bottom")
    for row in table.rows:
        row.height = Mm(13)
        for cell in row.cells:
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
    _widths(table, 30, 92)
    for _ in range(6):
        document.add_paragraph()
    _centred(document, block.below, size=10, grey=True)
    document.add_section(WD_SECTION.NEW_PAGE).different_first_page_header_footer = False


@_draw.register
def _title(block: Title, document: Document) -> None:
    _centred(document, block.over, size=12, grey=True)
    _centred(document, block.text, size=22, bold=True)


@_draw.register
def _heading(block: Heading, document: Document) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(14)
    paragraph.paragraph_format.keep_with_next = True
    say(paragraph, block.text, size=14, bold=True)


@_draw.register
def _words(block: Words, document: Document) -> None:
    paragraph = document.add_paragraph()
    small = block.tone == "small"
    if block.tone == "plain":
        paragraph.paragraph_format.first_line_indent = Pt(2 * SIZE)
    paragraph.paragraph_format.line_spacing = 1.0 if small else 1.5
    say(paragraph, block.text, size=9 if small else SIZE, grey=small)


@_draw.register
def _pairs(block: Pairs, document: Document) -> None:
    table = document.add_table(0, 2)
    for name, value in block.rows:
        cells = table.add_row().cells
        _put(cells[0], name, grey=True)
        _put(cells[1], value)
    _widths(table, 42, TEXT_WIDTH - 42)


@_draw.register
def _form(block: Form, document: Document) -> None:
    table = document.add_table(0, 4, style="Table Grid")
    for row in block.rows:
        cells = table.add_row().cells
        if len(row) == 2:
            for n, box in enumerate(row):
                _put(cells[2 * n], box.label, centre=True)
                _fill(cells[2 * n + 1], box)
            continue
        (box,) = row
        if box.label:
            _put(cells[0], box.label, centre=True)
        _fill(cells[1 if box.label else 0].merge(cells[3]), box)
        if box.marks:
            _kept(table)
    for element in table._tbl.iter_tcs():
        _Cell(element, table).vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    _widths(table, 33, 51, 33, 50)


@_draw.register
def _table(block: Table, document: Document) -> None:
    table = document.add_table(1, len(block.head), style="Table Grid")
    for cell, words in zip(table.rows[0].cells, block.head, strict=True):
        _put(cell, words, size=10.5, bold=True)
    _repeated(table)
    for row in block.rows:
        cells = table.add_row().cells
        for n, (cell, words) in enumerate(zip(cells, row, strict=True)):
            _put(cell, words, size=7.5 if n in block.fixed else 10.5)
    whole = sum(block.widths)
    _widths(table, *(TEXT_WIDTH * w // whole for w in block.widths))


@_draw.register
def _points(block: Points, document: Document) -> None:
    for n, (said, address) in enumerate(block.items, start=1):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.left_indent = Pt(1.5 * SIZE)
        paragraph.paragraph_format.first_line_indent = Pt(-1.5 * SIZE)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(1.5 * SIZE))
        paragraph.paragraph_format.line_spacing = 1.5
        paragraph.add_run(f"{n}.\t")
        say(paragraph, said)
        if address:
            say(paragraph, f"（§ {address}）", size=9, grey=True)


@_draw.register
def _signing(block: Signing, document: Document) -> None:
    document.add_paragraph()
    for before, under in block.lines:
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.paragraph_format.space_before = Pt(16)
        paragraph.paragraph_format.keep_with_next = True
        say(paragraph, f"{before}{LINE}{under}")
    document.add_paragraph()


@_draw.register
def _codes(block: Codes, document: Document) -> None:
    paragraph = document.add_paragraph()
    say(paragraph, f"{block.label}: ", size=9, grey=True)
    say(paragraph, " ".join(block.groups), size=9)


@_draw.register
def _picture(block: Picture, document: Document) -> None:
    _words(Words(block.words, "small"), document)


# Cells ---------------------------------------------------------------------------------------


def _centred(document: Document, words: str, **how: Any) -> None:
    if words:
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        say(paragraph, words, **how)


def _put(cell: _Cell, words: str, *, centre: bool = False, **how: Any) -> None:
    paragraph = cell.paragraphs[0]
    if centre:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    say(paragraph, words, **how)


def _fill(cell: _Cell, box: Cell) -> None:
    """The words of a box, then what is written over by hand."""
    lines = box.lines or ("",)
    _put(cell, lines[0])
    for line in lines[1:]:
        say(cell.add_paragraph(), line)
    if box.marks:
        for _ in range(3 if box.tall else 1):
            cell.add_paragraph()
    for mark in box.marks:
        paragraph = cell.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        say(paragraph, mark)


def _widths(table: DocxTable, *millimetres: int) -> None:
    """Every cell has its width, which all word processors heed."""
    table.autofit = False
    for column, width in zip(table.columns, millimetres, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for element in row._tr.tc_lst:
            start, span = element.grid_offset, element.grid_span
            element.width = Mm(sum(millimetres[start : start + span]))


def _border(cell: _Cell, side: str) -> None:
    borders = OxmlElement("w:tcBorders")
    line = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "5D6878")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    cell._element.get_or_add_tcPr().append(borders)


def _kept(table: DocxTable) -> None:
    """The last row stays on one page."""
    table.rows[-1]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _repeated(table: DocxTable) -> None:
    """The head stands on every page that the table reaches."""
    head = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(head)
