"""The kinds of documents: each folder of `kinds` is one, found by walking the package."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bole import plugins
from bole.documents import kinds, word
from bole.documents.blocks import Sheet
from bole.documents.render import render
from bole.problems import Problems, did_you_mean, problem
from bole.text import Lang, Text

Format = Literal["pdf", "docx"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of document: the data it takes and how they become a sheet."""

    id: str
    title: Text
    data: type
    build: Callable[..., Sheet]
    #: People go on writing in some documents; others are as they are.
    formats: tuple[Format, ...] = ("pdf", "docx")
    #: Makes the bytes of a document that is more than its sheet.
    render: Callable[..., bytes] | None = None


@functools.cache
def document_kinds() -> Mapping[str, Kind]:
    """All kinds by id. Raises ValueError where two folders share one."""
    found = plugins.modules_by("KIND", package=kinds.__name__, path=kinds.__path__)
    return {
        id: Kind(id, m.TITLE, m.DATA, m.build, m.FORMATS, getattr(m, "render", None))
        for id, m in found.items()
        if hasattr(m, "build")
    }


def render_document(
    kind: str, data: Any, *, lang: Lang = "zh", format: Format = "pdf", instead: str = ""
) -> bytes:
    """The document's bytes, the same for the same data.

    `instead` is printed for characters that no font has; without it they are Problems. Raises
    Problems for a kind or format that is not there, and TypeError for data of another kind.
    """
    sheet = sheet_of(kind, data, lang=lang, format=format)
    whole = document_kinds()[kind].render
    if whole is not None:
        return whole(data, lang=lang, instead=instead)
    return word.write(sheet) if format == "docx" else render(sheet.document(), instead=instead)


def file_name(kind: str, data: Any, *, lang: Lang = "zh", format: Format = "pdf") -> str:
    """What to save the document under."""
    return f"{sheet_of(kind, data, lang=lang, format=format).name}.{format}"


def sheet_of(kind: str, data: Any, *, lang: Lang, format: Format = "pdf") -> Sheet:
    """The document before it is a file."""
    known = document_kinds()
    if kind not in known:
        zh, en = f"没有文书“{kind}”", f"Unknown document {kind!r}"
        hint = did_you_mean(kind, among=list(known))
        raise Problems([problem("document.kind", zh, en, hint=hint)])
    one = known[kind]
    if format not in one.formats:
        listed = ", ".join(one.formats)
        zh, en = f"{one.title.zh}只有 {listed}", f"{one.title.say('en')} comes as {listed}"
        raise Problems([problem("document.format", zh, en)])
    if not isinstance(data, one.data):
        raise TypeError(f"{kind} takes {one.data.__name__}, not {type(data).__name__}")
    return one.build(data, lang=lang)
