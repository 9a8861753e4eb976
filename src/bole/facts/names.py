"""Names of people: the middle dot, rare characters, fifty characters and more."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from bole.problems import Problem, problem
from bole.text import Text

DOT: Final = "·"
#: What keyboards produce in place of the dot between the parts of a name.
DOTS: Final = "•・‧∙⋅･．●◦᛫⸱ꞏ゠"
MOST_HANZI: Final = 50
MOST_LETTERS: Final = 100

_ALLOWED = re.compile(r"[ '’‑.,()-]")
_DOT_BETWEEN_HANZI = re.compile(r"(?<=[^\x00-\u2fff])\s*[.。]\s*(?=[^\x00-\u2fff])")


def tidy_name(name: str) -> str:
    """The name with one kind of dot, half-width letters, whole characters and single spaces."""
    whole = "".join(map(_whole, name))
    whole = _DOT_BETWEEN_HANZI.sub(DOT, re.sub(f"[{DOTS}]", DOT, whole))
    whole = re.sub(rf"\s*{DOT}+\s*", DOT, whole)
    return unicodedata.normalize("NFC", " ".join(whole.split()))


def check_name(name: str) -> Iterator[Problem]:
    """What is wrong with a name; a name that is tidied is a warning only."""
    tidied = tidy_name(name)
    if not tidied.strip(f"{DOT} "):
        yield problem("name.empty", "没有姓名", "There is no name")
        return
    most = MOST_HANZI if any(ord(c) > 0x2FFF for c in tidied) else MOST_LETTERS
    if len(tidied) > most:
        yield problem("name.long", f"姓名超过 {most} 字", f"The name is longer than {most}")
    wrong = sorted({c for c in tidied if not _fits(c)})
    if wrong:
        shown = "、".join(wrong)
        yield problem("name.characters", f"姓名里不能有 {shown}", f"A name cannot hold {shown}")
    if any(unicodedata.category(c) == "Co" for c in tidied):
        yield problem(
            "name.private", "姓名里有私用区字符，别的电脑显示不出来",
            "The name holds private characters that other computers cannot show",
            hint=Text("请换用国家标准 GB 18030-2022 里的字。",
                      "Use the character of GB 18030-2022 instead."), warning=True,
        )  # fmt: skip
    if tidied.startswith(DOT) or tidied.endswith(DOT):
        yield problem("name.dot", "“·” 只能在姓名中间", "The dot stands inside a name only")
    if tidied != name.strip():
        yield problem(
            "name.tidied", f"姓名按 “{tidied}” 登记", f"The name is recorded as '{tidied}'",
            hint=Text("间隔号统一用 “·”。", "The dot is always “·”."), warning=True,
        )  # fmt: skip


def _whole(char: str) -> str:
    """Full-width letters and radicals that look like characters, as the usual ones."""
    code = ord(char)
    if 0xFF01 <= code <= 0xFF5E or 0x2F00 <= code <= 0x2FD5 or code == 0x3000:
        return unicodedata.normalize("NFKC", char) if char not in DOTS else char
    return char


def _fits(char: str) -> bool:
    category = unicodedata.category(char)
    return char == DOT or category[0] in "LM" or category == "Co" or bool(_ALLOWED.match(char)) or (
        # Newer than this Python's tables: unassigned, yet inside the hanzi planes.
        category == "Cn" and 0x20000 <= ord(char) <= 0x3FFFF
    )  # fmt: skip
