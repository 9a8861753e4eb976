"""What holds for every document of an application, as PDF and as docx."""

from __future__ import annotations

import dataclasses
import io
import re
import zipfile
from typing import Any, cast

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from bole.documents.registry import document_kinds, render_document, sheet_of
from bole.documents.render import GETA
from bole.problems import Problems
from bole.text import Lang, Text
from tests.documents.samples import NAME, PROGRAMME, SAMPLES, bound

KINDS = sorted(SAMPLES)
WRITABLE = [k for k in KINDS if "docx" in document_kinds()[k].formats]
LANGS: tuple[Lang, ...] = ("zh", "en")
EVIL = '#panic("x") $x^2$ *b* <b>&amp; \\ [x] // end'


def pdf(kind: str, data: Any, **how: Any) -> PdfReader:
    return PdfReader(io.BytesIO(render_document(kind, data, **how)))


def words(kind: str, data: Any, **how: Any) -> str:
    """All words of the PDF without white space: where a line ends says nothing."""
    text = "".join(page.extract_text() for page in pdf(kind, data, **how).pages)
    return re.sub(r"\s+", "", text)


def document(kind: str, data: Any, **how: Any) -> Any:
    return docx.Document(io.BytesIO(render_document(kind, data, format="docx", **how)))


def docx_words(kind: str, data: Any, **how: Any) -> str:
    xml = cast(Any, document(kind, data, **how)).element.body
    return "".join(t.text or "" for t in xml.iter(qn("w:t")))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", KINDS)
def test_pdf_names_person_and_programme(kind: str, lang: Lang) -> None:
    text = words(kind, SAMPLES[kind](), lang=lang)
    assert NAME in text
    assert re.sub(r"\s+", "", PROGRAMME.say(lang)) in text


@pytest.mark.parametrize("kind", KINDS)
def test_pdf_is_for_archives_and_screen_readers(kind: str) -> None:
    reader = pdf(kind, SAMPLES[kind]())
    assert reader.xmp_metadata is not None
    raw = reader.xmp_metadata.stream.get_data().decode()
    assert "<pdfaid:part>2<" in raw
    assert "<pdfuaid:part>1<" in raw


@pytest.mark.parametrize("kind", KINDS)
def test_pages_are_a4_and_fonts_are_inside(kind: str) -> None:
    for page in pdf(kind, SAMPLES[kind]()).pages:
        assert [round(float(n)) for n in page.mediabox[2:]] == [595, 842]
        for font in page["/Resources"]["/Font"].values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            assert any(k.startswith("/FontFile") for k in inner["/FontDescriptor"])


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_is_numbered(kind: str) -> None:
    pages = pdf(kind, SAMPLES[kind]()).pages
    for n, page in enumerate(pages, start=1):
        assert f"第 {n} 页，共 {len(pages)} 页" in page.extract_text()


@pytest.mark.parametrize("kind", KINDS)
def test_short_documents_take_one_page(kind: str) -> None:
    assert len(pdf(kind, SAMPLES[kind]()).pages) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_same_data_give_the_same_bytes(kind: str) -> None:
    for format in document_kinds()[kind].formats:
        first = render_document(kind, SAMPLES[kind](), format=format)
        assert render_document(kind, SAMPLES[kind](), format=format) == first


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_of_the_person_before_is_left(kind: str) -> None:
    before, after = SAMPLES[kind](), SAMPLES[kind](name="陆二")
    render_document(kind, before)
    for format in document_kinds()[kind].formats:
        raw = render_document(kind, after, format=format)
        said = words(kind, after) if format == "pdf" else docx_words(kind, after)
        assert "陆二" in said
        assert NAME not in said
        assert NAME.encode() not in raw


@pytest.mark.parametrize("name", ["Wilhelmina Østergård-Szczepańska", EVIL])
@pytest.mark.parametrize("kind", KINDS)
def test_names_are_printed_as_they_are_written(kind: str, name: str) -> None:
    assert re.sub(r"\s+", "", name) in words(kind, SAMPLES[kind](name=name))


