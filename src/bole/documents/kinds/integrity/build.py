"""What a person declares and promises with an application."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bole.documents import parts
from bole.documents.blocks import Sheet
from bole.documents.parts import Promise
from bole.documents.statement import DATE, hand, seal, statement
from bole.text import Lang, Text

KIND: Final = "integrity"
TITLE: Final = Text("个人诚信声明", "Personal statement of integrity")
LEAD: Final = Text(
    "本人{name}申报“{programme}”{tier}，现作出以下声明和承诺：",
    "I, {name}, apply for {programme}{tier} and declare and promise:",
)
POINTS: Final = (
    Promise(Text(
        "填写的内容和交来的材料真实、完整，都属于本人，署名和排名如实。",
        "What I state and hand in is true and whole and my own; authorship and ranks are as they "
        "were.",
    )),
    Promise(Text(
        "材料不含国家秘密，也不侵犯他人的权利。",
        "Nothing in it is a state secret or infringes on the rights of others.",
    )),
    Promise(Text(
        "情况有变化及时更正，配合核查。",
        "I correct what changes without delay and support checks.",
    )),
    Promise(Text(
        "所报不实的，由本人承担后果，接受取消资格等处理。",
        "If anything is untrue, I bear the consequences and accept disqualification.",
    )),
)  # fmt: skip
SIGNER: Final = Text("声明人", "Declared by")


@dataclass(frozen=True, slots=True)
class Integrity:
    """A person's statement; `sealed` where the employer seals it too.

    `title` is what the programme calls it, `promises` what it asks for beside our own words.
    """

    programme: Text
    name: str
    code: str
    day: int
    tier: Text = Text("")
    employer: str = ""
    employer_code: str = ""
    title: Text = TITLE
    promises: tuple[Promise, ...] = ()
    cite: str = ""
    sealed: bool = False


def build(data: Integrity, *, lang: Lang) -> Sheet:
    """The sheet."""
    tier = data.tier
    about = Text(f"（{tier.zh}）", f" ({tier.say('en')})") if tier else Text("", "")
    stamp = (seal(parts.EMPLOYER),) if data.sealed else ()
    return statement(
        KIND,
        title=data.title,
        programme=data.programme,
        day=data.day,
        cite=data.cite,
        particulars=(
            (parts.APPLICANT, data.name),
            (parts.IDENTITY, data.code),
            (parts.EMPLOYER, data.employer),
            (parts.USCC, data.employer_code),
        ),
        lead=LEAD.format(name=data.name, programme=data.programme, tier=about),
        points=(*data.promises, *POINTS),
        signing=(hand(SIGNER), *stamp, DATE),
        lang=lang,
        names=(data.programme.say(lang), data.name),
    )
