"""One clause of an official text, found by its address, compared by its hash."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_HASH_LENGTH = 16
# What typists, converters and fonts use for one and the same mark; NFKC does the widths.
_VARIANTS = str.maketrans(
    {
        **dict.fromkeys("“”„‟〝〞「」『』‘’‚‛'", '"'),
        **dict.fromkeys("‐‑‒–—―−─━~∼〜", "-"),
        **dict.fromkeys("〔【〖", "["),
        **dict.fromkeys("〕】〗", "]"),
        **dict.fromkeys("〈《", "<"),
        **dict.fromkeys("〉》", ">"),
        **dict.fromkeys("•・‧∙⋅", "·"),
        **dict.fromkeys("。", "."),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", ""),
    }
)


@dataclass(frozen=True, slots=True)
class Clause:
    """One numbered or named part of a text; the root is the text itself.

    `number` is the numbering as printed, widths normalised (`一、`, `（一）`, `*（3）`, `第六条`),
    and empty for parts that carry none. `title` and `text` are the clause's own words: those of
    its children are theirs. `start` and `end` are 1-based lines and span the children too.
    """

    address: str
    number: str
    title: str
    text: str
    start: int
    end: int
    children: tuple[Clause, ...] = ()

    def walk(self) -> Iterator[Clause]:
        """This clause and all below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def heading(self) -> str:
        """The title without the mark that closes it in the text (`指导思想。`)."""
        return self.title.rstrip("。：: ")

    @property
    def words(self) -> str:
        """The clause's own words in one line of thought: title, then text."""
        return f"{self.title}{self.text}"

    @property
    def hash(self) -> str:
        """The fingerprint of the clause's own words; a pack keeps it in place of them."""
        return line_hash(self.words)


def find(root: Clause, address: str) -> Clause | None:
    """The clause at `address`, or None; half-width brackets and spaces are forgiven."""
    wanted = normal_address(address)
    return next((clause for clause in root.walk() if clause.address == wanted), None)


def normal_address(address: str) -> str:
    """The address as this package writes it: `附件/(一)/ 2` is `附件/（一）/2`."""
    plain = re.sub(r"\s+", "", address).translate(_DIGITS)
    return plain.replace("(", "（").replace(")", "）").strip("/")


_DIGITS = {ord("０") + n: str(n) for n in range(10)}


def line_hash(text: str) -> str:
    """16 hex digits that survive other spaces, line breaks and variants of punctuation."""
    plain = unicodedata.normalize("NFKC", text.translate(_VARIANTS))
    plain = re.sub(r"\s+", "", plain.translate(_VARIANTS))
    plain = re.sub(r"-{2,}", "-", plain)
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH_LENGTH]


def to_json(root: Clause) -> dict[str, object]:
    """The tree as plain data, each clause with its hash; ready for `json.dumps`."""
    return {
        "address": root.address,
        "number": root.number,
        "title": root.title,
        "text": root.text,
        "start": root.start,
        "end": root.end,
        "hash": root.hash,
        "children": [to_json(child) for child in root.children],
    }
