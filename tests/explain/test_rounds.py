"""Where a round stands on a day."""

import pytest

from bole.criteria.kernel import All, AnyOf, Formula
from bole.explain.rounds import Round, round_of
from bole.policy.intake import Intake, read_instant
from bole.text import Text

NEVER, ALWAYS = AnyOf(()), All(())


def level(formula: Formula) -> int:
    """Whether a way is for this person."""
    return 3 if formula == ALWAYS else 0


def window(opens: str | None, closes: str, when: Formula | None = None) -> Intake:
    """A window of that many days, both included."""
    start = read_instant(opens) if opens else None
    return Intake("w", Text("申报"), "一", start, read_instant(closes, end=True), when)


def rolling(when: Formula | None = None) -> Intake:
    """A way without a time."""
    return Intake("r", Text("随报"), "一", when=when)


def state(*ways: Intake, today: int, issued: str = "") -> Round:
    """The round on a day."""
    return round_of(ways, today=today, level=level, issued=issued)


MAY = window("2025-05-08", "2025-06-22")


@pytest.mark.parametrize(
    ("today", "status"),
    [
        (20250507, "upcoming"),
        (20250508, "open"),
        (20250622, "open"),
        (20250623, "closed"),
    ],
)
def test_a_window_takes_its_first_and_its_last_day(today: int, status: str) -> None:
    assert state(MAY, today=today).status == status


def test_days_left_count_to_the_last_day() -> None:
    assert state(MAY, today=20250622).days_left == 0
    assert state(MAY, today=20250620).days_left == 2
    assert state(MAY, today=20250620).text.say("en") == "closes on 2025-06-22, 2 days left"


def test_rolling_is_for_whom_it_is_meant() -> None:
    assert state(MAY, rolling(ALWAYS), today=20260101).status == "rolling"
    assert state(MAY, rolling(NEVER), today=20260101).status == "closed"
    assert state(rolling(NEVER), today=20260101).status == "closed"
    assert state(rolling(), today=20260101).takes


def test_the_next_window_is_named() -> None:
    later = window("2026-05-01", "2026-06-01")
    found = state(MAY, later, today=20260101)
    assert (found.status, found.opens) == ("upcoming", 20260501)
    assert found.text.zh == "2026-05-01 开始"


def test_without_an_opening_day_the_document_opens_the_window() -> None:
    way = window(None, "2026-04-27")
    assert state(way, today=20250601, issued="2026-03-30").opens == 20260330
    assert state(way, today=20260401, issued="2026-03-30").status == "open"
    unknown = state(way, today=20250601)
    assert (unknown.status, unknown.opens) == ("open", None)


def test_no_time_is_no_closed_round() -> None:
    assert state(today=20250601).status == "unset"
    assert state(today=20250601).takes
    assert not state(MAY, today=20250701).takes
