"""The retirement age of the 2025 table, and who has not reached it on a given day."""

from __future__ import annotations

import pytest

from bole import units
from bole.criteria.build import build_criterion
from bole.criteria.predicates.before_retirement import last_birth
from bole.criteria.spec import Words
from bole.facts.profile import build_profile
from bole.facts.retirement import retirement_day
from bole.judge.plan import Compiler
from bole.judge.terms import Run, Setting
from bole.policy.library import shared_vocabulary
from bole.yamlfile import parse_yaml

WORDS = shared_vocabulary()
DAY = 20251231
OPEN, YES, NO = 1, 3, 0

#: Annexes of the measures: month of birth, statutory age (years, months), month of retirement.
MEN = [
    ("1964-12", 60, 0, "2024-12"),
    ("1965-01", 60, 1, "2025-02"),
    ("1965-04", 60, 1, "2025-05"),
    ("1965-05", 60, 2, "2025-07"),
    ("1965-08", 60, 2, "2025-10"),
    ("1965-09", 60, 3, "2025-12"),
    ("1965-12", 60, 3, "2026-03"),
    ("1966-01", 60, 4, "2026-05"),
    ("1966-09", 60, 6, "2027-03"),
    ("1968-12", 61, 0, "2029-12"),
    ("1969-01", 61, 1, "2030-02"),
    ("1976-08", 62, 11, "2039-07"),
    ("1976-09", 63, 0, "2039-09"),
    ("1976-12", 63, 0, "2039-12"),
    ("1990-01", 63, 0, "2053-01"),
]
WOMEN_55 = [
    ("1969-12", 55, 0, "2024-12"),
    ("1970-01", 55, 1, "2025-02"),
    ("1970-04", 55, 1, "2025-05"),
    ("1970-05", 55, 2, "2025-07"),
    ("1970-09", 55, 3, "2025-12"),
    ("1970-10", 55, 3, "2026-01"),
    ("1971-01", 55, 4, "2026-05"),
    ("1981-08", 57, 11, "2039-07"),
    ("1981-09", 58, 0, "2039-09"),
    ("1990-06", 58, 0, "2048-06"),
]
WOMEN_50 = [
    ("1974-12", 50, 0, "2024-12"),
    ("1975-01", 50, 1, "2025-02"),
    ("1975-02", 50, 1, "2025-03"),
    ("1975-03", 50, 2, "2025-05"),
    ("1975-04", 50, 2, "2025-06"),
    ("1975-05", 50, 3, "2025-08"),
    ("1975-06", 50, 3, "2025-09"),
    ("1975-07", 50, 4, "2025-11"),
    ("1975-08", 50, 4, "2025-12"),
    ("1975-09", 50, 5, "2026-02"),
    ("1976-12", 51, 0, "2027-12"),
    ("1984-10", 54, 11, "2039-09"),
    ("1984-11", 55, 0, "2039-11"),
    ("1990-06", 55, 0, "2045-06"),
]
TABLES = {"male": MEN, "female_55": WOMEN_55, "female_50": WOMEN_50}


@pytest.mark.parametrize(
    ("category", "born", "years", "months", "retires"),
    [(c, *row) for c, rows in TABLES.items() for row in rows],
)
def test_the_statutory_table(category, born, years, months, retires):
    birth = units.read_date(f"{born}-15").low
    day = retirement_day(birth, category=category)
    assert day == units.shift_months(birth, months=12 * years + months)
    assert units.iso(day)[:7] == retires


@pytest.mark.parametrize(
    ("category", "last"),
    [("male", 19650930), ("female_55", 19700930), ("female_50", 19750831)],
)
def test_the_last_birthday_that_has_reached_the_age(category, last):
    assert last_birth(category, on=DAY) == last
    assert retirement_day(last, category=category) <= DAY
    assert retirement_day(units.next_day(last), category=category) > DAY


def test_a_day_earlier_only_the_last_day_of_a_month_differs():
    assert last_birth("female_50", on=20251230) == 19750830
    assert last_birth("male", on=20251230) == 19650930


def level(**facts) -> int:
    doc = parse_yaml("before_retirement: {on: 2025-12-31}", file="criteria.yaml")
    words = Words(WORDS, {}, {}, ())
    formula = build_criterion(doc.data, words=words, doc=doc, path=(), id="t")
    assert not words.problems
    compiler = Compiler(Setting({}, {}, {}))
    judge = compiler.level_of(formula)
    scalars = build_profile(facts, vocabulary=WORDS).facts.scalars
    run = Run(
        scalars=scalars,
        families={},
        as_of=20250622,
        claims=frozenset(),
        rulings={},
    )
    return judge(run, None)


@pytest.mark.parametrize(
    ("born", "category", "expected"),
    [
        ("1965-09-30", "男职工", NO),
        ("1965-10-01", "男职工", YES),
        ("1970-09-30", "原法定 55 周岁女职工", NO),
        ("1970-10-01", "原法定 55 周岁女职工", YES),
        ("1975-08-31", "原法定 50 周岁女职工", NO),
        ("1975-09-01", "原法定 50 周岁女职工", YES),
        ("1975-08", "原法定 50 周岁女职工", NO),
        ("1975", "原法定 50 周岁女职工", OPEN),
    ],
)
def test_the_boundary_of_each_category(born, category, expected):
    assert level(birth_date=born, retirement_category=category) == expected


@pytest.mark.parametrize(
    ("born", "expected"),
    [("1965-09-30", NO), ("1965-10-01", OPEN), ("1975-08-31", OPEN), ("1975-09-01", YES)],
)
def test_an_unknown_category_matters_only_in_between(born, expected):
    assert level(birth_date=born, sex="女") == expected


def test_a_man_need_not_name_his_category():
    assert level(birth_date="1966-03-01", sex="男") == YES


def test_nothing_is_known_without_a_birth_date():
    assert level(sex="男") == OPEN


@pytest.mark.parametrize("value", ["{}", "{on: 2025-12}", "{by: 2025-12-31}", "2025"])
def test_the_day_is_written_to_the_day(value):
    doc = parse_yaml(f"before_retirement: {value}", file="criteria.yaml")
    words = Words(WORDS, {}, {}, ())
    build_criterion(doc.data, words=words, doc=doc, path=(), id="t")
    assert [p.code for p in words.problems] == ["day"]
