"""Identity numbers, credit codes and names: what is wrong with one, in words.

Check digits and dates are checked strictly. The region is only a hint: codes were renamed,
merged and created for decades, and a person keeps the one of birth.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from bole.facts.model import UNKNOWN, Value
from bole.facts.names import check_name, tidy_name
from bole.facts.quantities import tidy
from bole.problems import Problem, problem
from bole.text import Text
from bole.units import iso, read_date

__all__ = [
    "born_on",
    "check_foreign_card",
    "check_identity",
    "check_name",
    "check_passport",
    "check_resident_id",
    "check_uscc",
    "resident_check_digit",
    "tidy_code",
    "tidy_name",
    "uscc_check_digit",
]

PROVINCES: Final = frozenset(
    str(code)
    for first, last in (
        (11, 15),
        (21, 23),
        (31, 37),
        (41, 46),
        (50, 54),
        (61, 65),
        (71, 71),
        (81, 83),
    )
    for code in range(first, last + 1)
)
USCC_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
#: The first character: the authority that registered the body.
USCC_AUTHORITIES: Final = frozenset("123456789ANY")
_WEIGHTS: Final = tuple(2 ** (17 - i) % 11 for i in range(17))
_ICAO: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

_EIGHTEEN = re.compile(r"\d{17}[\dX]")
_FOREIGN_2017 = re.compile(r"[A-Z]{3}\d{12}")
_PASSPORT = re.compile(r"[A-Z0-9]{5,20}")
_HK_MO = re.compile(r"[HM]\d{8}(\d{2})?")
_TW = re.compile(r"\d{8}|\d{10}[A-Z]?")


def tidy_code(code: str) -> str:
    """The code as it is compared: half width, capitals, without spaces and hyphens."""
    return tidy(code).upper().replace("-", "")


def check_identity(
    code: str, *, document: str = "", birth: Value = UNKNOWN, sex: str = ""
) -> list[Problem]:
    """What is wrong with a person's number, for the kind of document where it is known.

    A birth date or sex that differs from the one in the number is a warning.
    """
    code = tidy_code(code)
    check = _CHECKS.get(document) or _guess(code)
    found = list(check(code))
    if not found and check in (check_resident_id, check_foreign_card):
        found += _agrees(code, birth=birth, sex=sex)
    return found


def check_resident_id(code: str) -> Iterator[Problem]:
    """GB 11643 numbers: residents, and residence permits of Hong Kong, Macao and Taiwan."""
    code = tidy_code(code)
    if re.fullmatch(r"\d{15}", code):
        yield problem(
            "identity.old", "15 位旧身份证号已停用", "15-digit numbers are no longer in use",
            hint=Text("请填 18 位号码。", "Give the 18-digit number."),
        )  # fmt: skip
        return
    if len(code) != 18:
        yield problem(
            "identity.shape", f"居民身份证号是 18 位，这里是 {len(code)} 位",
            f"A resident number has 18 digits, this has {len(code)}",
        )  # fmt: skip
        return
    if not _EIGHTEEN.fullmatch(code):
        yield problem(
            "identity.characters", "居民身份证号前 17 位是数字，末位是数字或 X",
            "A resident number has 17 digits and then a digit or X",
        )  # fmt: skip
        return
    yield from _date_and_digit(code)
    if code[:2] not in PROVINCES and code[0] != "9":
        yield problem(
            "identity.region", f"没有以 {code[:2]} 开头的省份，请核对",
            f"No province has the code {code[:2]}; please check", warning=True,
        )  # fmt: skip


def check_foreign_card(code: str) -> Iterator[Problem]:
    """Permanent resident cards: 18 digits beginning with 9 (2023), or 3 letters and 12 digits."""
    code = tidy_code(code)
    if code.startswith("9") and _EIGHTEEN.fullmatch(code):
        yield from _date_and_digit(code)
    elif _FOREIGN_2017.fullmatch(code):
        if not _day("19" + code[7:13]) and not _day("20" + code[7:13]):
            yield _no_such_day(code[7:13])
        if _icao_digit(code[:14]) != code[14]:
            yield _wrong_digit()
    else:
        yield problem(
            "identity.shape", "永久居留证号是以 9 开头的 18 位数字，或 3 个字母加 12 位数字",
            "A permanent resident card has 18 digits beginning with 9, or 3 letters and 12 digits",
        )  # fmt: skip


def check_passport(code: str) -> Iterator[Problem]:
    """Passports of any country: 5 to 20 letters and digits."""
    if not _PASSPORT.fullmatch(tidy_code(code)):
        yield problem("identity.passport", "护照号是 5 至 20 位字母和数字",
                      "A passport number has 5 to 20 letters and digits")  # fmt: skip


def check_uscc(code: str) -> Iterator[Problem]:
    """GB 32100 unified social credit codes."""
    code = tidy_code(code)
    if len(code) != 18:
        hint = None
        if re.fullmatch(r"\d{15}|[0-9A-Z]{9}", code):
            hint = Text("这像是旧的注册号或组织机构代码，请填执照上的 18 位代码。",
                        "This looks like an old registration number: give the 18-character code.")  # fmt: skip
        yield problem("uscc.shape", f"统一社会信用代码是 18 位，这里是 {len(code)} 位",
                      f"A credit code has 18 characters, this has {len(code)}", hint=hint)  # fmt: skip
        return
    wrong = sorted(set(code) - set(USCC_ALPHABET))
    if wrong:
        yield problem(
            "uscc.characters", f"信用代码里没有 {'、'.join(wrong)}",
            f"Credit codes do not hold {', '.join(wrong)}",
            hint=Text("请核对 0 和 O、1 和 I、2 和 Z、5 和 S。",
                      "Check 0 and O, 1 and I, 2 and Z, 5 and S."),
        )  # fmt: skip
        return
    if code[0] not in USCC_AUTHORITIES:
        yield problem("uscc.authority", f"登记管理部门没有代码 {code[0]}",
                      f"No registration authority has the code {code[0]}")  # fmt: skip
    if uscc_check_digit(code) != code[17]:
        yield _wrong_digit("uscc.digit")


def resident_check_digit(code: str) -> str:
    """The 18th character (MOD 11-2) of a number, from its first 17 digits."""
    total = sum(int(c) * w for c, w in zip(code[:17], _WEIGHTS, strict=True))
    return "10X98765432"[total % 11]


def uscc_check_digit(code: str) -> str:
    """The 18th character of a credit code, from its first 17."""
    total = sum(USCC_ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(code[:17]))
    return USCC_ALPHABET[-total % 31]


def born_on(code: str) -> int | None:
    """The birth date (`yyyymmdd`) in an 18-digit number, None where it holds none."""
    code = tidy_code(code)
    return _day(code[6:14]) if _EIGHTEEN.fullmatch(code) else None


# --- parts -----------------------------------------------------------------------------------


def _hk_mo(code: str) -> Iterator[Problem]:
    if not _HK_MO.fullmatch(tidy_code(code)):
        yield problem("identity.shape", "回乡证号是 H 或 M 加 8 位数字",
                      "This permit has H or M and 8 digits")  # fmt: skip


def _tw(code: str) -> Iterator[Problem]:
    if not _TW.fullmatch(tidy_code(code).replace("(", "").replace(")", "")):
        yield problem("identity.shape", "台胞证号是 8 位数字", "This permit has 8 digits")


_CHECKS: Final[dict[str, Callable[[str], Iterator[Problem]]]] = {
    "resident_id": check_resident_id,
    "hk_mo_tw_residence_permit": check_resident_id,
    "hk_mo_travel_permit": _hk_mo,
    "tw_travel_permit": _tw,
    "foreign_pr_card": check_foreign_card,
    "passport": check_passport,
}


def _guess(code: str) -> Callable[[str], Iterator[Problem]]:
    """The check that fits the number's own shape, where the document is not known."""
    if _FOREIGN_2017.fullmatch(code) or (code.startswith("9") and len(code) == 18):
        return check_foreign_card
    return check_resident_id if len(code) in (15, 17, 18, 19) else check_passport


