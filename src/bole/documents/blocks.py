"""What the documents of an application are made of, said in one language: PDF and docx alike."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any

from bole.documents.render import Document
from bole.text import Lang


@dataclass(frozen=True, slots=True)
class Cover:
    """A first page of its own; `rows` are name and value, `below` stands at its foot."""

    title: str
    over: str
    rows: tuple[tuple[str, str], ...]
    below: str = ""


@dataclass(frozen=True, slots=True)
class Title:
    """The document's title over its text, where it has no cover."""

    text: str
    over: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a part."""

    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph: `plain`, `small`, or `lead`, which opens a letter and is not indented."""

    text: str
    tone: str = "plain"


@dataclass(frozen=True, slots=True)
class Pairs:
    """Names and values, one pair a line."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One box of a form: `lines` fill it, `marks` stand at its lower right to be written over."""

    label: str
    lines: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    tall: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A form of boxes in their order, one or two a row; a `whole` one stays on one page."""

    rows: tuple[tuple[Cell, ...], ...]
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a head; `widths` are shares, columns of `fixed` hold codes."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    fixed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Points:
    """Numbered sentences, each with the address of its clause or none."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs: words before the line, and words under it (a seal, a date)."""

    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Codes:
    """A long code in groups, under its name."""

    label: str
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing (SVG) beside words that say the same; `alt` says what it shows."""

    svg: str
    alt: str
    words: str


Block = Cover | Title | Heading | Words | Pairs | Form | Table | Points | Signing | Codes | Picture


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole document; `watermark` lies behind every page, `head` and `foot` stand on each."""

    kind: str
    title: str
    lang: Lang
    day: dt.date
    head: tuple[str, str]
    foot: str
    blocks: tuple[Block, ...]
    watermark: str = ""
    #: What the name of the file begins with.
    names: tuple[str, ...] = field(default=())

    @property
    def name(self) -> str:
        """A name to save it under, without an ending."""
        parts = [*self.names, self.title, self.day.isoformat()]
        return re.sub(r'[\s/\\:*?"<>|\x00-\x1f]+', "-", "-".join(p for p in parts if p))

    def document(self) -> Document:
        """The sheet as its template takes it."""
        data: dict[str, Any] = {
            "head": list(self.head),
            "foot": self.foot,
            "page_words": page_words(self.lang),
            "watermark": self.watermark,
            "blocks": [_named(b) for b in self.blocks],
        }
        return Document(self.kind, self.title, f"{self.name}.pdf", self.lang, self.day, data)


def page_words(lang: Lang) -> str:
    """How a page is numbered."""
    return "第 {x} 页，共 {y} 页" if lang == "zh" else "Page {x} of {y}"


def _named(block: Block) -> dict[str, Any]:
    return {"block": type(block).__name__.lower(), **dataclasses.asdict(block)}
