"""Encrypted streams: what comes out is what went in, or nothing."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bole.problems import Problems
from bole.web.operations import sealing
from bole.web.operations.sealing import SealedReader, SealedWriter, Secret

KEY = Secret(key=bytes(range(32)))


def sealed(content: bytes, *, secret: Secret = KEY) -> bytes:
    target = io.BytesIO()
    writer = SealedWriter(target, secret=secret)
    for at in range(0, len(content), 700):
        writer.write(content[at : at + 700])
    writer.close()
    return target.getvalue()


def opened(found: bytes, *, secret: Secret = KEY) -> bytes:
    return io.BufferedReader(SealedReader(io.BytesIO(found), secret=secret)).read()


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "CHUNK", 1000)


@pytest.mark.parametrize("size", [0, 1, 999, 1000, 1001, 2000, 5432])
def test_content_of_any_size_comes_out_again(size: int) -> None:
    content = bytes(n % 251 for n in range(size))
    assert opened(sealed(content)) == content


def test_a_passphrase_opens_what_it_sealed() -> None:
    words = Secret(passphrase="correct horse")
    assert opened(sealed(b"abc", secret=words), secret=words) == b"abc"
    with pytest.raises(Problems, match="BOLE_BACKUP_PASSPHRASE"):
        opened(sealed(b"abc", secret=words))


def test_another_key_opens_nothing() -> None:
    with pytest.raises(Problems, match="backup_damaged"):
        opened(sealed(b"abc"), secret=Secret(key=bytes(32)))


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_any_change_is_seen(data: st.DataObject) -> None:
    whole = sealed(bytes(3500))
    at = data.draw(st.integers(0, len(whole) - 1))
    if data.draw(st.booleans()):
        broken = whole[:at]
    else:
        broken = whole[:at] + bytes([whole[at] ^ data.draw(st.integers(1, 255))]) + whole[at + 1 :]
    with pytest.raises(Problems):
        opened(broken)


def test_chunks_keep_their_order_and_nothing_follows_the_end() -> None:
    whole = sealed(bytes(2500))
    head, size = len(whole) - 3 * 20 - 2500, 4 + 1000 + 16
    first, second, rest = (
        whole[head : head + size],
        whole[head + size : head + 2 * size],
        whole[head + 2 * size :],
    )
    assert whole == whole[:head] + first + second + rest
    for broken in (whole[:head] + second + first + rest, whole[:head] + first + rest, whole + b"x"):
        with pytest.raises(Problems):
            opened(broken)


def test_keys_come_from_the_environment() -> None:
    assert sealing.secret_from({}) is None
    assert sealing.secret_from({"BOLE_BACKUP_PASSPHRASE": "p"}) == Secret(passphrase="p")
    assert sealing.secret_from({"BOLE_BACKUP_KEY": "A" * 43 + "="}) == Secret(key=bytes(32))
    with pytest.raises(Problems, match="openssl"):
        sealing.secret_from({"BOLE_BACKUP_KEY": "short"})
