"""The paper of a docx: A4 on both sides, fonts with Chinese letters, head and foot."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from bole.documents import font
from bole.documents.blocks import Sheet, page_words

#: Song typeface of 12 points, as official forms ask for; titles in Hei.
SONG: Final = "宋体"
HEI: Final = "黑体"
LATIN: Final = "Times New Roman"
SIZE: Final = 12
GREY: Final = RGBColor(0x5D, 0x68, 0x78)
TEXT_WIDTH: Final = 167


def set_page(document: Document, sheet: Sheet) -> None:
    """Sets paper, fonts, head and foot, and leaves no trace of who made the file."""
    core = document.core_properties
    core.title, core.author, core.comments = font.plain(sheet.title), "", ""
    core.language = "zh-CN" if sheet.lang == "zh" else "en"
    core.created = core.modified = dt.datetime.combine(sheet.day, dt.time(12))
    _paper(document)
    normal = document.styles["Normal"]
    normal.font.size = Pt(SIZE)
    normal.paragraph_format.space_after = Pt(4)
    _fonts(normal.element.get_or_add_rPr(), east=SONG)
    _language(normal.element.get_or_add_rPr())
    _head(document, sheet)
    _foot(document, sheet)


def _paper(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(25), Mm(18)
    section.top_margin, section.bottom_margin = Mm(23), Mm(20)
    # Inner and outer margins change sides where the sheet is printed on both; the schema wants
    # this right after the zoom.
    document.settings.element.insert(1, OxmlElement("w:mirrorMargins"))


def _head(document: Document, sheet: Sheet) -> None:
    head = document.sections[0].header.paragraphs[0]
    # The style of headers brings tab stops for narrower paper.
    head.style = "Normal"
    head.paragraph_format.tab_stops.add_tab_stop(Mm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    left, right = sheet.head
    mark = f"【{sheet.watermark}】" if sheet.watermark else ""
    say(head, mark + left, size=9, grey=True)
    head.add_run("\t")
    say(head, right, size=9, grey=True)


def _foot(document: Document, sheet: Sheet) -> None:
    foot = document.sections[0].footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    say(foot, f"{sheet.foot} · ", size=9, grey=True)
    before, rest = page_words(sheet.lang).split("{x}")
    between, after = rest.split("{y}")
    for words, field in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
        say(foot, words, size=9, grey=True)
        if field:
            _field(foot, field)


def _fonts(properties: Any, *, east: str) -> None:
    """Chinese letters have a font of their own, which python-docx leaves unset."""
    fonts = properties.get_or_add_rFonts()
    for name in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{name}"), LATIN)
    fonts.set(qn("w:eastAsia"), east)
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)


def _language(properties: Any) -> None:
    """Without it, punctuation is drawn as in Taiwan by some word processors."""
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    properties.append(language)


def say(
    paragraph: Paragraph, words: str, *, size: float = SIZE, bold: bool = False, grey: bool = False
) -> None:
    """Adds words to a paragraph, without what has no shape."""
    run = paragraph.add_run(font.plain(words))
    run.font.size, run.font.bold = Pt(size), bold
    _fonts(run._element.get_or_add_rPr(), east=HEI if bold else SONG)
    if grey:
        run.font.color.rgb = GREY


def _field(paragraph: Paragraph, code: str) -> None:
    """A number that the word processor fills in."""
    for kind in ("begin", "", "end"):
        run = paragraph.add_run()
        run.font.size, run.font.color.rgb = Pt(9), GREY
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = code
        run._element.append(part)
