"""The list of attachments, in the order they are bound in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bole import units
from bole.documents import parts
from bole.documents.blocks import Pairs, Sheet, Title, Words
from bole.documents.listing import listing
from bole.documents.parts import Attachment
from bole.documents.statement import made_on
from bole.text import Lang, Text

KIND: Final = "materials_list"
TITLE: Final = Text("附件材料目录", "List of attachments")
IN_ALL: Final = Text("共 {n} 件，{pages} 页。", "{n} in all, {pages} pages.")


@dataclass(frozen=True, slots=True)
class MaterialsList:
    """The attachments of one application in their order; `number` is "" before submission."""

    programme: Text
    name: str
    day: int
    items: tuple[Attachment, ...]
    employer: str = ""
    number: str = ""
    sha256: str = ""
    title: Text = TITLE


def build(data: MaterialsList, *, lang: Lang) -> Sheet:
    """The sheet."""
    day = units.to_date(data.day)
    rows = ((parts.APPLICANT, data.name), (parts.EMPLOYER, data.employer))
    there = [a for a in data.items if a.file]
    total = IN_ALL.format(n=len(there), pages=sum(a.pages for a in there))
    numbered = parts.numbered(data.number, sha256=data.sha256, lang=lang)
    return Sheet(
        kind=KIND,
        title=data.title.say(lang),
        lang=lang,
        day=day,
        head=(data.programme.say(lang), data.title.say(lang)),
        foot=numbered if data.number else made_on(day).say(lang),
        blocks=(
            Title(data.title.say(lang), over=data.programme.say(lang)),
            Pairs(tuple((label.say(lang), value) for label, value in rows if value)),
            listing(data.items, lang=lang, hashes=False),
            Words(total.say(lang), "small"),
        ),
        names=(data.programme.say(lang), data.name),
    )
