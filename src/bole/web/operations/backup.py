"""Everything that the site stores, as one encrypted file of one moment."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from django.db import connections

import bole
from bole.problems import Problems, problem
from bole.text import Text
from bole.web.common.clock import now
from bole.web.operations import archive, files, rows, state
from bole.web.operations.sealing import Secret

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Backup:
    """What went into it."""

    tables: int
    rows: int
    files: int
    size: int


def backup(path: Path, *, secret: Secret, using: str = "default") -> Backup:
    """Writes a new file, readable by its owner alone, which is there only once it is whole."""
    if path.exists():
        zh, en = f"{path} 已经存在", f"{path} is there already"
        hint = Text("换一个文件名", "Take another name")
        raise Problems([problem("file_exists", zh, en, hint=hint)])
    part = path.with_name(path.name + ".part")
    try:
        with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as target:
            done = write_backup(cast(BinaryIO, target), secret=secret, using=using)
            target.flush()
            os.fsync(target.fileno())
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)
    return Backup(done.tables, done.rows, done.files, path.stat().st_size)


def write_backup(target: BinaryIO, *, secret: Secret, using: str = "default") -> Backup:
    """Writes rows of one moment, then files: a file is there before a row names it."""
    state.refuse_newer(using=using)
    with archive.writing(target, secret=secret) as out:
        with state.one_moment(using=using):
            migrations = state.applied(using=using)
            tables = rows.tables(state.apps_at(migrations, using=using))
            out.json("manifest.json", _manifest(migrations, tables=tables, using=using))
            digests = {t._meta.label_lower: _rows(out, table=t, using=using) for t in tables}
        sums = dict(_files(out))
        out.json("sums.json", {"tables": {k: str(v) for k, v in digests.items()}, "files": sums})
    return Backup(len(digests), sum(d.rows for d in digests.values()), len(sums), 0)


def _manifest(
    migrations: state.Migrations, *, tables: tuple[rows.Table, ...], using: str
) -> dict[str, object]:
    return {
        "format": FORMAT,
        "bole": bole.__version__,
        "at": now().isoformat(),
        "database": connections[using].vendor,
        "migrations": sorted(migrations),
        "tables": [t._meta.label_lower for t in tables],
    }


def _rows(out: archive.Writer, *, table: rows.Table, using: str) -> rows.Digest:
    """The digest of the rows, which are written in parts of some megabytes."""
    digest, part, number = rows.Digest(), bytearray(), 0
    name = f"rows/{table._meta.label_lower}"
    for line in rows.lines(table, using=using):
        digest.add(line)
        part += line
        if len(part) > archive.PART:
            out.data(f"{name}/{number:06}.jsonl", bytes(part))
            number, part = number + 1, bytearray()
    if part:
        out.data(f"{name}/{number:06}.jsonl", bytes(part))
    return digest


def _files(out: archive.Writer) -> Iterator[tuple[str, str]]:
    """The path and hash of each file that was written."""
    for name in files.stored():
        try:
            source = files.storage().open(name, "rb")
        except FileNotFoundError:
            continue  # a chunk of an upload that has just ended
        with source:
            hashing = files.Hashing(cast(BinaryIO, source))
            out.stream(f"files/{name}", cast(BinaryIO, hashing), size=source.size)
        yield name, hashing.sha256
