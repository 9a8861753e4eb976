"""Files sealed at rest: AES-GCM in chunks under named keys, read again one chunk at a time.

The head names the key of BOLE_KEYS and holds a salt, from which each file has a key of its own. A
chunk's nonce is its number and whether it is the last, so nothing can be cut, swapped or added.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bole.web.common.crypto import Unreadable, key_ring

MAGIC: Final = b"bole vault 1\n"
CHUNK: Final = 1 << 16
_SALT: Final = 32
_TAG: Final = 16


def sealed(source: BinaryIO) -> Iterator[bytes]:
    """The parts of the sealed file, in order."""
    ring = key_ring()
    name = ring.current.encode()
    head = MAGIC + bytes([len(name)]) + name + os.urandom(_SALT)
    cipher = _cipher(ring.keys[ring.current], salt=head[-_SALT:])
    yield head
    number, chunk = 0, source.read(CHUNK)
    while True:
        following = source.read(CHUNK) if chunk else b""
        yield cipher.encrypt(_nonce(number, last=not following), chunk, head)
        if not following:
            return
        number, chunk = number + 1, following


def opened(source: BinaryIO) -> Iterator[bytes]:
    """The parts of the file again; raises Unreadable on damage, a cut, or a key that is gone."""
    head, name = _head(source)
    keys = key_ring().keys
    if name not in keys:
        raise Unreadable(f"no key named {name!r}")
    cipher = _cipher(keys[name], salt=head[-_SALT:])
    number, chunk = 0, source.read(CHUNK + _TAG)
    while True:
        following = source.read(CHUNK + _TAG) if chunk else b""
        try:
            yield cipher.decrypt(_nonce(number, last=not following), chunk, head)
        except InvalidTag as error:
            raise Unreadable("vault") from error
        if not following:
            return
        number, chunk = number + 1, following


def key_of(source: BinaryIO) -> str:
    """The id of the key that a sealed file was made with; raises Unreadable."""
    return _head(source)[1]


class Parts(io.RawIOBase):
    """Parts of bytes as a stream to read."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        super().__init__()
        self._parts, self._kept = parts, memoryview(b"")

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """How many bytes were put into `buffer`; 0 at the end."""
        while not self._kept:
            part = next(self._parts, None)
            if part is None:
                return 0
            self._kept = memoryview(part)
        taken = self._kept[: len(buffer)]
        buffer[: len(taken)] = taken
        self._kept = self._kept[len(taken) :]
        return len(taken)


def _head(source: BinaryIO) -> tuple[bytes, str]:
    start = source.read(len(MAGIC) + 1)
    if len(start) != len(MAGIC) + 1 or not start.startswith(MAGIC):
        raise Unreadable("not a sealed file")
    rest = source.read(start[-1] + _SALT)
    return start + rest, rest[: start[-1]].decode()


def _cipher(key: bytes, *, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=salt, info=MAGIC).derive(key))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])
