"""A statement to be signed: who declares, what, and where the hand and the seal go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final

from bole import units
from bole.documents import parts
from bole.documents.blocks import Block, Pairs, Points, Sheet, Signing, Title, Words
from bole.documents.parts import Promise
from bole.text import Lang, Text

MADE: Final = Text("制表 {day}", "Made on {day}")
ASKED: Final = Text("按 {cite} 填写。", "Asked for by {cite}.")
#: What is signed is printed and signed by hand.
BY_HAND: Final = Text(
    "核对无误后打印，手写签名，按要求盖章，扫描上传。",
    "Print when everything is right, sign by hand, seal as asked, scan and upload.",
)


def statement(
    kind: str,
    *,
    title: Text,
    programme: Text,
    day: int,
    cite: str,
    particulars: Iterable[tuple[Text, str]],
    lead: Text,
    points: Iterable[Promise],
    signing: Iterable[tuple[Text, Text]],
    lang: Lang,
    names: tuple[str, ...] = (),
) -> Sheet:
    """A statement on paper; particulars without a value are left out."""
    rows = tuple((label.say(lang), value) for label, value in particulars if value)
    blocks: tuple[Block, ...] = (
        Title(title.say(lang), over=programme.say(lang)),
        Pairs(rows),
        Words(lead.say(lang)),
        Points(tuple((p.text.say(lang), p.cite) for p in points)),
        Signing(tuple((before.say(lang), under.say(lang)) for before, under in signing)),
        Words(by_hand(cite).say(lang), "small"),
    )
    return Sheet(
        kind=kind,
        title=title.say(lang),
        lang=lang,
        day=units.to_date(day),
        head=(programme.say(lang), title.say(lang)),
        foot=made_on(units.to_date(day)).say(lang),
        blocks=blocks,
        names=names,
    )


def by_hand(cite: str) -> Text:
    """What to do with the print, and which clause asks for it."""
    if not cite:
        return BY_HAND
    asked = ASKED.format(cite=f"§ {cite}")
    return Text(f"{asked.zh}{BY_HAND.zh}", f"{asked.en} {BY_HAND.en}")


def made_on(day: dt.date) -> Text:
    """The foot of a document without a number."""
    return MADE.format(day=day.isoformat())


def hand(role: Text) -> tuple[Text, Text]:
    """A line for a signature."""
    return Text(f"{role.zh}（签名）：", f"{role.say('en')} (signature): "), Text("")


def seal(role: Text) -> tuple[Text, Text]:
    """A line for a seal."""
    return Text(f"{role.zh}：", f"{role.say('en')}: "), parts.SEAL


DATE: Final = (Text("日期：", "Date: "), Text(""))
