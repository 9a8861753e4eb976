"""What engines write differently."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dialect:
    """Ways of writing, by engine."""

    #: Whole division by a number.
    div: Callable[[str, int], str]
    #: Bits moved to the right by so many places.
    shifted: Callable[[str, int], str]
    #: (text, values, wide): the integer of a text, NULL where it has none.
    looked_up: Callable[[str, Mapping[str, int], bool], str]
    #: (list of texts, values, integer of all others, wide): the same over a list, joined by `|`.
    looked_up_all: Callable[[str, Mapping[str, int], int, bool], str]
    #: The texts between bars of a text.
    words: Callable[[str], str]
    #: The first text of a list.
    first: Callable[[str], str]
    #: How many there are in a list.
    length: Callable[[str], str]
