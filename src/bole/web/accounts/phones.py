"""Phone numbers as people type them, and as they are stored."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from bole.problems import Problem, Problems
from bole.text import Text

_CHINESE: Final = re.compile(r"(?:\+?86|0086)?(1[3-9]\d{9})")
_ABROAD: Final = re.compile(r"\+(?!86)[1-9]\d{6,14}")


def read_phone(text: str) -> str:
    """The number in E.164 form (+8613…); raises Problems.

    Chinese mobile numbers may stand without +86; others need their country code.
    """
    typed = unicodedata.normalize("NFKC", text)
    number = re.sub(r"[\s\-().]", "", typed)
    if match := _CHINESE.fullmatch(number):
        return f"+86{match[1]}"
    if _ABROAD.fullmatch(number):
        return number
    raise Problems([_NOT_A_PHONE])


_NOT_A_PHONE: Final = Problem(
    "accounts.phone",
    Text("这不像一个手机号。", "This does not look like a mobile number."),
    hint=Text(
        "请填 11 位手机号；境外号码以 + 和国家代码开头。",
        "Enter 11 digits; numbers from abroad start with + and the country code.",
    ),
)
