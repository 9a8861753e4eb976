"""Where stored files lie: by hash, the vault and thumbnails in trees of their own.

    plain/ab/cd/<sha256>   vault/ab/cd/<sha256>   thumbs/ab/cd/<sha256>.jpg   arriving/<upload>/<part>

All of it goes through Django's storage named "files": a disk, or an object store where one is set.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO, Final, cast

from django.core.files.base import File
from django.core.files.storage import Storage, storages

from bole.web.common.crypto import key_ring
from bole.web.materials import vault
from bole.web.materials.models import StoredFile

BLOCK: Final = 1 << 16


def files() -> Storage:
    """The storage of everything that people upload."""
    return storages["files"]


def name_of(sha256: str, *, sealed: bool) -> str:
    """Where the content of that hash lies."""
    return f"{'vault' if sealed else 'plain'}/{sha256[:2]}/{sha256[2:4]}/{sha256}"


def thumbnail_name(sha256: str) -> str:
    """Where the picture of its first page lies."""
    return f"thumbs/{sha256[:2]}/{sha256[2:4]}/{sha256}.jpg"


def put(source: BinaryIO, *, sha256: str, sealed: bool) -> None:
    """Stores the content unless it is there already."""
    name = name_of(sha256, sealed=sealed)
    if files().exists(name):
        return
    source.seek(0)
    content = io.BufferedReader(vault.Parts(vault.sealed(source))) if sealed else source
    files().save(name, File(content, name))


def put_thumbnail(picture: bytes, *, sha256: str) -> None:
    """Stores the picture of a first page."""
    name = thumbnail_name(sha256)
    if not files().exists(name):
        files().save(name, File(io.BytesIO(picture), name))


def open_file(stored: StoredFile) -> BinaryIO:
    """The clean content, to read from its start; raises FileNotFoundError or Unreadable."""
    source = files().open(name_of(stored.sha256, sealed=stored.sealed), "rb")
    if not stored.sealed:
        return cast(BinaryIO, source)
    return io.BufferedReader(vault.Parts(vault.opened(cast(BinaryIO, source))))


def parts_of(stored: StoredFile) -> Iterator[bytes]:
    """The content in blocks, for an answer that streams."""
    with open_file(stored) as source:
        while block := source.read(BLOCK):
            yield block


def erase(stored: StoredFile) -> None:
    """Takes the bytes and the thumbnail away."""
    files().delete(name_of(stored.sha256, sealed=stored.sealed))
    if not stored.sealed:
        files().delete(thumbnail_name(stored.sha256))


def put_part(upload: str, *, part: str, data: bytes) -> None:
    """Keeps one chunk of a file on its way, encrypted: nobody has checked it yet."""
    name = _part_name(upload, part=part)
    sealed = key_ring().encrypt(data, purpose=name)
    files().save(name, File(io.BytesIO(sealed), name))


def read_part(upload: str, *, part: str) -> bytes:
    """The chunk again; raises FileNotFoundError or Unreadable."""
    name = _part_name(upload, part=part)
    with files().open(name, "rb") as source:
        return key_ring().decrypt(source.read(), purpose=name)


def drop_parts(upload: str) -> None:
    """Takes away all chunks of an upload."""
    _, names = files().listdir(f"arriving/{upload}")
    for name in names:
        files().delete(f"arriving/{upload}/{name}")


def _part_name(upload: str, *, part: str) -> str:
    return f"arriving/{upload}/{part}"
