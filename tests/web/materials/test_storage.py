"""Bytes on the disk: whole or not at all, the vault sealed."""

from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bole.web.common.crypto import Unreadable
from bole.web.materials import storage, vault
from bole.web.materials.models import StoredFile


def put(content: bytes, *, sealed: bool) -> StoredFile:
    """The content, stored."""
    digest = hashlib.sha256(content).hexdigest()
    storage.put(io.BytesIO(content), sha256=digest, sealed=sealed)
    return StoredFile(sha256=digest, sealed=sealed)


def test_content_lies_under_its_hash_once(files: Path) -> None:
    stored = put(b"hello", sealed=False)
    put(b"hello", sealed=False)
    (found,) = (p for p in files.rglob("*") if p.is_file())
    assert found.name == stored.sha256
    assert found.stat().st_mode & 0o777 == 0o600
    assert storage.open_file(stored).read() == b"hello"


def test_vault_holds_nothing_that_can_be_read(files: Path) -> None:
    stored = put(b"secret" * 50_000, sealed=True)
    (found,) = (p for p in files.rglob("*") if p.is_file())
    assert b"secret" not in found.read_bytes()
    assert b"".join(storage.parts_of(stored)) == b"secret" * 50_000


def test_what_breaks_off_leaves_nothing_behind(files: Path) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell():
                raise OSError(28, "No space left on device")
            return super().read(10)

    with pytest.raises(OSError, match="No space"):
        storage.put(Broken(b"x" * 100), sha256="ab" * 32, sealed=False)
    assert not [p for p in files.rglob("*") if p.is_file()]


def test_names_do_not_lead_out_of_the_folder(files: Path) -> None:
    with pytest.raises(Exception, match="outside"):
        storage.files().open("../settings.py")


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 3 * vault.CHUNK + 2), st.integers(0, 10**6))
def test_sealed_files_open_again_and_no_changed_byte_passes(size: int, place: int) -> None:
    plain = os.urandom(size)
    sealed = b"".join(vault.sealed(io.BytesIO(plain)))
    assert b"".join(vault.opened(io.BytesIO(sealed))) == plain
    at = place % len(sealed)
    changed = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
    with pytest.raises(Unreadable):
        b"".join(vault.opened(io.BytesIO(changed)))


def test_sealed_files_cannot_be_cut_or_put_in_another_order() -> None:
    sealed = b"".join(vault.sealed(io.BytesIO(b"x" * 3 * vault.CHUNK)))
    head = len(sealed) - 3 * (vault.CHUNK + 16)
    one, two, three = (
        sealed[head + n * (vault.CHUNK + 16) : head + (n + 1) * (vault.CHUNK + 16)]
        for n in range(3)
    )
    for wrong in (one + two, two + one + three, one + three):
        with pytest.raises(Unreadable):
            b"".join(vault.opened(io.BytesIO(sealed[:head] + wrong)))
