"""The stored files below BOLE_FILES."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

BLOCK = 1 << 20


def base() -> Path:
    """The folder that holds every stored file."""
    return Path(settings.BOLE_FILES)


def stored() -> Iterator[str]:
    """The path of every file below the folder, in order."""
    for folder, inner, names in os.walk(base()):
        inner.sort()
        for name in sorted(names):
            yield (Path(folder) / name).relative_to(base()).as_posix()


class Hashing:
    """A source that is hashed while it is read."""

    def __init__(self, source: BinaryIO) -> None:
        self._source, self._hash, self.size = source, hashlib.sha256(), 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        data = self._source.read(size)
        self._hash.update(data)
        self.size += len(data)
        return data

    @property
    def sha256(self) -> str:
        """The hash of what was read."""
        return self._hash.hexdigest()


def sha256_of(path: Path) -> str:
    """The hash of a file's content."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def write_new(path: Path, *, source: BinaryIO) -> str:
    """Writes a file that was not there, for its owner alone, down to the disk; returns its hash."""
    path.parent.mkdir(parents=True, exist_ok=True)
    hashing = Hashing(source)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with os.fdopen(os.open(path, flags, 0o600), "wb") as target:
        while data := hashing.read(BLOCK):
            target.write(data)
        target.flush()
        os.fsync(target.fileno())
    return hashing.sha256