@pytest.mark.parametrize("name", [NAME, EVIL])
@pytest.mark.parametrize("kind", WRITABLE)
def test_docx_has_names_as_they_are_written(kind: str, name: str) -> None:
    assert name in docx_words(kind, SAMPLES[kind](name=name))


@pytest.mark.parametrize("kind", KINDS)
def test_characters_without_a_shape_are_told_or_replaced(kind: str) -> None:
    odd = SAMPLES[kind](name="林😀诺")
    with pytest.raises(Problems):
        render_document(kind, odd)
    assert "林〓诺" in words(kind, odd, instead=GETA)


@pytest.mark.parametrize("kind", WRITABLE)
def test_docx_says_what_the_pdf_says(kind: str) -> None:
    sheet = sheet_of(kind, SAMPLES[kind](), lang="zh")
    said = re.sub(r"\s+", "", docx_words(kind, SAMPLES[kind]()))
    printed = words(kind, SAMPLES[kind]())
    told = [s for s in _strings(dataclasses.asdict(sheet)["blocks"]) if "＿" not in s]
    for string in told:
        flat = re.sub(r"\s+", "", string)
        assert flat in said or flat in ("plain", "small", "lead")
        assert flat in printed or flat in ("plain", "small", "lead")


def _strings(data: Any) -> Any:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list | tuple):
        for value in data.values() if isinstance(data, dict) else data:
            yield from _strings(value)


@pytest.mark.parametrize("kind", WRITABLE)
def test_docx_is_a4_in_song_on_both_sides(kind: str) -> None:
    made = document(kind, SAMPLES[kind]())
    section = made.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    fonts = made.styles["Normal"].element.rPr.find(qn("w:rFonts"))
    assert fonts.get(qn("w:eastAsia")) == "宋体"
    assert made.styles["Normal"].font.size.pt == 12
    assert made.settings.element.find(qn("w:mirrorMargins")) is not None


@pytest.mark.parametrize("kind", WRITABLE)
def test_docx_tells_nothing_of_the_machine(kind: str) -> None:
    raw = render_document(kind, SAMPLES[kind](), format="docx")
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        assert {i.date_time for i in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    core = document(kind, SAMPLES[kind]()).core_properties
    assert (core.author, core.last_modified_by or "", core.comments) == ("", "", "")
    assert f"{core.created:%Y-%m-%d}" == "2025-06-22"


@pytest.mark.parametrize("kind", WRITABLE)
def test_control_characters_do_not_break_a_docx(kind: str) -> None:
    assert "林诺" in docx_words(kind, SAMPLES[kind](name="林\x00\x0b诺")).replace(" ", "")


@pytest.mark.parametrize("kind", KINDS)
def test_english_has_no_chinese_of_its_own(kind: str) -> None:
    sheet = sheet_of(kind, _plain(SAMPLES[kind]()), lang="en")
    found = [s for s in _strings(dataclasses.asdict(sheet)) if re.search(r"[\u4e00-\u9fff]", s)]
    assert found == []


def _plain(value: Any) -> Any:
    """The value with strings of no language: what is left is the document's own words."""
    if isinstance(value, str):
        return value if value.isascii() else "x"
    if isinstance(value, Text):
        return Text(value.zh, value.en or "x") if value else value
    if isinstance(value, tuple):
        return tuple(_plain(v) for v in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
        return type(value)(**fields)
    return value


def test_draft_cannot_be_mistaken_for_what_was_submitted() -> None:
    draft = pdf("application_form", bound())
    for page in draft.pages:
        assert "草稿" in page.extract_text()
    assert "草稿" in "".join(
        p.text for p in document("application_form", bound()).sections[0].header.paragraphs
    )
    assert "草稿" not in words("application_form", SAMPLES["application_form"]())
