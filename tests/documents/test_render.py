"""A document as a file: archivable, selectable, the same bytes every time."""

from __future__ import annotations

import dataclasses
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from pypdf import PdfReader

from bole.documents.render import GETA, render
from bole.problems import Problems
from tests.documents.people import NEAR, made, read, text_of

EVIL = '#panic("x") $x^2$ *b* _i_ `c` @r <l> \\ "quoted" #sys.inputs [x] // end'


def fonts(reader: PdfReader) -> dict[str, bool]:
    """Every font that is used, and whether its file is inside."""
    found: dict[str, bool] = {}
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            descriptor = inner["/FontDescriptor"]
            found[str(inner["/BaseFont"])] = any(k.startswith("/FontFile") for k in descriptor)
    return found


def test_same_data_give_the_same_bytes() -> None:
    assert render(made()) == render(made())


def test_threads_do_not_disturb_each_other() -> None:
    documents = [made(name=f"第{n}位") for n in range(4)]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(render, documents))
    assert together == [render(d) for d in documents]


def test_file_is_for_archives_and_screen_readers() -> None:
    reader = read(made())
    metadata = reader.xmp_metadata
    assert metadata is not None
    raw = metadata.stream.get_data().decode()
    assert "<pdfaid:part>2<" in raw
    assert "<pdfaid:conformance>B<" in raw
    assert "<pdfuaid:part>1<" in raw
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"


def test_file_carries_title_and_day_of_the_verdict() -> None:
    information = read(made(**NEAR)).metadata
    assert information is not None
    assert information.title == "你可以报青年拔尖人才"
    assert "20250622" in str(information["/CreationDate"])


@pytest.mark.parametrize("name", ["林䶮㛃𬭼", "Szczepańska"])
def test_every_font_is_embedded(name: str) -> None:
    found = fonts(read(made(name=name)))
    assert found
    assert all(found.values())


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ["林䶮㛃𬭼", "Wilhelmina Østergård-Szczepańska", EVIL])
def test_names_are_printed_as_they_are_written(name: str, lang: Any) -> None:
    text = text_of(made(name=name, lang=lang))
    assert "".join(name.split()) in "".join(text.split())


def test_character_without_a_shape_is_told_by_name() -> None:
    with pytest.raises(Problems) as raised:
        render(made(name="林😀"))
    (problem,) = raised.value.problems
    assert problem.code == "font"
    assert "😀（U+1F600）" in problem.message.zh
    assert problem.hint


def test_something_else_may_stand_instead() -> None:
    assert "林〓诺" in text_of(made(name="林😀诺"), instead=GETA)


def test_endless_words_do_not_run_out_of_the_page() -> None:
    document = made(name="x" * 400)
    lines = read(document).pages[0].extract_text().splitlines()
    assert max(len(line) for line in lines if line.startswith("xxx")) < 120


def test_odd_white_space_and_nothing_at_all_do_no_harm() -> None:
    document = made(name="\x00\u200b\t")
    empty = {k: type(v)() if isinstance(v, list) else v for k, v in document.data.items()}
    bare = dataclasses.replace(document, data=empty | {"head": ["", ""], "lead": ""})
    assert len(read(bare).pages) == 1
