import pytest

from bole.problems import Problems
from bole.web.accounts.models import masked
from bole.web.accounts.phones import read_phone


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("19900000001", "+8619900000001"),
        ("199 0000 0001", "+8619900000001"),
        ("+86 199-0000-0001", "+8619900000001"),
        ("008619900000001", "+8619900000001"),
        ("１９９０００００００１", "+8619900000001"),
        ("+44 7700 900123", "+447700900123"),
    ],
)
def test_numbers_are_read_as_people_type_them(typed: str, number: str) -> None:
    assert read_phone(typed) == number


@pytest.mark.parametrize(
    "typed", ["", "1990000000", "29900000001", "+8612", "a", "+86199000000011"]
)
def test_what_is_no_number_is_told(typed: str) -> None:
    with pytest.raises(Problems, match="手机号"):
        read_phone(typed)


def test_addresses_are_shown_with_their_middle_hidden() -> None:
    assert masked("+8619900000001") == "199****0001"
    assert masked("lin@example.org") == "l***@example.org"
    assert masked("") == "****"
