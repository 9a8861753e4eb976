"""Numbers check themselves: a slip of a key is seen, and nearly always two keys changed over."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bole.web.applications.numbers import is_number, numbered

SERIES = st.from_regex(r"[A-Z]{2,8}-20[0-9]{2}", fullmatch=True)
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@settings(deadline=None)
@given(SERIES, st.integers(1, 999_999), st.data())
def test_one_wrong_character_is_seen(series: str, n: int, data: st.DataObject) -> None:
    number = numbered(series, n)
    assert is_number(number)
    assert is_number(number.lower())
    places = [i for i, char in enumerate(number) if char != "-"]
    at = data.draw(st.sampled_from(places))
    other = data.draw(st.sampled_from([c for c in LETTERS if c != number[at]]))
    assert not is_number(number[:at] + other + number[at + 1 :])


def test_two_neighbours_changed_over_are_nearly_always_seen() -> None:
    """The standard's own limit: a pair in some forty goes unseen, and no single slip ever does."""
    tried, seen = 0, 0
    for n in range(1, 20_000, 7):
        head, _, check = numbered("XIRONG-2025", n).rpartition("-")
        digits = head[-6:]
        for at in range(5):
            swapped = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
            tried += swapped != digits
            seen += swapped != digits and not is_number(f"{head[:-6]}{swapped}-{check}")
    assert seen / tried > 0.95


def test_what_is_no_number_is_none() -> None:
    assert not is_number("")
    assert not is_number("XIRONG-2025-000001")
