"""A stream encrypted in chunks: what was cut, changed or put in another order does not open.

The head holds how the key is made: 32 bytes of salt over a given key (HKDF), or scrypt over a
passphrase. Each chunk is AES-256-GCM; its nonce is its number and whether it is the last one, so
that chunks can be read one by one and an end that is missing is seen.
"""

from __future__ import annotations

import base64
import binascii
import io
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from bole.problems import Problem, Problems, problem
from bole.text import Text

MAGIC: Final = b"bole backup 1\n"
CHUNK: Final = 1 << 20
_SALT: Final = 32
_WORK: Final = 16  # scrypt with n = 2^16 takes 64 MB and a fraction of a second
_HEAD: Final = len(MAGIC) + 2 + _SALT


@dataclass(frozen=True, slots=True)
class Secret:
    """A key of 32 bytes, or a passphrase."""

    key: bytes = b""
    passphrase: str = ""

    def derive(self, salt: bytes, *, work: int) -> bytes:
        """The key of one file."""
        if work:
            scrypt = Scrypt(salt=salt, length=32, n=1 << work, r=8, p=1)
            return scrypt.derive(self.passphrase.encode())
        return HKDF(algorithm=SHA256(), length=32, salt=salt, info=MAGIC).derive(self.key)


def secret_from(environ: Mapping[str, str]) -> Secret | None:
    """The secret of BOLE_BACKUP_KEY or BOLE_BACKUP_PASSPHRASE; raises Problems for a bad key."""
    if encoded := environ.get("BOLE_BACKUP_KEY", ""):
        try:
            key = base64.b64decode(encoded, validate=True)
        except (ValueError, binascii.Error):
            key = b""
        if len(key) != 32:
            raise Problems([_bad_key()])
        return Secret(key=key)
    passphrase = environ.get("BOLE_BACKUP_PASSPHRASE", "")
    return Secret(passphrase=passphrase) if passphrase else None


def _bad_key() -> Problem:
    zh, en = "BOLE_BACKUP_KEY 不是 32 字节的 base64", "BOLE_BACKUP_KEY is not base64 of 32 bytes"
    hint = Text("生成一个：openssl rand -base64 32", "Make one: openssl rand -base64 32")
    return problem("backup_key", zh, en, hint=hint)


class SealedWriter(io.RawIOBase):
    """Encrypts what is written to it into `target`; only `close` makes it whole."""

    def __init__(self, target: BinaryIO, *, secret: Secret) -> None:
        super().__init__()
        self._target, self._number, self._kept = target, 0, bytearray()
        work, salt = (0 if secret.key else _WORK), os.urandom(_SALT)
        self._head = MAGIC + bytes([work, 0]) + salt
        self._cipher = AESGCM(secret.derive(salt, work=work))
        target.write(self._head)

    def writable(self) -> bool:
        """True."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """All of `data`, taken."""
        self._kept += data
        while len(self._kept) > CHUNK:  # never the last byte: the last chunk is sealed as such
            self._seal(bytes(self._kept[:CHUNK]), last=False)
            del self._kept[:CHUNK]
        return len(data)

    def close(self) -> None:
        """Writes the last chunk."""
        if not self.closed:
            self._seal(bytes(self._kept), last=True)
            super().close()

    def _seal(self, plain: bytes, *, last: bool) -> None:
        sealed = self._cipher.encrypt(_nonce(self._number, last=last), plain, self._head)
        self._target.write(len(sealed).to_bytes(4, "big") + sealed)
        self._number += 1


class SealedReader(io.RawIOBase):
    """Decrypts `source`; raises Problems for another secret, damage, or a missing end."""

    def __init__(self, source: BinaryIO, *, secret: Secret) -> None:
        super().__init__()
        self._source, self._number, self._kept, self._ended = source, 0, b"", False
        self._head = source.read(_HEAD)
        if len(self._head) != _HEAD or not self._head.startswith(MAGIC):
            raise Problems(
                [problem("not_a_backup", "不是 bole 的备份文件", "Not a backup of bole")]
            )
        work = self._head[len(MAGIC)]
        if bool(work) != bool(secret.passphrase) or work > 20:
            raise Problems([_other_secret(passphrase=bool(work))])
        self._cipher = AESGCM(secret.derive(self._head[-_SALT:], work=work))

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """How many bytes were put into `buffer`; 0 at the end."""
        while not self._kept and not self._ended:
            self._kept = self._open()
        taken = self._kept[: len(buffer)]
        buffer[: len(taken)] = taken
        self._kept = self._kept[len(taken) :]
        return len(taken)

    def _open(self) -> bytes:
        size = int.from_bytes(self._source.read(4), "big")
        sealed = self._source.read(size) if 16 <= size <= CHUNK + 16 else b""
        for last in (False, True):
            try:
                plain = self._cipher.decrypt(_nonce(self._number, last=last), sealed, self._head)
            except (InvalidTag, ValueError):
                continue
            self._number, self._ended = self._number + 1, last
            if last and self._source.read(1):
                break
            return plain
        raise Problems([_damaged(first=self._number == 0)])


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _other_secret(*, passphrase: bool) -> Problem:
    name = "BOLE_BACKUP_PASSPHRASE" if passphrase else "BOLE_BACKUP_KEY"
    zh, en = f"这份备份要用 {name} 打开", f"This backup opens with {name}"
    return problem("backup_secret", zh, en)


def _damaged(*, first: bool) -> Problem:
    if first:
        zh, en = "密钥或口令不对，或备份已损坏", "Wrong key or passphrase, or a damaged backup"
    else:
        zh, en = "备份已损坏或不完整", "The backup is damaged or not complete"
    return problem("backup_damaged", zh, en)
