"""Numbers, yuan and percentages as people write them."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bole.facts import quantities as q

EVERY = settings(deadline=None, max_examples=200)


@pytest.mark.parametrize(
    ("written", "yuan"),
    [
        ("500万", 5_000_000),
        ("500 万元", 5_000_000),
        ("1.2亿元", 120_000_000),
        ("8万元", 80_000),
        ("80000", 80_000),
        (80000, 80_000),
        ("80,000 元", 80_000),
        ("￥80,000", 80_000),
        ("５００万", 5_000_000),
        ("3千万", 30_000_000),
        ("2百万元", 2_000_000),
        ("5千元", 5_000),
        ("10w", 100_000),
        ("人民币 3 元", 3),
        ("0", 0),
        ("1,234,567.5", 1_234_567.5),
        ("-5万", -50_000),
    ],
)
def test_amounts(written: object, yuan: float) -> None:
    assert q.read_amount(written) == round(yuan * q.FEN)


@pytest.mark.parametrize(
    "written", ["", "万", "五百万", "500美元", "1.234", "1..2", "1,23", "500万-1亿", "1e5", "nan"]
)
def test_what_is_not_an_amount_is_refused(written: str) -> None:
    with pytest.raises(ValueError):
        q.read_amount(written)


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [("30%", 3000, 3000), ("30 ％", 3000, 3000), (30, 3000, 3000), ("12.5%", 1250, 1250),
     ("0.5%", 50, 50), ("百分之30", 3000, 3000), ("0", 0, 0), ("1", 100, 100),
     ("33.333%", 3333, 3334)],
)  # fmt: skip
def test_percentages(written: object, low: int, high: int) -> None:
    assert q.read_percent(written) == (low, high)


@pytest.mark.parametrize("written", ["0.3", 0.3, "三成", "%", "30%%", ""])
def test_a_fraction_without_its_sign_is_refused(written: object) -> None:
    with pytest.raises(ValueError):
        q.read_percent(written)


@pytest.mark.parametrize(
    ("written", "unit", "number"),
    [("8", "", 8), (8, "", 8), ("8 个月", "个月", 8), ("８年", "年", 8), ("第3名", "", 3),
     ("1,000", "", 1000), ("8.0", "", 8), ("-3", "", -3), ("2 篇", "", 2)],
)  # fmt: skip
def test_whole_numbers(written: object, unit: str, number: int) -> None:
    assert q.read_number(written, unit=unit) == number


@pytest.mark.parametrize("written", ["8.5", "八", "", "1e3", "8岁半", "--3"])
def test_other_numbers_are_refused(written: str) -> None:
    with pytest.raises(ValueError):
        q.read_number(written)


@pytest.mark.parametrize(
    ("fen", "zh", "en"),
    [
        (500_000_000, "500 万元", "CNY 5,000,000"),
        (12_000_000_000, "1.2 亿元", "CNY 120,000,000"),
        (320_000, "3,200 元", "CNY 3,200"),
        (8_500_000, "8.5 万元", "CNY 85,000"),
        (1_234_567, "12,345.67 元", "CNY 12,345.67"),
        (0, "0 元", "CNY 0"),
    ],
)
def test_amounts_are_shown_in_the_unit_that_suits(fen: int, zh: str, en: str) -> None:
    assert q.amount_zh(fen) == zh
    assert q.amount_en(fen) == en


def test_percentages_are_shown_short() -> None:
    assert [q.percent(n) for n in (3000, 1250, 3333)] == ["30%", "12.5%", "33.33%"]


@EVERY
@given(st.integers(0, 10**15))
def test_an_amount_shown_in_chinese_reads_back(fen: int) -> None:
    assert q.read_amount(q.amount_zh(fen)) == fen


@EVERY
@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(written: str) -> None:
    for read in (q.read_amount, q.read_percent, q.read_number):
        with contextlib.suppress(ValueError):
            read(written)
