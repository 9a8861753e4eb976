import base64

import pytest
from pytest_django import Settings

from bole.web.common.sealed import BadToken, ExpiredToken, seal, unseal

NOW = 1_750_000_000.0
DATA = {"f": {"birth_date": "1988-06"}, "名": ["值"]}


def test_what_was_sealed_comes_back() -> None:
    assert unseal(seal(DATA, purpose="a", now=NOW), purpose="a", now=NOW + 60) == DATA


def test_token_tells_nothing_and_never_repeats() -> None:
    one, two = (seal(DATA, purpose="a", now=NOW) for _ in range(2))
    assert one != two
    assert b"birth" not in base64.urlsafe_b64decode(one)


def test_any_changed_byte_is_refused() -> None:
    raw = bytearray(base64.urlsafe_b64decode(seal(DATA, purpose="a", now=NOW)))
    for place in range(len(raw)):
        changed = bytearray(raw)
        changed[place] ^= 1
        with pytest.raises(BadToken):
            unseal(base64.urlsafe_b64encode(changed).decode(), purpose="a", now=NOW)


@pytest.mark.parametrize("word", ["", "x", "短", "A" * 40, "=" * 8])
def test_nonsense_is_refused(word: str) -> None:
    with pytest.raises(BadToken):
        unseal(word, purpose="a", now=NOW)


def test_token_of_another_purpose_is_refused() -> None:
    with pytest.raises(BadToken):
        unseal(seal(DATA, purpose="a", now=NOW), purpose="b", now=NOW)


def test_token_expires_after_a_day() -> None:
    token = seal(DATA, purpose="a", now=NOW)
    assert unseal(token, purpose="a", now=NOW + 24 * 3600) == DATA
    with pytest.raises(ExpiredToken):
        unseal(token, purpose="a", now=NOW + 24 * 3600 + 1)


def test_token_from_the_future_is_refused() -> None:
    with pytest.raises(BadToken):
        unseal(seal(DATA, purpose="a", now=NOW + 3600), purpose="a", now=NOW)


def test_new_key_accepts_tokens_of_the_old_one(settings: Settings) -> None:
    token = seal(DATA, purpose="a", now=NOW)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key"
    assert unseal(token, purpose="a", now=NOW) == DATA
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(BadToken):
        unseal(token, purpose="a", now=NOW)
