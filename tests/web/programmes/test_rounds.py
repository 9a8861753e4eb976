import datetime as dt

import pytest

from bole.policy.intake import Intake, read_instant
from bole.text import Text
from bole.web.programmes.rounds import Round, round_at

ROUND = Intake(
    "window",
    Text("集中申报"),
    opens=read_instant("2025-05-08"),
    closes=read_instant("2025-06-22", end=True),
)
ALWAYS = Intake("rolling", Text("随时"))


def at(moment: str, *intakes: Intake) -> Round:
    return round_at(intakes or (ROUND,), now=read_instant(moment))


@pytest.mark.parametrize(
    ("moment", "state", "days", "as_of"),
    [
        ("2025-05-07T23:59", "ahead", 1, 20250508),
        ("2025-05-08", "open", 45, 20250508),
        ("2025-05-20T10:00", "open", 33, 20250520),
        ("2025-06-22T23:59:59", "open", 0, 20250622),
        ("2025-06-22T24:00", "closed", 1, 20250622),
        ("2026-11-30", "closed", 526, 20250622),
    ],
)
def test_round_is_known_to_the_second(moment: str, state: str, days: int, as_of: int) -> None:
    found = at(moment)
    assert (found.state, found.days, found.as_of) == (state, days, as_of)


def test_other_zones_count_in_beijing_time() -> None:
    utc = dt.datetime(2025, 6, 22, 15, 59, 59, tzinfo=dt.UTC)
    assert round_at((ROUND,), now=utc).state == "open"
    assert round_at((ROUND,), now=utc + dt.timedelta(seconds=1)).state == "closed"


def test_end_is_said_as_24_hours() -> None:
    found = at("2025-05-20")
    assert found.closes.zh == "2025 年 6 月 22 日 24:00"
    assert found.closes.en == "22 June 2025, 24:00"
    assert found.opens.zh == "2025 年 5 月 8 日"


def test_end_within_a_day_keeps_its_time() -> None:
    noon = Intake("w", Text("轮"), closes=read_instant("2025-06-22T17:30"))
    assert at("2025-05-20", noon).closes.zh == "2025 年 6 月 22 日 17:30"


def test_programme_without_rounds_takes_applications_always() -> None:
    found = at("2025-07-01", ALWAYS)
    assert (found.state, found.as_of) == ("rolling", 20250701)


def test_document_that_sets_no_time_says_so() -> None:
    found = round_at((), now=read_instant("2025-07-01"))
    assert (found.state, found.as_of) == ("unset", 20250701)


def test_round_without_an_opening_day_opens_when_the_document_is_issued() -> None:
    until = Intake("window", Text("轮"), closes=read_instant("2026-04-27", end=True))
    before = round_at((until,), now=read_instant("2025-05-20"), issued="2026-03-30")
    assert (before.state, before.opens.zh) == ("ahead", "2026 年 3 月 30 日")
    after = round_at((until,), now=read_instant("2026-04-01"), issued="2026-03-30")
    assert (after.state, after.days) == ("open", 26)
    assert round_at((until,), now=read_instant("2025-05-20"), issued="").state == "open"


def test_ways_to_apply_at_any_time_stand_beside_the_round() -> None:
    assert at("2025-07-01", ROUND, ALWAYS).always == (ALWAYS,)


def test_next_round_is_shown_before_the_last_one() -> None:
    later = Intake(
        "later", Text("下一轮"), opens=read_instant("2026-05-01"), closes=read_instant("2026-06-01")
    )
    assert at("2025-08-01", ROUND, later).state == "ahead"


def test_bar_has_a_part_for_each_day_and_marks_today() -> None:
    parts = at("2025-05-20").parts
    assert len(parts) == 46
    assert [p.tone for p in parts].index("1") == 12


def test_long_round_is_drawn_in_longer_parts() -> None:
    year = Intake(
        "year", Text("全年"), opens=read_instant("2025-01-01"), closes=read_instant("2026-01-01")
    )
    assert 30 < len(at("2025-05-20", year).parts) <= 62
