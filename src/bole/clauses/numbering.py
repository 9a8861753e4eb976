"""The ways an official text numbers its parts, and how one printed number is read."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum


class Style(IntEnum):
    """One way of numbering, outermost first, as GB/T 9704 and the drafting rules rank them."""

    BOOK = 0  # 第一编
    CHAPTER = 1  # 第一章
    SECTION = 2  # 第一节
    ARTICLE = 3  # 第一条
    HAN = 4  # 一、
    HAN_BRACKETED = 5  # （一）
    DIGIT = 6  # 1.
    BRACKETED = 7  # （1）
    HALF_BRACKETED = 8  # 1）
    CIRCLED = 9  # ①


@dataclass(frozen=True, slots=True)
class Marker:
    """A number at the start of a line, not yet known to be one: `rest` is what follows it."""

    style: Style
    value: int
    printed: str
    segment: str
    rest: str
    inserted: bool = False  # 第六条之一 stands between 第六条 and 第七条


HAN = "〇零一二两三四五六七八九十百"
_DIGITS = "0-9０-９"
_ORDINAL = rf"第\s*(?P<n>[{HAN}]{{1,7}}|[{_DIGITS}]{{1,4}})\s*(?P<unit>[编篇章节条])"
_STAR = r"(?P<star>[*＊★☆▲△※]\s*)?"
_PATTERNS: tuple[tuple[Style, re.Pattern[str]], ...] = tuple(
    (style, re.compile(_STAR + pattern, re.DOTALL))
    for style, pattern in (
        (Style.ARTICLE, rf"{_ORDINAL}(?P<sub>之[{HAN}]{{1,3}})?(?P<rest>.*)"),
        (Style.HAN, rf"(?P<n>[{HAN}]{{1,5}})\s*(?P<mark>[、．.])(?P<rest>.*)"),
        (Style.HAN_BRACKETED, rf"[（(]\s*(?P<n>[{HAN}]{{1,5}})\s*[）)](?P<rest>.*)"),
        (Style.DIGIT, rf"(?P<n>[{_DIGITS}]{{1,3}})\s*(?P<mark>[.．、])(?P<rest>.*)"),
        (Style.BRACKETED, rf"[（(]\s*(?P<n>[{_DIGITS}]{{1,3}})\s*[）)](?P<rest>.*)"),
        (Style.HALF_BRACKETED, rf"(?P<n>[{_DIGITS}]{{1,3}})\s*[）)](?P<rest>.*)"),
        (Style.CIRCLED, r"(?P<n>[①-⑳])(?P<rest>.*)"),
    )
)
_UNITS = {"编": Style.BOOK, "篇": Style.BOOK, "章": Style.CHAPTER, "节": Style.SECTION}
# One glyph for a whole number, as Word and some fonts write it: ㈠ ⑴ ⒈.
_GLYPHS = re.compile(r"[㈠-㈩⑴-⒇⒈-⒛]")
# `1.2024 年` and `1.35 周岁` number a sentence that begins with a figure; `3.5 万` is a figure.
_AFTER_POINT = re.compile(rf"[{_DIGITS}]{{4}}\s*年|[{_DIGITS}]{{2}}\s*(?:周岁|岁)")
# A reference that a line break moved to the start of a line: `（二）项规定`, `一、二等奖`.
_REFERENCE = re.compile(
    r"\s*(?:[，。；;,）)]|项(?!目)|款(?!项)|目(?![标录的前])|条(?![件例款])"
    r"|[、和或及与至]\s*(?=[（(第])"
    rf"|[{HAN}]{{1,3}}(?:等奖|[级类档期批]|、)|[{_DIGITS}]+\s*[、，])"
)
_ARTICLE_REFERENCE = re.compile(r"[规第、，。和所的中及之至款项或与]")
_VALUES = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}


def read_marker(text: str) -> Marker | None:
    """The number `text` begins with, or None; `text` has no space before its first word."""
    if _GLYPHS.match(text):
        text = unicodedata.normalize("NFKC", text[0]) + text[1:]
    for style, pattern in _PATTERNS:
        match = pattern.match(text)
        if match:
            return _marker(match, style=_UNITS.get(match.groupdict().get("unit") or "", style))
    return None


def han_value(numeral: str) -> int:
    """The number a Chinese numeral below a thousand says (`二十三` is 23); 0 where it says none."""
    total, digit = 0, 0
    for char in numeral:
        if char in "十百":
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            digit = digit * 10 + _VALUES[char]
    return total + digit


def ascii_digits(text: str) -> str:
    """The text with its full-width digits made plain."""
    return text.translate(_PLAIN)


_PLAIN = {ord("０") + n: str(n) for n in range(10)}


def _marker(match: re.Match[str], *, style: Style) -> Marker | None:
    rest = match["rest"]
    groups = match.groupdict()
    numeral = ascii_digits(match["n"])
    if _is_text(rest, style=style, mark=groups.get("mark") or ""):
        return None
    value = _value(numeral, style=style)
    segment = _segment(numeral, style=style, groups=groups)
    star = "*" if (groups.get("star") or "").strip() in ("*", "＊") else groups.get("star") or ""
    printed = star.strip() + _printed(segment, style=style, mark=groups.get("mark") or "")
    return Marker(style, value, printed, segment, rest.strip(), bool(groups.get("sub")))


def _is_text(rest: str, *, style: Style, mark: str) -> bool:
    if style <= Style.ARTICLE:
        return bool(_ARTICLE_REFERENCE.match(rest))
    if mark in (".", "．") and rest[:1].isdigit():
        return not _AFTER_POINT.match(rest)
    return bool(_REFERENCE.match(rest))


def _value(numeral: str, *, style: Style) -> int:
    if style is Style.CIRCLED:
        return ord(numeral) - ord("①") + 1
    return int(numeral) if numeral.isdigit() else han_value(numeral)


def _segment(numeral: str, *, style: Style, groups: dict[str, str | None]) -> str:
    if style <= Style.ARTICLE:
        return f"第{numeral}{groups['unit']}{groups['sub'] or ''}"
    if style in (Style.HAN_BRACKETED, Style.BRACKETED):
        return f"（{numeral}）"
    return f"{numeral}）" if style is Style.HALF_BRACKETED else numeral


def _printed(segment: str, *, style: Style, mark: str) -> str:
    return segment + mark.replace("．", ".") if style in (Style.HAN, Style.DIGIT) else segment
