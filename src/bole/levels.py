"""The four standings and their algebra: one small integer, the same in every engine.

3 meets · 2 people decide · 1 facts missing · 0 not met. All = least, AnyOf = greatest,
AtLeast(n) = n-th greatest, Soft = at least 2, Not swaps 0 and 3. This is Kleene's logic
with OPEN graded in two.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bole.text import Text

MEETS: Final = 3
PEOPLE: Final = 2
MISSING: Final = 1
NOT_MET: Final = 0
#: Decided at a later stage: does not enter. Never a standing that is shown as a result.
LATER: Final = -1

NAMES: Final = {
    MEETS: "meets",
    PEOPLE: "people_decide",
    MISSING: "facts_missing",
    NOT_MET: "not_met",
    LATER: "later",
}
WORDS: Final = {
    MEETS: Text("符合", "Meets"),
    PEOPLE: Text("待人定", "People decide"),
    MISSING: Text("缺信息", "Facts missing"),
    NOT_MET: Text("不符合", "Not met"),
    LATER: Text("以后环节定", "Decided later"),
}
ANSWERS: Final = {MEETS: "YES", PEOPLE: "OPEN", MISSING: "OPEN", NOT_MET: "NO", LATER: "LATER"}


def negate(level: int) -> int:
    """The level of Not: 0 and 3 swap, OPEN stays what it is."""
    return MEETS - level if level in (NOT_MET, MEETS) else level


def all_of(levels: Iterable[int]) -> int:
    """The least, 3 where there are no parts; what is decided later does not enter.

    LATER if nothing enters.
    """
    listed = list(levels)
    if not listed:
        return MEETS
    least = LATER
    for level in listed:
        if level != LATER and (least == LATER or level < least):
            least = level
    return least


def any_of(levels: Iterable[int]) -> int:
    """The greatest; a branch still to come keeps the answer open (at least 2)."""
    return nth_greatest(levels, n=1)


def nth_greatest(levels: Iterable[int], *, n: int) -> int:
    """The n-th greatest level, 0 where there are fewer; LATER if nothing enters."""
    if n < 1:
        return MEETS
    listed = list(levels)
    entered = sorted((v for v in listed if v != LATER), reverse=True)
    later = len(listed) - len(entered)
    if later and not entered:
        return LATER
    now = entered[n - 1] if n <= len(entered) else NOT_MET
    if not later:
        return now
    # A branch that people decide later may still carry it: never a NO before its time.
    with_later = sorted([*entered, *([PEOPLE] * later)], reverse=True)
    return with_later[n - 1] if n <= len(with_later) else NOT_MET


def soft(level: int) -> int:
    """A soft condition never fails anyone: at least 2."""
    return level if level == LATER else max(level, PEOPLE)


def readings(levels: Iterable[int]) -> int:
    """All readings agree: that level. They differ: people decide.

    Under a reading that is decided later nothing stands in the way yet, as in `all_of`.
    """
    found = set(levels)
    if found <= {LATER}:
        return LATER
    entered = {MEETS if v == LATER else v for v in found}
    return entered.pop() if len(entered) == 1 else PEOPLE
