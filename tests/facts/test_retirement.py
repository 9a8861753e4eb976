"""The statutory retirement date, against the published tables."""

import pytest

from bole.facts.retirement import retirement_day, retirement_range


@pytest.mark.parametrize(
    ("category", "birth", "retires"),
    [
        ("male", 19641215, 20241215),
        ("male", 19650115, 20250215),
        ("male", 19650430, 20250530),
        ("male", 19650515, 20250715),
        ("male", 19760801, 20390701),
        ("male", 19760901, 20390901),
        ("male", 19900101, 20530101),
        ("female_55", 19691231, 20241231),
        ("female_55", 19700101, 20250201),
        ("female_55", 19810901, 20390901),
        ("female_50", 19741201, 20241201),
        ("female_50", 19750101, 20250201),
        ("female_50", 19750301, 20250501),
        ("female_50", 19841101, 20391101),
        ("female_50", 19990101, 20540101),
    ],
)
def test_the_age_rises_step_by_step(category: str, birth: int, retires: int) -> None:
    assert retirement_day(birth, category=category) == retires


def test_a_year_of_birth_gives_a_range() -> None:
    assert retirement_range(19900101, 19901231, category="male") == (20530101, 20531231)
    assert retirement_range(19900101, 19901231, category="female") is None
