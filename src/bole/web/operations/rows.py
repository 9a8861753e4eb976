"""Rows of any table as lines of JSON and back, the same on every database.

What is encrypted at rest stays as it is: a backup holds ciphertexts, and needs no key of theirs.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.apps.registry import Apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BinaryField, ExpressionWrapper, F, Field, JSONField, Model

Table = type[Model]
_KINDS: dict[str, tuple[type, Callable[[Any], str], Callable[[str], Any]]] = {
    "bytes": (bytes, lambda v: base64.b64encode(v).decode(), base64.b64decode),
    "datetime": (
        dt.datetime,
        lambda v: (v.astimezone(dt.UTC) if v.tzinfo else v).isoformat(),
        dt.datetime.fromisoformat,
    ),
    "date": (dt.date, dt.date.isoformat, dt.date.fromisoformat),
    "time": (dt.time, dt.time.isoformat, dt.time.fromisoformat),
    "days": (
        dt.timedelta,
        lambda v: f"{v.days} {v.seconds} {v.microseconds}",
        lambda t: dt.timedelta(*map(int, t.split())),
    ),
    "decimal": (Decimal, str, Decimal),
    "uuid": (uuid.UUID, str, uuid.UUID),
}


def tables(apps: Apps) -> tuple[Table, ...]:
    """Every table that Django keeps, those of many-to-many relations too, by label."""
    models = apps.get_models(include_auto_created=True)
    kept = (m for m in models if m._meta.managed and not m._meta.proxy)
    return tuple(sorted(kept, key=lambda m: m._meta.label_lower))


def columns(table: Table) -> list[Field[Any, Any]]:
    """The fields with a column that is written, in order."""
    return [f for f in table._meta.local_concrete_fields if not getattr(f, "generated", False)]


def lines(table: Table, *, using: str) -> Iterator[bytes]:
    """Each row as a line, in the order of the primary key."""
    fields = columns(table)
    wanted = [_raw(f) for f in fields]
    found = table._base_manager.using(using).order_by("pk").values_list(*wanted)
    as_json = [isinstance(f, JSONField) for f in fields]
    for row in found.iterator(chunk_size=500):
        cells = [_out(v, whole=j) for v, j in zip(row, as_json, strict=True)]
        text = json.dumps(cells, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        yield text.encode() + b"\n"


def insert(table: Table, found: Iterable[bytes], *, connection: BaseDatabaseWrapper) -> None:
    """Puts lines back as rows, keys and all."""
    fields = [_plain(f) for f in columns(table)]
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(f.column)) for f in columns(table))
    marks = ", ".join(["%s"] * len(fields))
    sql = f"INSERT INTO {quote(table._meta.db_table)} ({names}) VALUES ({marks})"
    with connection.cursor() as cursor:
        for some in _in_hundreds(found):
            rows = (map(_in, json.loads(line)) for line in some)
            cursor.executemany(
                sql,
                [
                    [f.get_db_prep_save(v, connection) for f, v in zip(fields, row, strict=True)]
                    for row in rows
                ],
            )


@dataclass(slots=True)
class Digest:
    """The number of lines and a sum over their hashes, whatever their order."""

    rows: int = 0
    sum: int = 0

    def add(self, line: bytes) -> None:
        """Counts a line."""
        self.rows += 1
        self.sum = (self.sum + int.from_bytes(hashlib.sha256(line).digest())) % (1 << 256)

    def __str__(self) -> str:
        return f"{self.rows}:{self.sum:064x}"


def _raw(field: Field[Any, Any]) -> Any:
    """A column as it lies in the database: of what is encrypted, the ciphertext."""
    if isinstance(field, BinaryField):
        return ExpressionWrapper(F(field.attname), output_field=BinaryField())
    return F(field.attname)


def _plain(field: Field[Any, Any]) -> Field[Any, Any]:
    return BinaryField(null=True) if isinstance(field, BinaryField) else field


def _out(value: Any, *, whole: bool) -> Any:
    if whole and value is not None:
        return {"json": value}
    if isinstance(value, memoryview):
        value = bytes(value)
    for name, (kind, write, _) in _KINDS.items():
        if isinstance(value, kind):
            return {name: write(value)}
    return value


def _in(cell: Any) -> Any:
    if not isinstance(cell, dict):
        return cell
    ((name, value),) = cell.items()
    return value if name == "json" else _KINDS[name][2](value)


def _in_hundreds(found: Iterable[bytes], *, size: int = 200) -> Iterator[list[bytes]]:
    some: list[bytes] = []
    for line in found:
        some.append(line)
        if len(some) == size:
            yield some
            some = []
    if some:
        yield some
