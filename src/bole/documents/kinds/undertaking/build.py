"""What an employer undertakes when it puts somebody forward."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bole.documents import parts
from bole.documents.blocks import Sheet
from bole.documents.parts import Promise
from bole.documents.statement import DATE, hand, seal, statement
from bole.text import Lang, Text

KIND: Final = "undertaking"
TITLE: Final = Text("申报单位承诺书", "Undertaking of the employer")
LEAD: Final = Text(
    "{employer}参加“{programme}”申报{whom}，现作出以下声明和承诺：",
    "{employer} takes part in {programme}{whom} and declares and undertakes:",
)
WHOM: Final = Text("，推荐{name}", ", putting forward {name},")
POINTS: Final = (
    Promise(Text(
        "报送的材料来自本单位的真实记录，复印件、扫描件与原件相符。",
        "What is handed in comes from true records, and copies agree with their originals.",
    )),
    Promise(Text(
        "已核对申报人填写的任职、业绩和收入情况，没有隐瞒，也没有夸大。",
        "What the applicant states of posts, achievements and income has been checked; nothing is "
        "hidden or overstated.",
    )),
    Promise(Text(
        "申报人在本单位的情况有变化，或发现材料有误，及时书面告知受理单位。",
        "Should anything change or prove wrong, the receiving office is told in writing without "
        "delay.",
    )),
    Promise(Text(
        "配合核查、公示和后续管理；所报不实的，接受取消资格等处理，并退回已得的支持。",
        "Checks, publicity and later management are supported; if anything is untrue, the "
        "employer accepts disqualification and returns what was received.",
    )),
)  # fmt: skip
SIGNER: Final = Text("法定代表人或受托人", "Legal representative or proxy")


@dataclass(frozen=True, slots=True)
class Undertaking:
    """An employer's undertaking; `promises` are what the programme asks for beside our own words.

    `title` is what the programme calls it; `day` (yyyymmdd) is when it was made.
    """

    programme: Text
    employer: str
    employer_code: str
    day: int
    name: str = ""
    title: Text = TITLE
    promises: tuple[Promise, ...] = ()
    cite: str = ""


def build(data: Undertaking, *, lang: Lang) -> Sheet:
    """The sheet."""
    whom = WHOM.format(name=data.name) if data.name else Text("", "")
    return statement(
        KIND,
        title=data.title,
        programme=data.programme,
        day=data.day,
        cite=data.cite,
        particulars=(
            (parts.EMPLOYER, data.employer),
            (parts.USCC, data.employer_code),
            (parts.APPLICANT, data.name),
        ),
        lead=LEAD.format(employer=data.employer, programme=data.programme, whom=whom),
        points=(*data.promises, *POINTS),
        signing=(seal(parts.EMPLOYER), hand(SIGNER), DATE),
        lang=lang,
        names=(data.programme.say(lang), data.employer),
    )
