"""Invented names and valid codes that belong to nobody.

Numbers carry a right check digit, so that forms take them; phones come from a range that is
not given out.
"""

from __future__ import annotations

import random
from typing import Final

from bole.facts.identity import resident_check_digit, uscc_check_digit

_SURNAMES: Final = (
    "林沈顾程陆谢宋韩唐冯于董萧曹袁邓许傅彭曾吕苏卢蒋蔡魏薛叶阎余潘杜戴夏钟汪田任姜范"
)
_FIRST: Final = "一子思若雨宇嘉书景清云知明安文舒亦晓远和"
_SECOND: Final = "诺涵宁然航珂霖川妍远澄岚晨溪言舟澜桐屿禾"
_PLACES: Final = ("示例", "样本", "虚构", "演示")
_TRADES: Final = (
    "资产管理", "精密仪器", "生物医药", "集成电路", "数据服务", "新材料", "轨道交通", "软件",
    "智能制造", "能源科技", "文化传媒", "医疗器械", "检验检测", "航空动力", "人工智能",
)  # fmt: skip


def person_name(dice: random.Random) -> str:
    """A Chinese name put together by chance."""
    return dice.choice(_SURNAMES) + dice.choice(_FIRST) + dice.choice(_SECOND)


def employer_name(number: int) -> str:
    """A company's name that says that it is made up; each number has its own."""
    place, trade = _PLACES[number % len(_PLACES)], _TRADES[number % len(_TRADES)]
    return f"{place}{trade}{number + 1:02d}有限公司"


def phone(number: int) -> str:
    """A number in E.164 from a range that nobody has."""
    return f"+86100{number:08d}"


def identity_code(born: str, *, number: int, woman: bool) -> str:
    """An 18-digit number for a birth date (`1988-06-15`), with a right check digit."""
    serial = (2 * number + (not woman)) % 1000
    digits = f"110102{born.replace('-', '')[:8]:0<8}{serial:03d}"
    return digits + resident_check_digit(digits)


def uscc(number: int) -> str:
    """A unified social credit code of the form 91110102MA…, with a right check digit."""
    body = f"91110102MA{number:07d}"
    return body + uscc_check_digit(body)
