"""Attachments as a table, for every document that lists them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bole.documents import parts
from bole.documents.blocks import Table
from bole.documents.parts import Attachment
from bole.text import Lang, Text

TO_COME: Final = Text("还没有上传", "Not uploaded yet")


def listing(files: Iterable[Attachment], *, lang: Lang, hashes: bool = True) -> Table:
    """One row for each file in their order; `hashes` adds what its content is known by."""
    head = (parts.SERIAL, parts.MATERIAL, parts.FILE, parts.PAGES)
    rows = tuple(_row(a, lang=lang, hashes=hashes) for a in files)
    words = tuple(t.say(lang) for t in head)
    if not hashes:
        return Table(words, rows, widths=(4, 22, 20, 5))
    return Table((*words, "SHA-256"), rows, widths=(4, 15, 14, 5, 16), fixed=(4,))


def _row(attachment: Attachment, *, lang: Lang, hashes: bool) -> tuple[str, ...]:
    row = (
        attachment.number,
        attachment.label.say(lang),
        attachment.file or TO_COME.say(lang),
        str(attachment.pages) if attachment.pages else "",
    )
    return (*row, " ".join(parts.in_groups(attachment.sha256))) if hashes else row
