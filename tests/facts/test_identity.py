"""Identity numbers and credit codes: strict on digits and dates, lenient on regions."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bole.facts import identity as i
from bole.facts.model import State, Value

EVERY = settings(deadline=None, max_examples=200)


def resident(body: str) -> str:
    """The 17 digits with their check digit."""
    return body + i.resident_check_digit(body)


def codes(code: str, *, document: str = "", birth: int = 0, sex: str = "") -> list[str]:
    value = Value(State.KNOWN, birth, birth) if birth else Value(State.UNKNOWN)
    return [p.code for p in i.check_identity(code, document=document, birth=value, sex=sex)]


def test_the_example_of_the_standard_is_right() -> None:
    assert codes("11010519491231002X") == []
    assert i.born_on("11010519491231002X") == 19491231


@pytest.mark.parametrize(
    "region",
    ["441900", "460400", "330113", "330114", "610113", "110114", "540102", "654000", "710000"],
)
def test_regions_that_libraries_get_wrong_are_accepted(region: str) -> None:
    assert codes(resident(f"{region}19600229001"), document="resident_id") == []


@pytest.mark.parametrize("region", ["810000", "820000", "830000"])
def test_residence_permits_of_hong_kong_macao_and_taiwan(region: str) -> None:
    assert codes(resident(f"{region}19851231003"), document="hk_mo_tw_residence_permit") == []


def test_an_unknown_province_is_only_a_hint() -> None:
    (found,) = i.check_identity(resident("99010119850305001"), document="resident_id") or [None]
    assert found is None
    (found,) = i.check_identity(resident("16010119850305001"), document="resident_id")
    assert found is not None
    assert (found.code, found.warning) == ("identity.region", True)


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("110105194912310021", "identity.digit"),
        (resident("11010519490230002"), "identity.date"),
        (resident("11010518490301002"), "identity.date"),
        ("110105491231002", "identity.old"),
        ("11010519491231002", "identity.shape"),
        ("1101051949123100222", "identity.shape"),
        ("1101051949123100A1", "identity.characters"),
        ("X1010519491231002X", "identity.characters"),
    ],
)
def test_wrong_resident_numbers(code: str, problem: str) -> None:
    assert problem in codes(code, document="resident_id")


def test_spaces_width_and_case_do_not_matter() -> None:
    assert codes("１１０１０５ 19491231 002x") == []


def test_foreign_permanent_resident_cards_of_both_kinds() -> None:
    assert codes(resident("91115619850305001"), document="foreign_pr_card") == []
    assert codes("KAZ110090123105", document="foreign_pr_card") == []
    assert codes("KAZ110090123105") == []
    assert codes("KAZ110090123106") == ["identity.digit"]
    assert codes("KAZ110090133105", document="foreign_pr_card") == [
        "identity.date",
        "identity.digit",
    ]
    assert codes("KAZ11009012310", document="foreign_pr_card") == ["identity.shape"]


def test_passports_and_travel_permits() -> None:
    assert codes("E12345678", document="passport") == []
    assert codes("E12345678") == []
    assert codes("E1", document="passport") == ["identity.passport"]
    assert codes("H12345678", document="hk_mo_travel_permit") == []
    assert codes("12345678", document="hk_mo_travel_permit") == ["identity.shape"]
    assert codes("12345678", document="tw_travel_permit") == []
    assert codes("1234567", document="tw_travel_permit") == ["identity.shape"]


def test_a_birth_date_or_sex_that_differs_is_a_warning() -> None:
    code = resident("11010519850305001")
    assert codes(code, birth=19850305, sex="male") == []
    assert codes(code, birth=19850306, sex="female") == ["identity.birth", "identity.sex"]
    assert all(p.warning for p in i.check_identity(code, sex="female"))


@EVERY
@given(
    st.integers(110000, 659999),
    st.dates(min_value=__import__("datetime").date(1900, 1, 1), max_value=__import__("datetime").date(2199, 12, 31)),
    st.integers(0, 999),
    st.integers(0, 16),
    st.integers(1, 9),
)  # fmt: skip
def test_one_wrong_digit_is_always_found(
    region: int, born: object, order: int, at: int, off: int
) -> None:
    right = resident(f"{region}{str(born).replace('-', '')}{order:03d}")
    assert [p.code for p in i.check_resident_id(right) if not p.warning] == []
    wrong = right[:at] + str((int(right[at]) + off) % 10) + right[at + 1 :]
    assert any(not p.warning for p in i.check_resident_id(wrong))


# --- unified social credit codes ---


def credit(body: str) -> str:
    return body + i.uscc_check_digit(body)


def uscc(code: str) -> list[str]:
    return [p.code for p in i.check_uscc(code)]


def test_a_known_code_is_right() -> None:
    assert uscc("91350100M000100Y43") == []


@pytest.mark.parametrize("first", list("123456789ANY"))
def test_every_registering_authority_is_accepted(first: str) -> None:
    assert uscc(credit(f"{first}1110108MA01ABCD2")) == []


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("91350100M000100Y44", "uscc.digit"),
        ("9135010OM000100Y43", "uscc.characters"),
        ("913501", "uscc.shape"),
        ("110108012345678", "uscc.shape"),
        (credit("B1110108MA01ABCD2"), "uscc.authority"),
    ],
)
def test_wrong_credit_codes(code: str, problem: str) -> None:
    assert uscc(code) == [problem]


def test_an_old_registration_number_gets_a_hint() -> None:
    (found,) = i.check_uscc("110108012345678")
    assert found.hint is not None


@EVERY
@given(
    st.text(alphabet=i.USCC_ALPHABET, min_size=16, max_size=16),
    st.integers(0, 17),
    st.integers(1, 30),
)
def test_one_wrong_character_of_a_credit_code_is_always_found(body: str, at: int, off: int) -> None:
    right = credit("9" + body)
    assert uscc(right) == []
    letters = i.USCC_ALPHABET
    wrong = right[:at] + letters[(letters.index(right[at]) + off) % 31] + right[at + 1 :]
    assert uscc(wrong) != []


def test_digits_agree_with_an_independent_sum() -> None:
    # MOD 11-2 as the standard writes it: the weighted sum of all 18 characters leaves 1.
    for body in ("11010519491231002", "44190019600229001", "83000019851231003"):
        code = resident(body)
        weights = [2 ** (17 - n) % 11 for n in range(18)]
        total = sum((10 if c == "X" else int(c)) * w for c, w in zip(code, weights, strict=True))
        assert total % 11 == 1


@EVERY
@given(st.text(max_size=25))
def test_any_text_is_judged_in_words(code: str) -> None:
    for document in ("", "resident_id", "foreign_pr_card", "passport", "tw_travel_permit"):
        assert all(p.message.en for p in i.check_identity(code, document=document))
    assert all(p.message.en for p in i.check_uscc(code))
