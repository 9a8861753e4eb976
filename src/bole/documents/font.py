"""Which characters the fonts of the documents can print.

Typst says nothing of a character that its fonts lack, and PDF/A forbids the empty box, so the
fonts' own tables are asked before.
"""

from __future__ import annotations

import bisect
import functools
import mmap
import struct
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import noto_cjk_sans_otc

#: The one font of all documents, and the one that has letters of European names it lacks.
MAIN: Final = ("Noto Sans CJK SC", Path(str(noto_cjk_sans_otc.FONT_PATH)))
LETTERS: Final = (
    "Source Sans Pro",
    Path(__file__).parent / "fonts" / "source-sans-pro" / "SourceSansPro-Regular.otf",
)
FOLDERS: Final = tuple(str(file.parent) for _, file in (MAIN, LETTERS))

#: Every character of a variation sequence but the first.
_SELECTORS: Final = frozenset({*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)})
Ranges = tuple[tuple[int, ...], tuple[int, ...]]


def lacking(text: str) -> tuple[str, ...]:
    """The characters of `text` that no font can print, in the order they come."""
    return tuple(c for c in _not_in_main(text) if not _has(LETTERS, c) or not c.isalpha())


def borrowed(text: str) -> str:
    """The letters of `text` that only the second font has."""
    return "".join(c for c in _not_in_main(text) if _has(LETTERS, c) and c.isalpha())


def plain(text: str) -> str:
    """The text without what has no shape: control characters, joiners, variation selectors.

    White space of any kind becomes a space.
    """
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text)
    return "".join(" " if c.isspace() else c for c in composed if c.isspace() or _seen(c))


def _not_in_main(text: str) -> list[str]:
    return [c for c in dict.fromkeys(text) if not c.isspace() and not _has(MAIN, c)]


def _seen(char: str) -> bool:
    return unicodedata.category(char) not in ("Cc", "Cf", "Cs") and ord(char) not in _SELECTORS


def _has(font: tuple[str, Path], char: str) -> bool:
    starts, ends = _ranges(*font)
    place = bisect.bisect_right(starts, ord(char)) - 1
    return place >= 0 and ord(char) <= ends[place]


@functools.cache
def _ranges(family: str, file: Path) -> Ranges:
    """First and last characters of the font's runs, ascending."""
    with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as raw:
        face = next(at for at in _faces(raw) if family in _names(raw, at))
        runs = sorted(_runs(raw, _table(raw, face, b"cmap")))
    return tuple(first for first, _ in runs), tuple(last for _, last in runs)


def _faces(raw: mmap.mmap) -> tuple[int, ...]:
    """Where each face of the file starts; a collection has several."""
    if raw[:4] != b"ttcf":
        return (0,)
    (count,) = struct.unpack_from(">I", raw, 8)
    return struct.unpack_from(f">{count}I", raw, 12)


def _table(raw: mmap.mmap, face: int, tag: bytes) -> int:
    (count,) = struct.unpack_from(">H", raw, face + 4)
    tables = (struct.unpack_from(">4s3I", raw, face + 12 + 16 * n) for n in range(count))
    return next(int(offset) for name, _, offset, _ in tables if name == tag)


def _names(raw: mmap.mmap, face: int) -> Iterator[str]:
    """The family names of a face (name ids 1 and 16, in UTF-16)."""
    at = _table(raw, face, b"name")
    count, strings = struct.unpack_from(">HH", raw, at + 2)
    for n in range(count):
        platform, _, _, id, length, offset = struct.unpack_from(">6H", raw, at + 6 + 12 * n)
        if platform == 3 and id in (1, 16):
            start = at + strings + offset
            yield raw[start : start + length].decode("utf-16-be")


def _runs(raw: mmap.mmap, at: int) -> Iterator[tuple[int, int]]:
    """Runs of the character map that covers all of Unicode (format 12)."""
    (count,) = struct.unpack_from(">H", raw, at + 2)
    maps = (struct.unpack_from(">HHI", raw, at + 4 + 8 * n) for n in range(count))
    full = next(at + offset for _, _, offset in maps if raw[at + offset + 1] == 12)
    (groups,) = struct.unpack_from(">I", raw, full + 12)
    for n in range(groups):
        first, last, _ = struct.unpack_from(">3I", raw, full + 16 + 12 * n)
        yield first, last
