"""A document's data, set as PDF/A-2b: the same data give the same bytes."""

from __future__ import annotations

import datetime as dt
import functools
import json
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import typst

from bole.documents import font
from bole.problems import Problem, Problems, problem
from bole.text import Lang, Text

HOME: Final = Path(__file__).parent
#: For archives (PDF/A-2b) and for screen readers (PDF/UA-1).
STANDARDS: Final = ("a-2b", "ua-1")
#: Longer words get places to break, or they would run out of their column.
_LONG: Final = re.compile(r"[!-,.0-~\u00a1-\u024f]{25,}")
_PART: Final = re.compile(r".{1,12}")
ZERO_WIDTH: Final = "\u200b"
#: The printers' sign for a character that is not in the case.
GETA: Final = "〓"
_HINT: Final = Text(
    "请换成能打印的字，如去掉表情符号。", "Write them in characters that print; leave out emoji."
)
_turn = threading.Lock()


@dataclass(frozen=True, slots=True)
class Document:
    """What a template needs: `kind` names its folder, `data` is JSON, `day` dates the document.

    `file` is a name to save it under.
    """

    kind: str
    title: str
    file: str
    lang: Lang
    day: dt.date
    data: dict[str, Any]


def render(document: Document, *, instead: str = "") -> bytes:
    """The document as PDF/A-2b.

    Raises Problems naming the characters that no font can print, unless there is something to
    print `instead` of each, such as GETA.
    """
    data = _printable(
        {"title": document.title, "lang": document.lang, "day": document.day.isoformat()}
        | document.data,
        instead=instead,
    )
    found = unprintable(data)
    if found:
        raise Problems([found])
    data["letters"] = font.borrowed("".join(_strings(data)))
    # Dated by the document itself, at noon in UTC: no clock, so the bytes stay the same.
    noon = dt.datetime.combine(document.day, dt.time(12), tzinfo=dt.UTC)
    with _turn:
        pdf = _compiler().compile(
            input=str(HOME / "kinds" / document.kind / "template.typ"),
            format="pdf",
            pdf_standards=list(STANDARDS),
            timestamp=int(noon.timestamp()),
            # Data travel as data: nothing a person wrote is ever read as markup.
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        )
    assert isinstance(pdf, bytes)
    return pdf


def unprintable(data: Any) -> Problem | None:
    """What is wrong where the font lacks characters of the data: each with its code."""
    found = font.lacking("".join(_strings(data)).replace(ZERO_WIDTH, ""))
    if not found:
        return None
    named = [f"{c}（U+{ord(c):04X}）" for c in found[:8]]
    plain = [f"{c} (U+{ord(c):04X})" for c in found[:8]]
    more = "…" if len(found) > 8 else ""
    return problem(
        "font",
        f"字库里没有这些字，印不出来：{'、'.join(named)}{more}",
        f"The font has no such characters, they cannot be printed: {', '.join(plain)}{more}",
        hint=_HINT,
    )


@functools.cache
def _compiler() -> typst.Compiler:
    """One compiler for the process: it keeps the font and the templates."""
    return typst.Compiler(root=str(HOME), font_paths=list(font.FOLDERS), ignore_system_fonts=True)


def _strings(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list | tuple):
        for value in data.values() if isinstance(data, dict) else data:
            yield from _strings(value)


def _printable(data: Any, *, instead: str) -> Any:
    """The data without what has no shape, and with places to break in endless words."""
    match data:
        case str():
            text = font.plain(data)
            for char in font.lacking(text) if instead else ():
                text = text.replace(char, instead)
            return _LONG.sub(lambda word: ZERO_WIDTH.join(_PART.findall(word[0])), text)
        case dict():
            return {key: _printable(value, instead=instead) for key, value in data.items()}
        case list() | tuple():
            return [_printable(value, instead=instead) for value in data]
        case _:
            return data
