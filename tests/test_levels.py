"""The algebra of the four standings."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bole.levels import (
    LATER,
    MEETS,
    MISSING,
    NAMES,
    NOT_MET,
    PEOPLE,
    WORDS,
    all_of,
    any_of,
    negate,
    nth_greatest,
    readings,
    soft,
)  # fmt: skip

LEVELS = st.sampled_from([LATER, NOT_MET, MISSING, PEOPLE, MEETS])
NOW = st.sampled_from([NOT_MET, MISSING, PEOPLE, MEETS])
EVERY = settings(deadline=None, max_examples=200)


def test_every_level_has_a_name_and_words() -> None:
    assert set(NAMES) == set(WORDS) == {LATER, NOT_MET, MISSING, PEOPLE, MEETS}


def test_not_swaps_the_ends_and_keeps_what_is_open() -> None:
    assert [negate(v) for v in (MEETS, PEOPLE, MISSING, NOT_MET, LATER)] == [0, 2, 1, 3, -1]


def test_soft_never_fails() -> None:
    assert [soft(v) for v in (NOT_MET, MISSING, PEOPLE, MEETS, LATER)] == [2, 2, 2, 3, -1]


def test_what_is_decided_later_does_not_enter_all() -> None:
    assert all_of([LATER, MEETS]) == MEETS
    assert all_of([LATER]) == LATER
    assert all_of([]) == MEETS


def test_a_branch_still_to_come_keeps_any_open() -> None:
    assert any_of([LATER, NOT_MET]) == PEOPLE
    assert any_of([LATER, MEETS]) == MEETS
    assert any_of([LATER]) == LATER


def test_fewer_branches_than_asked_is_not_met() -> None:
    assert nth_greatest([MEETS], n=2) == NOT_MET
    assert nth_greatest([MEETS, LATER], n=2) == PEOPLE
    assert nth_greatest([MEETS, LATER], n=3) == NOT_MET
    assert nth_greatest([NOT_MET], n=0) == MEETS


def test_readings_that_differ_go_to_people() -> None:
    assert readings([MEETS, NOT_MET]) == PEOPLE
    assert readings([NOT_MET, NOT_MET, LATER]) == PEOPLE  # never a NO before its time
    assert readings([MEETS, LATER]) == MEETS
    assert readings([LATER]) == LATER


@EVERY
@given(st.lists(NOW, min_size=1))
def test_all_is_the_least_and_any_the_greatest(levels: list[int]) -> None:
    assert all_of(levels) == min(levels)
    assert any_of(levels) == max(levels)
    assert nth_greatest(levels, n=len(levels)) == min(levels)


@EVERY
@given(st.lists(NOW, min_size=1))
def test_de_morgan_holds_up_to_the_grade_of_open(levels: list[int]) -> None:
    def kleene(level: int) -> int:
        return level if level in (NOT_MET, MEETS) else MISSING

    assert kleene(negate(all_of(levels))) == kleene(any_of(map(negate, levels)))


@EVERY
@given(st.lists(LEVELS), st.integers(1, 4))
def test_deciding_what_is_later_never_turns_yes_into_no_or_back(levels: list[int], n: int) -> None:
    before = nth_greatest(levels, n=n)
    for decided in (NOT_MET, PEOPLE, MEETS):
        after = nth_greatest([decided if v == LATER else v for v in levels], n=n)
        if before in (NOT_MET, MEETS) and levels:
            assert after == before
