"""The application itself: the boxes of the official form, or sections of what was filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from bole import units
from bole.documents import parts
from bole.documents.blocks import (
    Block,
    Cell,
    Cover,
    Form,
    Heading,
    Pairs,
    Points,
    Sheet,
    Table,
    Title,
    Words,
)
from bole.documents.listing import listing
from bole.documents.parts import Attachment, Claim
from bole.text import Lang, Text

KIND: Final = "application_form"
TITLE: Final = Text("申报书", "Application")
NUMBER: Final = Text("申报编号", "Number")
RECEIVED: Final = Text("提交时间", "Submitted at")
CLAIMS: Final = Text("申报依据", "Criteria relied on")
MATERIALS: Final = Text("附件", "Attachments")
SIGNATURES: Final = Text("签字和盖章", "Signatures and seals")
CONTENT: Final = Text("申报内容的 SHA-256：{hash}", "SHA-256 of the content: {hash}")
STATES: Final = {
    "draft": Text("草稿，未提交", "Draft, not submitted"),
    "submitted": Text("已提交", "Submitted"),
}
TRUE: Final = Text(
    "以上所填真实、完整，如果不实，由此产生的后果由本人承担。",
    "All of the above is true and whole; if it is not, I bear the consequences.",
)
SIGN: Final = Text("本人签名：＿＿＿＿＿＿＿＿", "Signature: ________________")
HEAD_SIGN: Final = Text("负责人签字：＿＿＿＿＿＿＿＿", "Head of the employer: ________________")
CONTACT: Final = Text(
    "联系人：＿＿＿＿＿＿　电话：＿＿＿＿＿＿＿＿", "Contact: ____________ Telephone: ____________"
)
APPLICANT_SIGNS: Final = Text("申报人", "Applicant")
EMPLOYER_SIGNS: Final = Text("申报单位意见", "Employer's opinion")
#: Longer values have a row of their own; a hanzi is two wide.
NARROW: Final = 29
WIDE: Final = 0x2000
#: Columns of a table of records, by what they hold.
LEAST_SHARE: Final = 8
MOST_SHARE: Final = 26

Written = Literal["", "signature", "opinion"]


@dataclass(frozen=True, slots=True)
class Box:
    """One box of the form; `written` ones stay empty for a hand and a seal.

    `contact` asks for a person and a telephone beside the seal.
    """

    label: Text
    lines: tuple[Text, ...] = ()
    written: Written = ""
    contact: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A part of what was filled in: named values, and a table of records."""

    title: Text
    pairs: tuple[tuple[Text, Text], ...] = ()
    head: tuple[Text, ...] = ()
    rows: tuple[tuple[Text, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class ApplicationForm:
    """An application, draft until it has a `number`; boxes where the programme has a form.

    `at` is ISO with its offset, `day` (yyyymmdd) when the print was made. `watermark` stands for
    what is not a draft; a cover belongs to forms that are bound.
    """

    programme: Text
    name: str
    day: int
    title: Text = TITLE
    employer: str = ""
    tier: Text = Text("")
    track: Text = Text("")
    boxes: tuple[Box, ...] = ()
    sections: tuple[Section, ...] = ()
    claims: tuple[Claim, ...] = ()
    materials: tuple[Attachment, ...] = ()
    number: str = ""
    at: str = ""
    sha256: str = ""
    watermark: Text = Text("")
    cover: bool = False


def build(data: ApplicationForm, *, lang: Lang) -> Sheet:
    """The sheet."""
    state = STATES["submitted" if data.number else "draft"].say(lang)
    return Sheet(
        kind=KIND,
        title=data.title.say(lang),
        lang=lang,
        day=units.to_date(data.day),
        head=(parts.joined(data.programme.say(lang), data.title.say(lang)), state),
        foot=parts.numbered(data.number, sha256=data.sha256, lang=lang),
        blocks=tuple(_blocks(data, lang=lang)),
        watermark=(data.watermark if data.number else parts.DRAFT).say(lang),
        names=(data.programme.say(lang), data.name),
    )


def _blocks(data: ApplicationForm, *, lang: Lang) -> Iterator[Block]:
    title, over = data.title.say(lang), data.programme.say(lang)
    rows = tuple(_rows(data, lang=lang))
    if data.cover:
        yield Cover(title, over, rows, below=STATES["draft"].say(lang) if not data.number else "")
    else:
        yield Title(title, over=over)
        if not data.boxes:
            yield Pairs(rows)
    if data.boxes:
        yield Form(tuple(_rowed(_box(b, lang=lang) for b in data.boxes)))
    for section in data.sections:
        yield from _section(section, lang=lang)
    if data.claims and not data.boxes:
        yield Heading(CLAIMS.say(lang))
        yield Points(tuple((c.label.say(lang), c.cite) for c in data.claims))
    if not data.boxes:
        yield Heading(SIGNATURES.say(lang))
        yield Form(tuple(_signed(lang)), whole=True)
    if data.materials:
        yield Heading(MATERIALS.say(lang))
        yield listing(data.materials, lang=lang, hashes=False)
    if data.number and data.sha256:
        groups = " ".join(parts.in_groups(data.sha256))
        yield Words(CONTENT.format(hash=groups).say(lang), "small")


def _rows(data: ApplicationForm, *, lang: Lang) -> Iterator[tuple[str, str]]:
    at = f"{parts.moment(data.at):%Y-%m-%d %H:%M:%S}" if data.at else ""
    given = (
        (parts.APPLICANT, data.name),
        (parts.EMPLOYER, data.employer),
        (parts.TIER, data.tier.say(lang)),
        (parts.TRACK, data.track.say(lang)),
        (NUMBER, data.number),
        (RECEIVED, at),
    )
    yield from ((label.say(lang), value) for label, value in given if value)


def _section(section: Section, *, lang: Lang) -> Iterator[Block]:
    yield Heading(section.title.say(lang))
    if section.pairs:
        yield Form(tuple(_rowed(_cell(k, (v,), lang=lang) for k, v in section.pairs)))
    if section.rows:
        yield Table(
            tuple(t.say(lang) for t in section.head),
            tuple(tuple(t.say(lang) for t in row) for row in section.rows),
            widths=_shares(section, lang=lang),
        )


def _shares(section: Section, *, lang: Lang) -> tuple[int, ...]:
    """How wide each column is, by its longest words."""
    columns = zip(section.head, *section.rows, strict=True)
    longest = (max(_width(t.say(lang)) for t in column) for column in columns)
    return tuple(min(MOST_SHARE, max(LEAST_SHARE, n)) for n in longest)


def _rowed(cells: Iterable[Cell]) -> Iterator[tuple[Cell, ...]]:
    """Boxes in their order, two a row where both are narrow."""
    waiting: tuple[Cell, ...] = ()
    for cell in cells:
        if _is_narrow(cell):
            waiting = (*waiting, cell)
        else:
            yield from (waiting,) if waiting else ()
            yield (cell,)
            waiting = ()
        if len(waiting) == 2:
            yield waiting
            waiting = ()
    if waiting:
        yield waiting


def _is_narrow(cell: Cell) -> bool:
    return not cell.marks and len(cell.lines) <= 1 and _width("".join(cell.lines)) <= NARROW


def _width(words: str) -> int:
    return sum(1 if ord(c) < WIDE else 2 for c in words)


def _box(box: Box, *, lang: Lang) -> Cell:
    if not box.written:
        return _cell(box.label, box.lines, lang=lang)
    if box.written == "signature":
        return Cell("", (TRUE.say(lang),), (SIGN.say(lang), parts.DATE_LINE.say(lang)))
    contact = (CONTACT.say(lang),) if box.contact else ()
    marks = (parts.SEAL.say(lang), parts.DATE_LINE.say(lang), *contact)
    return Cell(box.label.say(lang), (), marks, tall=True)


def _cell(label: Text, lines: Iterable[Text], *, lang: Lang) -> Cell:
    return Cell(label.say(lang), tuple(t.say(lang) for t in lines if t))


def _signed(lang: Lang) -> Iterator[tuple[Cell, ...]]:
    """Where a form without boxes of its own is signed and sealed."""
    yield (
        Cell(
            APPLICANT_SIGNS.say(lang),
            (TRUE.say(lang),),
            (SIGN.say(lang), parts.DATE_LINE.say(lang)),
        ),
    )
    marks = (HEAD_SIGN.say(lang), parts.SEAL.say(lang), parts.DATE_LINE.say(lang))
    yield (Cell(EMPLOYER_SIGNS.say(lang), (), marks, tall=True),)
