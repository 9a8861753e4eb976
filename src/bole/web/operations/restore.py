"""A backup put back, into an empty database only; every row and file is compared before it counts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connections, transaction

from bole.problems import Problem, Problems, problem
from bole.text import Text
from bole.web.operations import archive, files, rows, state
from bole.web.operations.backup import FORMAT
from bole.web.operations.sealing import Secret

Members = Iterator[tuple[str, BinaryIO]]
Tables = Mapping[str, rows.Table]

#: What `migrate` itself fills in; it gives way to what the backup has.
FILLED = frozenset({"contenttypes.contenttype", "auth.permission", "sites.site"})


@dataclass(slots=True)
class Restored:
    """What came out; `at` is the moment of the backup."""

    at: str = ""
    tables: dict[str, rows.Digest] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    sums: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return sum(d.rows for d in self.tables.values())


def verify(source: BinaryIO, *, secret: Secret) -> Restored:
    """Reads a whole backup and compares every hash, without a database."""
    found = Restored()
    for name, content in archive.members(source, secret=secret):
        if name.startswith("files/"):
            found.files[name.removeprefix("files/")] = files.Hashing(content).exhaust()
        elif name.startswith("rows/"):
            digest = found.tables.setdefault(name.split("/")[1], rows.Digest())
            for line in content:
                digest.add(line)
        else:
            _document(found, name=name, content=content)
    _compare(found)
    return found


def restore(source: BinaryIO, *, secret: Secret, using: str = "default") -> Restored:
    """Fills an empty database and folder; on any difference both are left without what it held."""
    found, written = Restored(), list[str]()
    members = archive.members(source, secret=secret)
    manifest = _first(members, found=found)
    tables = _prepare(manifest, using=using)
    try:
        with transaction.atomic(using=using):
            _fill(members, tables=tables, using=using, found=found, written=written)
            _check(tables, using=using, found=found)
    except BaseException:
        for name in written:
            files.storage().delete(name)
        raise
    # Newer tables than the backup's, and what migrations fill in.
    call_command("migrate", interactive=False, verbosity=0, database=using)
    return found


def _first(members: Members, *, found: Restored) -> dict[str, Any]:
    """The manifest, which comes first."""
    for name, content in members:
        if name == "manifest.json":
            return _document(found, name=name, content=content)
        break
    raise Problems([archive.odd()])


def _document(found: Restored, *, name: str, content: BinaryIO) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(content.read())
    if name == "manifest.json":
        found.at = read["at"]
        if read["format"] != FORMAT:
            raise Problems([_newer()])
    elif name == "sums.json":
        found.sums = read
    return read


def _prepare(manifest: dict[str, Any], *, using: str) -> Tables:
    """The tables of the backup by label, all empty, as they were when it was made."""
    wanted = frozenset((app, name) for app, name in manifest["migrations"])
    has = state.applied(using=using)
    if wanted - state.known(using=using):
        raise Problems([_newer()])
    if has - wanted:
        hint = Text("换一个没有任何表的新数据库", "Take a new database without any table")
        zh, en = "数据库的表比备份的新", "The database has newer tables than the backup"
        raise Problems([problem("database_newer", zh, en, hint=hint)])
    if wanted - has:
        state.migrate_to(wanted, using=using)
    tables = {t._meta.label_lower: t for t in rows.tables(state.apps_at(wanted, using=using))}
    full = [
        t._meta.label_lower
        for t in tables.values()
        if t._meta.label_lower not in FILLED and t._base_manager.using(using).exists()
    ]
    if full:
        zh = f"数据库不是空的：{len(full)} 张表里有数据（{full[0]} …）"
        en = f"The database is not empty: {len(full)} tables hold rows ({full[0]} …)"
        hint = Text("只能恢复到空的数据库", "A backup goes into an empty database only")
        raise Problems([problem("database_not_empty", zh, en, hint=hint)])
    return tables


def _fill(
    members: Members, *, tables: Tables, using: str, found: Restored, written: list[str]
) -> None:
    for label in sorted(FILLED & tables.keys(), reverse=True):
        tables[label]._base_manager.using(using).all().delete()
    for name, content in members:
        kind, _, rest = name.partition("/")
        if kind == "rows":
            table = tables[rest.split("/")[0]]
            rows.insert(table, content, connection=connections[using])
        elif kind == "files":
            found.files[rest] = _put(rest, content, written=written)
        else:
            _document(found, name=name, content=content)


def _put(name: str, content: BinaryIO, *, written: list[str]) -> str:
    """The hash of a file that is now there; one that was there must hold the same."""
    if not files.storage().exists(name):
        written.append(name)
        return files.write_new(name, source=content)
    sha256 = files.Hashing(content).exhaust()
    if files.sha256_of(name) != sha256:
        zh, en = f"文件 {name} 已经存在，内容不同", f"{name} is there already, with another content"
        raise Problems([problem("file_exists", zh, en)])
    return sha256


def _check(tables: Tables, *, using: str, found: Restored) -> None:
    """Reads everything again from where it now lies; raises Problems for any difference."""
    connection = connections[using]
    connection.check_constraints()
    for label, table in tables.items():
        digest = found.tables.setdefault(label, rows.Digest())
        for line in rows.lines(table, using=using):
            digest.add(line)
    for name in found.files:
        found.files[name] = files.sha256_of(name)
    _compare(found)
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), list(tables.values())):
            cursor.execute(sql)


def _compare(found: Restored) -> None:
    """Raises Problems where what came out is not what went in."""
    digests = {label: str(digest) for label, digest in found.tables.items() if digest.rows}
    told = found.sums.get("tables", {})
    wrong = [
        label
        for label in sorted(told.keys() | digests.keys())
        if digests.get(label, str(rows.Digest())) != told.get(label)
    ]
    files_told = found.sums.get("files", {})
    wrong += [
        name
        for name in sorted(files_told.keys() | found.files.keys())
        if files_told.get(name) != found.files.get(name)
    ]
    if wrong or not found.sums:
        named = ", ".join(wrong[:5])
        zh = f"备份与恢复的内容不一致：{named}"
        en = f"What came out differs from what went in: {named}"
        raise Problems([problem("backup_differs", zh, en)])


def _newer() -> Problem:
    zh, en = "这份备份来自更新的 bole", "This backup is of a newer bole"
    return problem("backup_newer", zh, en, hint=state.UPGRADE)