def _date_and_digit(code: str) -> Iterator[Problem]:
    if not _day(code[6:14]):
        yield _no_such_day(code[6:14])
    if resident_check_digit(code) != code[17]:
        yield _wrong_digit()


def _day(digits: str) -> int | None:
    try:
        return read_date(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}").low
    except ValueError:
        return None


def _no_such_day(digits: str) -> Problem:
    return problem("identity.date", f"号码里的出生日期 {digits} 不存在",
                   f"The date of birth {digits} in the number does not exist")  # fmt: skip


def _wrong_digit(code: str = "identity.digit") -> Problem:
    return problem(code, "末位校验码不对", "The check digit at the end is wrong",
                   hint=Text("请逐位核对号码。", "Check the number digit by digit."))  # fmt: skip


def _icao_digit(code: str) -> str:
    total = sum(_ICAO.index(c) * (7, 3, 1)[i % 3] for i, c in enumerate(code))
    return str(total % 10)


def _agrees(code: str, *, birth: Value, sex: str) -> Iterator[Problem]:
    born = born_on(code)
    if born is None:
        return
    if birth.given and not birth.low <= born <= birth.high:
        yield problem("identity.birth", f"号码里的出生日期是 {iso(born)}，与填写的不同",
                      f"The number says born on {iso(born)}, which differs", warning=True)  # fmt: skip
    in_code = "male" if int(code[16]) % 2 else "female"
    if sex and sex != in_code and not code.startswith("9"):
        yield problem("identity.sex", "号码里的性别与填写的不同",
                      "The sex in the number differs", warning=True)  # fmt: skip
