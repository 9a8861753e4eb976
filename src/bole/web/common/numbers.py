"""Whole numbers as browsers send them."""

from __future__ import annotations

from typing import Final

#: Longer ones are no number of ours.
DIGITS: Final = 9


def whole(said: str, *, default: int = 0) -> int:
    """The number that was sent; the default for all that is none, such as a raised digit."""
    return int(said) if said.isdecimal() and len(said) <= DIGITS else default
