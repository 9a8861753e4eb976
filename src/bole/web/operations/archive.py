"""What a backup holds: a compressed tar within an encrypted stream, written and read in one pass.

manifest.json                  version, moment, database, migrations, tables
rows/<table>/<part>.jsonl      rows as lines of JSON
files/<path>                   stored files
sums.json                      digests of tables, SHA-256 of files: what must come out again
"""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import tarfile
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from bole.problems import Problem, Problems, problem
from bole.web.operations.sealing import CHUNK, SealedReader, SealedWriter, Secret

PART = 4 << 20  # rows of one member, at most about so many bytes


class Writer:
    """Adds members to a backup."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar

    def json(self, name: str, content: Any) -> None:
        """Adds a document."""
        self.data(name, json.dumps(content, ensure_ascii=False, sort_keys=True).encode())

    def data(self, name: str, content: bytes) -> None:
        """Adds bytes."""
        self.stream(name, io.BytesIO(content), size=len(content))

    def stream(self, name: str, source: BinaryIO, *, size: int) -> None:
        """Adds exactly `size` bytes of `source`; raises OSError where there are fewer."""
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, 0o600
        self._tar.addfile(member, source)


@contextlib.contextmanager
def writing(target: BinaryIO, *, secret: Secret) -> Iterator[Writer]:
    """A backup that is whole once the block has ended."""
    sealed = SealedWriter(target, secret=secret)
    with (
        gzip.GzipFile(fileobj=sealed, mode="wb", compresslevel=1, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as tar,
    ):
        yield Writer(tar)
    sealed.close()


def members(source: BinaryIO, *, secret: Secret) -> Iterator[tuple[str, BinaryIO]]:
    """Each member's name and content, in order; raises Problems for damage and a missing end."""
    opened = io.BufferedReader(SealedReader(source, secret=secret), buffer_size=CHUNK)
    try:
        with gzip.GzipFile(fileobj=opened, mode="rb") as packed:
            with tarfile.open(fileobj=packed, mode="r|") as tar:
                for member in tar:
                    content = tar.extractfile(member)
                    if content is not None:
                        yield member.name, cast(BinaryIO, content)
            while packed.read(CHUNK):
                pass
        if opened.read(1):
            raise Problems([odd()])
    except (tarfile.TarError, gzip.BadGzipFile, EOFError) as error:
        raise Problems([odd()]) from error


def odd() -> Problem:
    """The backup's content cannot be read."""
    return problem("backup_damaged", "备份的内容读不了", "What the backup holds cannot be read")
