"""Numbers, yuan and percentages as people write them, into integers."""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, InvalidOperation
from typing import Final

FEN: Final = 100
WAN: Final = 10_000
YI: Final = 100_000_000

#: No amount, count or percentage of any policy comes near; larger ones are typing errors.
LARGEST: Final = 10**16

_SCALES = {"百": 100, "千": 1000, "万": WAN, "十万": 10 * WAN, "百万": 100 * WAN,
           "千万": 1000 * WAN, "亿": YI, "十亿": 10 * YI, "百亿": 100 * YI, "w": WAN}  # fmt: skip
_AMOUNT = re.compile(
    r"(?:¥|rmb|cny|人民币)?([-+]?[\d.]+)(百亿|十亿|亿|千万|百万|十万|万|千|百|w)?元?(?:人民币|rmb|cny)?"
)
_NUMBER = re.compile(r"([-+]?\d+)(?:\.0+)?")


def tidy(raw: object) -> str:
    """The words as they are read: half width, lower case, without spaces and thousands commas."""
    word = unicodedata.normalize("NFKC", str(raw)).casefold()
    word = re.sub(r"\s+", "", word)
    return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", word).replace("−", "-").replace("￥", "¥")


def read_number(raw: object, *, unit: str = "") -> int:
    """A whole number, with or without its unit; ValueError for anything else."""
    word = tidy(raw).removeprefix("第").removesuffix(tidy(unit)).rstrip("个次篇项人年月名位")
    match = _NUMBER.fullmatch(word)
    if not match:
        raise ValueError(f"not a whole number: {raw!r}")
    return int(match[1]) if len(match[1]) < 40 else LARGEST + 1


def read_amount(raw: object) -> int:
    """Yuan written as `500万`, `1.2亿元`, `80,000` in fen; ValueError for anything else."""
    match = _AMOUNT.fullmatch(tidy(raw))
    if not match:
        raise ValueError(f"not an amount: {raw!r}")
    fen = _decimal(match[1]) * _SCALES.get(match[2] or "", 1) * FEN
    if fen != fen.to_integral_value():
        raise ValueError(f"finer than a fen: {raw!r}")
    return int(fen)


def read_percent(raw: object) -> tuple[int, int]:
    """A percentage in hundredths of a percent, as low and high where it is finer than that.

    A fraction without its sign (`0.3`) is refused: it may mean 0.3 % or 30 %.
    """
    word = tidy(raw)
    signed = word.endswith("%") or word.startswith("百分之")
    number = _decimal(word.removesuffix("%").removeprefix("百分之"))
    if not signed and 0 < number < 1:
        raise ValueError(f"a percentage needs its sign: {raw!r}")
    hundredths = number * 100
    low = hundredths.to_integral_value(ROUND_FLOOR)
    return int(low), int(hundredths.to_integral_value(ROUND_CEILING))


def _decimal(word: str) -> Decimal:
    if not re.fullmatch(r"[-+]?(\d+(\.\d*)?|\.\d+)", word) or len(word) > 40:
        raise ValueError(f"not a number: {word!r}")
    try:
        return Decimal(word)
    except InvalidOperation:  # pragma: no cover - the pattern admits decimals only
        raise ValueError(f"not a number: {word!r}") from None


def amount_zh(fen: int) -> str:
    """`500 万元`, `1.2 亿元`, `3,200 元`: the largest unit that needs at most four decimals."""
    yuan = Decimal(fen) / FEN
    for scale, unit in ((YI, "亿元"), (WAN, "万元")):
        number = yuan / scale
        if abs(number) >= 1 and number == number.quantize(Decimal("0.0001")):
            return f"{_short(number)} {unit}"
    return f"{_short(yuan)} 元"


def amount_en(fen: int) -> str:
    """`CNY 5,000,000`."""
    return f"CNY {_short(Decimal(fen) / FEN)}"


def percent(hundredths: int) -> str:
    """`30%`, `12.5%`."""
    return f"{_short(Decimal(hundredths) / 100)}%"


def _short(number: Decimal) -> str:
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
