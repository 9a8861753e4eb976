"""Where annexes begin, told from the places that only list or mention them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bole.clauses.model import line_hash
from bole.clauses.numbering import HAN, Style, ascii_digits, read_marker
from bole.clauses.scan import Line

_LINE = re.compile(
    rf"附\s*(?P<kind>件|表|录)\s*(?P<n>[0-9０-９]{{1,2}}|[{HAN}]{{1,3}}|[A-Z](?![A-Za-z]))?"
    r"\s*(?P<colon>[:：])?\s*(?P<rest>.*)",
    re.DOTALL,
)
_TITLE_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Heading:
    """The line an annex begins at; `number` is empty where only its title is printed."""

    segment: str
    number: str
    title: str


def is_listing(text: str) -> bool:
    """Whether a line begins the list of annexes that closes a document (`附件：1.…`)."""
    match = _LINE.fullmatch(text)
    return bool(match and match["colon"])


def find_annexes(lines: Sequence[Line]) -> dict[int, Heading]:
    """The headings of annexes by index of line."""
    found: dict[int, Heading] = {}
    opened: set[str] = set()
    titles: dict[str, str] = {}
    listing = ""
    contents = _contents(lines)
    for i, line in enumerate(lines):
        heading = _heading(line.text, substantial=contents[i]) or _by_title(line, titles=titles)
        if heading and heading.segment not in opened:
            opened.add(heading.segment)
            found[i], listing = heading, ""
            _forget(titles, segment=heading.segment)
            continue
        listing = _list_title(line.text, listing=listing, titles=titles)
    return found


def _heading(text: str, *, substantial: bool) -> Heading | None:
    match = _LINE.fullmatch(text)
    if match is None:
        return None
    segment = f"附{match['kind']}{ascii_digits(match['n'] or '')}"
    rest, colon = match["rest"], match["colon"] or ""
    if not rest:
        bare = bool(match["n"]) or not colon
        return Heading(segment, segment + colon, "") if bare else None
    apart = bool(colon) or text[-len(rest) - 1].isspace()
    titled = apart and substantial and _is_title(rest)
    return Heading(segment, segment + colon, rest) if titled else None


def _by_title(line: Line, *, titles: dict[str, str]) -> Heading | None:
    """An annex that begins with its listed title only, as forms do."""
    segment = titles.get(line_hash(line.text)) if len(line.text) <= _TITLE_LENGTH else None
    return Heading(segment, "", line.text) if segment else None


def _is_title(text: str) -> bool:
    if len(text) > _TITLE_LENGTH or re.search(r"[。；，]", text) or text[-1] in "：:、":
        return False
    return read_marker(text) is None and text[0] not in "）)、规中所的第"


def _contents(lines: Sequence[Line]) -> list[bool]:
    """For each line, whether sentences or numbers stand between it and the next annex line."""
    found = [False] * len(lines)
    content = False
    for i in range(len(lines) - 1, -1, -1):
        found[i] = content
        marker = read_marker(lines[i].text)
        annex = _LINE.fullmatch(lines[i].text)
        if annex and (annex["n"] or annex["colon"] or not annex["rest"]):
            content = False
        elif lines[i].closed or (marker and marker.value == 1):
            content = True
    return found


def _list_title(text: str, *, listing: str, titles: dict[str, str]) -> str:
    """Notes the titles of a list of annexes; returns what the next line of it continues."""
    match = _LINE.fullmatch(text)
    if match and match["colon"]:
        listing = f"附{match['kind']}"
        text = f"{match['n']}.{match['rest']}" if match["n"] else match["rest"]
    elif not listing:
        return ""
    marker = read_marker(text)
    if marker and marker.style is Style.DIGIT:
        titles[line_hash(_bare(marker.rest))] = f"{listing}{marker.value}"
        return listing
    if match and text:
        titles[line_hash(_bare(text))] = listing
    return listing if match else ""


def _bare(title: str) -> str:
    return re.sub(r"\.[a-z]{3,4}$", "", title).strip("《》")


def _forget(titles: dict[str, str], *, segment: str) -> None:
    """An annex found by its number is not looked for by its title."""
    for key in [key for key, value in titles.items() if value == segment]:
        del titles[key]
