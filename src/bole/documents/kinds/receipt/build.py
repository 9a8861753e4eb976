"""The receipt of a submitted application: what was received, when, and what comes next."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import segno

from bole.documents import parts
from bole.documents.blocks import Block, Codes, Heading, Pairs, Picture, Points, Sheet, Title, Words
from bole.documents.listing import listing
from bole.documents.parts import Attachment
from bole.text import Lang, Text

KIND: Final = "receipt"
TITLE: Final = Text("申报回执", "Receipt of an application")
LEAD: Final = Text(
    "下面的申报已经收到，内容就此固定，之后的修改不影响这份记录。收到不等于受理，也不等于认定。",
    "The application below has been received and its content is fixed: later changes leave this "
    "record as it is. Receipt is neither acceptance nor recognition.",
)
NUMBER: Final = Text("申报编号", "Number")
RECEIVED: Final = Text("提交时间", "Received at")
HOUR: Final = Text("（北京时间）", " (Beijing time)")
FILES: Final = Text("收到的文件", "Files received")
NO_FILES: Final = Text("没有附文件。", "No files were attached.")
NEXT: Final = Text("接下来", "What comes next")
CONTENT: Final = Text("申报内容的 SHA-256", "SHA-256 of the application's content")
VERIFY: Final = Text(
    "扫码，或打开 {address}，核对这份回执是真的。",
    "Scan, or open {address}, to check that this receipt is genuine.",
)
ALT: Final = Text("核验地址的二维码", "QR code of the address for verification")


@dataclass(frozen=True, slots=True)
class Receipt:
    """A submitted application; `at` is ISO with its offset, `code` is printed masked."""

    programme: Text
    number: str
    at: str
    name: str
    code: str
    sha256: str
    tier: Text = Text("")
    track: Text = Text("")
    employer: str = ""
    files: tuple[Attachment, ...] = ()
    next: tuple[Text, ...] = ()
    #: The address at which the receipt can be checked.
    verify: str = ""


def build(data: Receipt, *, lang: Lang) -> Sheet:
    """The sheet."""
    return Sheet(
        kind=KIND,
        title=TITLE.say(lang),
        lang=lang,
        day=parts.moment(data.at).date(),
        head=(data.programme.say(lang), TITLE.say(lang)),
        foot=parts.numbered(data.number, sha256=data.sha256, lang=lang),
        blocks=tuple(_blocks(data, lang=lang)),
        names=(data.programme.say(lang), data.number),
    )


def _blocks(data: Receipt, *, lang: Lang) -> Iterator[Block]:
    yield Title(TITLE.say(lang), over=data.programme.say(lang))
    yield Words(LEAD.say(lang), "lead")
    yield Pairs(tuple(_rows(data, lang=lang)))
    yield Codes(CONTENT.say(lang), parts.in_groups(data.sha256))
    yield Heading(FILES.say(lang))
    yield listing(data.files, lang=lang) if data.files else Words(NO_FILES.say(lang), "small")
    if data.next:
        yield Heading(NEXT.say(lang))
        yield Points(tuple((step.say(lang), "") for step in data.next))
    if data.verify:
        words = VERIFY.format(address=data.verify).say(lang)
        yield Picture(_qr(data.verify), ALT.say(lang), words)


def _rows(data: Receipt, *, lang: Lang) -> Iterator[tuple[str, str]]:
    at = parts.moment(data.at)
    given = (
        (NUMBER, data.number),
        (RECEIVED, f"{at:%Y-%m-%d %H:%M:%S}{HOUR.say(lang)}"),
        (parts.APPLICANT, data.name),
        (parts.IDENTITY, parts.masked(data.code)),
        (parts.EMPLOYER, data.employer),
        (parts.TIER, data.tier.say(lang)),
        (parts.TRACK, data.track.say(lang)),
    )
    yield from ((label.say(lang), value) for label, value in given if value)


def _qr(address: str) -> str:
    drawn = io.BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", border=2, xmldecl=False, svgns=True)
    return drawn.getvalue().decode()
