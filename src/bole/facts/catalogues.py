"""Closed and open lists of named values: degrees, awards, platforms … with their history."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from bole.text import Text

NO_NOTE: Final = Text("")
_NOISE = re.compile(r"[\s\"'“”‘’「」『』《》〈〉]+")


def plain(word: str) -> str:
    """The word as it is compared: width, case, quotes and spaces do not matter."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", word)).casefold()


@dataclass(frozen=True, slots=True)
class CatalogueValue:
    """One value; `broader` are the values it also counts as, `rank` its place in the order.

    `implies` names what a record that carries this value also says (`{"level": "national"}`).
    """

    id: str
    name: Text
    aliases: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    valid_from: int | None = None
    valid_to: int | None = None
    successor_of: tuple[str, ...] = ()
    note: Text = NO_NOTE
    rank: int = 0
    implies: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Catalogue:
    """A list of values. `open`: values that are not listed may be named, and people decide."""

    id: str
    label: Text
    ordered: bool
    open: bool
    values: Mapping[str, CatalogueValue]
    #: Adds values to a catalogue of the same id instead of being one of its own.
    extends: bool = False

    def find(self, text: str) -> str | None:
        """The id that `text` names, by id, Chinese or English name or alias; None if none."""
        return text if text in self.values else self._words.get(plain(text))

    def expand(self, ids: Iterable[str]) -> frozenset[str]:
        """The ids with everything narrower and every successor: what a rule naming them accepts."""
        found: set[str] = set()
        stack = list(ids)
        while stack:
            item = stack.pop()
            if item not in found:
                found.add(item)
                stack += self._below.get(item, ())
        return frozenset(found)

    def rank(self, value: str) -> int:
        """The place in the order, lowest first; 0 in a list without order."""
        return self.values[value].rank

    def name(self, value: str) -> Text:
        """The value's name; an unlisted value (`~text`) is what the person wrote."""
        known = self.values.get(value)
        return known.name if known else Text(value.removeprefix("~"))

    def words(self) -> list[str]:
        """Everything a person may write for a value, for hints."""
        return [w for v in self.values.values() for w in (v.name.zh, v.id, *v.aliases) if w]

    @functools.cached_property
    def _words(self) -> dict[str, str]:
        words: dict[str, str] = {}
        for value in self.values.values():
            for word in (value.id, value.name.zh, value.name.en, *value.aliases):
                if word:
                    words.setdefault(plain(word), value.id)
        return words

    @functools.cached_property
    def _below(self) -> dict[str, list[str]]:
        below: dict[str, list[str]] = {}
        for value in self.values.values():
            for parent in (*value.broader, *value.successor_of):
                below.setdefault(parent, []).append(value.id)
        return below
