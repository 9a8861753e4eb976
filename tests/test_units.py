"""Partial dates, calendar lengths and unions of spells."""

import datetime as dt
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bole import units
from bole.units import MONTH, DateRange, read_date

EVERY = settings(deadline=None, max_examples=200)
DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2099, 12, 31)).map(units.to_int)


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [
        ("2019", 20190101, 20191231),
        (2019, 20190101, 20191231),
        ("2019年", 20190101, 20191231),
        ("2019-02", 20190201, 20190228),
        ("2020/2", 20200201, 20200229),
        ("2019年3月", 20190301, 20190331),
        ("2019-03-05", 20190305, 20190305),
        ("2019.3.5", 20190305, 20190305),
        (" 2019 年 3 月 5 日 ", 20190305, 20190305),
        (dt.date(2019, 3, 5), 20190305, 20190305),
    ],
)
def test_dates_are_read_at_their_precision(written: object, low: int, high: int) -> None:
    assert read_date(written) == DateRange(low, high)


@pytest.mark.parametrize(
    "written",
    ["", "2019-13", "2019-02-29", "2019-00", "19-3-5", "1899", "2201", "2019-3-5x", None, "去年"],
)
def test_days_that_do_not_exist_are_refused(written: object) -> None:
    with pytest.raises(ValueError):
        read_date(written)


@pytest.mark.parametrize(
    ("written", "shown"), [("2019", "2019"), ("2019-03", "2019-03"), ("2019-03-05", "2019-03-05")]
)
def test_a_date_is_shown_at_its_precision(written: str, shown: str) -> None:
    assert str(read_date(written)) == shown


def test_a_band_is_shown_with_both_ends() -> None:
    assert str(DateRange(20190305, 20210101)) == "2019-03-05..2021-01-01"


def test_a_month_later_is_the_same_day_or_the_months_last() -> None:
    assert units.shift_months(20190131, months=1) == 20190228
    assert units.shift_months(20200229, months=12) == 20210228
    assert units.shift_months(20200115, months=-1) == 20191215
    assert units.shift_months(99990101, months=24) == units.LAST_DAY
    assert units.shift_months(10101, months=-1) == units.FIRST_DAY


def test_length_counts_completed_months_and_days() -> None:
    assert units.length(20200115, 20230115) == (36, 0)
    assert units.length(20200115, 20230114) == (35, 30)
    assert units.length(20200131, 20200301) == (1, 1)
    assert units.length(20200115, 20200115) == (0, 0)


def test_several_runs_add_months_and_pool_days_at_thirty() -> None:
    runs = [(20200101, 20200216), (20210101, 20210216)]
    assert units.total_length(runs) == 3 * MONTH
    assert units.longest_length(runs) == 1 * MONTH + 15
    assert units.longest_length([]) == 0


def test_touching_and_overlapping_spells_join() -> None:
    spells = [
        (20200101, 20210101),
        (20210101, 20220101),
        (20200601, 20200701),
        (20230101, 20230101),
    ]
    assert units.union(spells) == [(20200101, 20220101)]


def test_age_is_right_on_29_february() -> None:
    assert units.years_between(20000229, 20450228) == 44
    assert units.years_between(20000229, 20450301) == 45
    assert units.years_between(19800101, 20251231) == 45
    assert units.years_between(19791231, 20251231) == 46


@EVERY
@given(DAYS)
def test_days_survive_the_way_to_dates_and_back(day: int) -> None:
    assert units.to_int(units.to_date(day)) == day
    assert read_date(units.iso(day)) == DateRange(day, day)
    assert units.to_date(units.next_day(day)) - units.to_date(day) == dt.timedelta(days=1)


@EVERY
@given(DAYS, DAYS)
def test_length_rebuilds_its_end(start: int, end: int) -> None:
    if start > end:
        start, end = end, start
    months, days = units.length(start, end)
    anchor = units.shift_months(start, months=months)
    assert units.to_date(anchor) + dt.timedelta(days=days) == units.to_date(end)
    assert 0 <= days <= 30


@EVERY
@given(st.lists(st.tuples(DAYS, DAYS), max_size=6))
def test_a_union_is_disjoint_sorted_and_covers_the_same_days(spells: list[tuple[int, int]]) -> None:
    runs = units.union(spells)
    assert all(a[1] < b[0] for a, b in itertools.pairwise(runs))
    for start, end in spells:
        if start < end:
            assert any(a <= start and end <= b for a, b in runs)
