"""What several documents tell of an application: plain values, no rows and no rules."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from bole.problems import Problems, problem
from bole.text import Lang, Text

#: Beijing time, without summer time since 1991: what every notice of a programme means by its hours.
SHANGHAI: Final = dt.timezone(dt.timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of an application; `file` is "" where the material is still to come."""

    number: str
    label: Text
    file: str = ""
    sha256: str = ""
    pages: int = 0


@dataclass(frozen=True, slots=True)
class Claim:
    """A numbered criterion that the person relies on."""

    cite: str
    label: Text


@dataclass(frozen=True, slots=True)
class Promise:
    """Something declared or promised, with the clause that asks for it."""

    text: Text
    cite: str = ""


def moment(at: str) -> dt.datetime:
    """The moment in Shanghai, from ISO text with its offset.

    Raises Problems where there is no such moment, or none that is known everywhere.
    """
    try:
        read = dt.datetime.fromisoformat(at)
    except ValueError:
        read = None
    if read is None or read.tzinfo is None:
        zh, en = f"时刻要带时区：{at!r}", f"A moment has its offset: {at!r}"
        hint = Text("如 2025-06-22T23:59:41+08:00。", "Such as 2025-06-22T23:59:41+08:00.")
        raise Problems([problem("moment", zh, en, hint=hint)])
    return read.astimezone(SHANGHAI)


def masked(code: str) -> str:
    """The code with its middle hidden: enough for its owner to know it, for nobody to use it."""
    head, tail = min(3, len(code) // 6), min(4, len(code) // 4)
    return code[:head] + "*" * (len(code) - head - tail) + code[len(code) - tail :]


def in_groups(sha256: str, *, size: int = 8) -> tuple[str, ...]:
    """The code in groups that can be read out."""
    return tuple(sha256[n : n + size] for n in range(0, len(sha256), size))


def check_code(sha256: str) -> str:
    """The first characters of a hash, by which two print-outs are told apart."""
    return sha256[:8]


def joined(*parts: str, by: str = " · ") -> str:
    """The parts that say something."""
    return by.join(p for p in parts if p)


def numbered(number: str, *, sha256: str, lang: Lang) -> str:
    """The foot of a document: its number and the check code, or that it has none yet."""
    if not number:
        return NO_NUMBER.say(lang)
    code = f"{CHECK.say(lang)} {check_code(sha256)}" if sha256 else ""
    return joined(f"{NUMBER.say(lang)} {number}", code)


NO_NUMBER: Final = Text("还没有提交，没有编号", "Not submitted, no number")
NUMBER: Final = Text("编号", "No.")
CHECK: Final = Text("校验码", "check code")
DRAFT: Final = Text("草稿", "DRAFT")
PROGRAMME: Final = Text("申报项目", "Programme")
TIER: Final = Text("申报类别", "Tier")
TRACK: Final = Text("申报领域", "Field")
APPLICANT: Final = Text("申报人", "Applicant")
IDENTITY: Final = Text("证件号码", "Identity number")
EMPLOYER: Final = Text("申报单位", "Employer")
USCC: Final = Text("统一社会信用代码", "Credit code")
SEAL: Final = Text("（公章）", "(seal)")
DATE_LINE: Final = Text("＿＿＿＿年＿＿月＿＿日", "Date: ______________")
COLON: Final = Text("：", ": ")
MATERIAL: Final = Text("材料", "Material")
FILE: Final = Text("文件", "File")
PAGES: Final = Text("页数", "Pages")
SERIAL: Final = Text("序号", "No.")
BASIS: Final = Text("依据", "Clause")
