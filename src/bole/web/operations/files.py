"""The stored files, wherever the storage "files" keeps them: a disk or an object store."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from django.core.files.base import File
from django.core.files.storage import Storage, storages

BLOCK = 1 << 20


def storage() -> Storage:
    """Where everything that people upload lies."""
    return storages["files"]


def stored(*, below: str = "", hidden: bool = False) -> Iterator[str]:
    """The name of every whole file, in order; one just being written begins with a dot."""
    folders, names = storage().listdir(below)
    prefix = f"{below}/" if below else ""
    for name in sorted(names):
        if hidden or not name.startswith("."):
            yield prefix + name
    for folder in sorted(folders):
        yield from stored(below=prefix + folder, hidden=hidden)


def stored_at(name: str) -> dt.datetime:
    """When a file was stored; raises FileNotFoundError."""
    try:
        return storage().get_modified_time(name)
    except NotImplementedError:
        return dt.datetime.fromtimestamp(Path(storage().path(name)).stat().st_mtime, dt.UTC)


class Hashing(io.RawIOBase):
    """A source that is hashed while it is read."""

    def __init__(self, source: BinaryIO) -> None:
        super().__init__()
        self._source, self._hash, self.length = source, hashlib.sha256(), 0

    def readable(self) -> bool:
        """True."""
        return True

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        data = self._source.read(size)
        self._hash.update(data)
        self.length += len(data)
        return data

    def exhaust(self) -> str:
        """The hash of the whole content."""
        while self.read(BLOCK):
            pass
        return self.sha256

    @property
    def sha256(self) -> str:
        """The hash of what was read."""
        return self._hash.hexdigest()


def sha256_of(name: str) -> str:
    """The hash of a stored file; raises FileNotFoundError."""
    with storage().open(name, "rb") as source:
        return Hashing(cast(BinaryIO, source)).exhaust()


def write_new(name: str, *, source: BinaryIO) -> str:
    """Stores a file that was not there; returns the hash of what was read."""
    hashing = Hashing(source)
    # An object store wants to know the size, or to start again: a large file goes by the disk.
    with tempfile.SpooledTemporaryFile(max_size=8 * BLOCK) as beside:
        while data := hashing.read(BLOCK):
            beside.write(data)
        beside.seek(0)
        storage().save(name, File(cast(BinaryIO, beside), name))
    return hashing.sha256
