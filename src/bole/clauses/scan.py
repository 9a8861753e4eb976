"""The lines of a text that carry words: page numbers and running heads left out."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from bole.clauses.numbering import ascii_digits, read_marker

TERMINAL = "。；：！？;:!?"
_DASH = r"[-—–－―‐─·~～]"
_PAGE_MARK = re.compile(
    rf"{_DASH}+\s*\d{{1,4}}\s*{_DASH}+"
    r"|第\s*\d{1,4}\s*页(?:\s*[/／，,]?\s*共\s*\d{1,4}\s*页)?"
    r"|共\s*\d{1,4}\s*页\s*[/／，,]?\s*第\s*\d{1,4}\s*页"
    r"|\d{1,4}\s*[/／]\s*\d{1,4}|[Pp]age\s*\d{1,4}(?:\s*of\s*\d{1,4})?"
)
_CONTENTS = re.compile(r".*(?:…|[.．·]{3,})\s*\d{1,4}")  # a table of contents counts as pages do
_BARE_NUMBER = re.compile(r"\d{1,3}")
_INDENT = re.compile(r"[^\S\n]*\u3000[^\S\n]*\u3000|[ \t]{4,}")
_HEAD_LENGTH = range(3, 61)


@dataclass(frozen=True, slots=True)
class Line:
    """One line with words; `no` is its 1-based number in the file."""

    no: int
    text: str
    width: int  # in half-width columns
    indented: bool = False
    tabbed: bool = False
    spaced: bool = False  # a converter's mark: it leaves a space where a paragraph ends
    gap: bool = False  # a blank line stands above
    page: bool = False  # a page begins here

    @property
    def closed(self) -> bool:
        """Whether the line ends as a sentence does."""
        return self.text.rstrip("）)”’」』》")[-1:] in tuple(TERMINAL)

    @property
    def enclosed(self) -> bool:
        """Whether the line is one remark in brackets."""
        inside = self.text[1:-1]
        ends = self.text[0] in "（(" and self.text[-1] in "）)" and len(self.text) > 1
        return ends and not any(bracket in inside for bracket in "（()）")


def scan(text: str) -> list[Line]:
    """The lines with words in order, without page numbers and repeated running heads."""
    lines = _without_bare_numbers(_lines(text))
    for _ in range(2):  # a running head may take two lines
        lines = _without_running_heads(lines)
    return lines


def width(text: str) -> int:
    """The columns `text` takes where a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def _lines(text: str) -> list[Line]:
    found: list[Line] = []
    gap, page = False, False
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for no, row in enumerate(rows, start=1):
        words = row.strip("\ufeff").strip()
        before, _, after = row.partition(words) if words else (row, "", "")
        page = page or "\f" in before
        if not words:
            gap = True
        elif _PAGE_MARK.fullmatch(words):
            page = True
        elif _CONTENTS.fullmatch(words):
            gap = True
        else:
            found.append(_line(row, no=no, words=words, gap=gap, page=page))
            gap, page = False, "\f" in after
    return found


def _line(row: str, *, no: int, words: str, gap: bool, page: bool) -> Line:
    tidy = re.sub(r"\s+", " ", words)
    row = row.replace("\f", "")
    return Line(
        no,
        tidy,
        width(tidy),
        indented=bool(_INDENT.match(row)),
        tabbed=row.startswith("\t"),
        spaced=row.endswith(" "),
        gap=gap,
        page=page,
    )


def _without_bare_numbers(lines: list[Line]) -> list[Line]:
    """A figure alone on a line is a page number only where a page begins or ends."""
    kept: list[Line] = []
    turned = False
    for i, line in enumerate(lines):
        ends = i + 1 < len(lines) and lines[i + 1].page
        if (line.page or turned or ends) and _BARE_NUMBER.fullmatch(line.text):
            turned = turned or line.page
            continue
        kept.append(_turned(line) if turned else line)
        turned = False
    return kept


def _without_running_heads(lines: list[Line]) -> list[Line]:
    """Drops what repeats at the top or foot of pages; the first page keeps its title."""
    starts = [i for i, line in enumerate(lines) if line.page and i]
    if not starts:
        return lines
    tops, feet = _repeated(lines, at=[0, *starts]), _repeated(lines, at=[i - 1 for i in starts])
    at_start = set(starts)
    before_start = {i - 1 for i in (*starts, len(lines))} - {0}
    kept: list[Line] = []
    turned = False
    for i, line in enumerate(lines):
        key = _head_key(line)
        if (i in at_start and key in tops) or (i in before_start and key in feet):
            turned = turned or line.page
            continue
        kept.append(_turned(line) if turned else line)
        turned = False
    return kept


def _repeated(lines: list[Line], *, at: list[int]) -> set[str]:
    counts = Counter(key for i in at if (key := _head_key(lines[i])))
    return {key for key, count in counts.items() if count >= 2 and count * 2 >= len(at) - 1}


def _head_key(line: Line) -> str:
    """What two printings of one running head share; empty where the line can be none."""
    if line.closed or len(line.text) not in _HEAD_LENGTH or line.text.startswith("附"):
        return ""
    if read_marker(line.text):
        return ""
    return re.sub(r"\d+", "#", re.sub(r"\s+", "", ascii_digits(line.text)))


def _turned(line: Line) -> Line:
    """The line as the first of its page, after the page's head was dropped."""
    return Line(
        line.no, line.text, line.width, line.indented, line.tabbed, line.spaced, line.gap, True
    )
