"""A letter by which a body with a quota puts somebody forward."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bole import units
from bole.documents import parts
from bole.documents.blocks import Block, Heading, Pairs, Sheet, Signing, Title, Words
from bole.documents.statement import DATE, by_hand, hand, made_on, seal
from bole.text import Lang, Text

KIND: Final = "recommendation"
TITLE: Final = Text("推荐函", "Letter of recommendation")
TO: Final = Text("{office}：", "To {office}:")
LEAD: Final = Text(
    "经组织评审，{recommender}推荐{name}申报“{programme}”{tier}。",
    "After a review of its own, {recommender} recommends {name} for {programme}{tier}.",
)
RECOMMENDER: Final = Text("推荐单位", "Recommender")
OPINION: Final = Text("推荐意见", "Opinion")
CLOSING: Final = Text(
    "本单位已审阅上述申报材料，对推荐意见负责。",
    "The application has been read; the recommender answers for this opinion.",
)
HEAD: Final = Text("负责人", "Head")


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A letter; `opinion` are paragraphs that the recommender wrote, none leaves room for them."""

    programme: Text
    recommender: str
    name: str
    day: int
    recommender_code: str = ""
    employer: str = ""
    tier: Text = Text("")
    track: Text = Text("")
    #: Whom the letter is addressed to.
    office: Text = Text("")
    opinion: tuple[str, ...] = ()
    title: Text = TITLE
    cite: str = ""


def build(data: Recommendation, *, lang: Lang) -> Sheet:
    """The sheet."""
    day = units.to_date(data.day)
    return Sheet(
        kind=KIND,
        title=data.title.say(lang),
        lang=lang,
        day=day,
        head=(data.programme.say(lang), data.title.say(lang)),
        foot=made_on(day).say(lang),
        blocks=tuple(_blocks(data, lang=lang)),
        names=(data.programme.say(lang), data.name),
    )


def _blocks(data: Recommendation, *, lang: Lang) -> Iterator[Block]:
    tier = Text(f"（{data.tier.zh}）", f" ({data.tier.say('en')})") if data.tier else Text("", "")
    yield Title(data.title.say(lang), over=data.programme.say(lang))
    if data.office:
        yield Words(TO.format(office=data.office).say(lang), "lead")
    lead = LEAD.format(
        recommender=data.recommender, name=data.name, programme=data.programme, tier=tier
    )
    yield Words(lead.say(lang))
    yield Pairs(tuple(_rows(data, lang=lang)))
    yield Heading(OPINION.say(lang))
    for paragraph in data.opinion or (EMPTY,) * ROOM:
        yield Words(paragraph)
    yield Words(CLOSING.say(lang))
    signing = (seal(RECOMMENDER), hand(HEAD), DATE)
    yield Signing(tuple((before.say(lang), under.say(lang)) for before, under in signing))
    yield Words(by_hand(data.cite).say(lang), "small")


#: So many empty lines for an opinion that is yet to be written.
ROOM: Final = 8
EMPTY: Final = "＿" * 38


def _rows(data: Recommendation, *, lang: Lang) -> Iterator[tuple[str, str]]:
    given = (
        (parts.APPLICANT, data.name),
        (parts.EMPLOYER, data.employer),
        (parts.TRACK, data.track.say(lang)),
        (RECOMMENDER, data.recommender),
        (parts.USCC, data.recommender_code),
    )
    yield from ((label.say(lang), value) for label, value in given if value)
