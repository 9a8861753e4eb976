"""Working days with 调休, against periods that cross holidays and worked weekends."""

from __future__ import annotations

import datetime as dt

import pytest

from bole.policy.library import shared_workdays
from bole.problems import Problems


@pytest.mark.parametrize(
    ("published", "last"),
    [
        ("2025-09-28", "2025-10-11"),  # a worked Sunday, the national holiday, a worked Saturday
        ("2026-02-12", "2026-02-26"),  # the Spring Festival
        ("2026-09-28", "2026-10-10"),
        ("2025-06-02", "2025-06-09"),  # published on a holiday
        ("2025-03-03", "2025-03-10"),
    ],
)
def test_five_working_days_end_where_the_calendar_says(published, last):
    days = shared_workdays()
    assert days.add(dt.date.fromisoformat(published), days=5) == dt.date.fromisoformat(last)


def test_the_first_day_may_count():
    days = shared_workdays()
    assert days.add(dt.date(2025, 3, 3), days=5, count_first=True) == dt.date(2025, 3, 7)


def test_a_year_without_a_table_is_an_error_not_a_guess():
    with pytest.raises(Problems, match="2031"):
        shared_workdays().add(dt.date(2031, 1, 1), days=1)
