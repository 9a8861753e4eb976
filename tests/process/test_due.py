"""When a stage is due."""

from __future__ import annotations

import pytest

from bole.policy.intake import SHANGHAI, read_instant
from bole.policy.library import shared_workdays
from bole.process.due import due_at, say_due
from bole.process.model import Due


def due(due: Due | None, entered: str, *, count: int | None = None) -> str | None:
    found = due_at(due, entered=read_instant(entered), count=count, workdays=shared_workdays())
    assert found is None or found.tzinfo is SHANGHAI
    return found and found.replace(tzinfo=None).isoformat(timespec="minutes")


def test_nothing_set_is_never_due():
    assert due(None, "2026-05-01") is None


def test_an_instant_is_due_whenever_the_stage_was_entered():
    at = Due("at", at=read_instant("2026-04-27", end=True))
    assert due(at, "2026-05-01T10:00") == "2026-04-28T00:00"


@pytest.mark.parametrize(
    ("entered", "until"),
    [
        ("2026-07-01T15:00", "2027-07-02T00:00"),
        ("2027-02-28T00:00", "2028-02-29T00:00"),
        ("2028-02-29T09:00", "2029-03-01T00:00"),
    ],
)
def test_months_end_with_the_same_day(entered: str, until: str):
    assert due(Due("months", 12), entered) == until


def test_months_with_the_first_day_counted_end_a_day_earlier():
    assert due(Due("months", 12, count_first_day=True), "2026-07-01") == "2027-07-01T00:00"


def test_a_count_that_only_the_office_decides_is_due_once_decided():
    paper = Due("working_days", None, param="paper_days")
    assert due(paper, "2026-03-02T10:00") is None
    assert due(paper, "2026-03-02T10:00", count=3) == "2026-03-06T00:00"


def test_days_run_to_the_end_of_the_last():
    assert due(Due("days", 3), "2026-03-02T10:00") == "2026-03-06T00:00"


def test_midnight_is_said_as_the_end_of_the_day_before():
    assert say_due(read_instant("2026-04-27", end=True)) == "2026-04-27 24:00"
    assert say_due(read_instant("2026-04-27T17:30")) == "2026-04-27 17:30"
