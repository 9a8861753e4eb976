"""Everything encrypted at rest, by key: counted, tried, and encrypted anew under the first key.

What is already under the first key is passed over, so a rotation that was cut short goes on where
it was. A row that somebody writes meanwhile is left as they wrote it.
"""

from __future__ import annotations

import dataclasses
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

from django.apps import apps
from django.core.files.base import File
from django.db import connection, transaction

from bole.web.accounts import factors
from bole.web.common.crypto import Unreadable, key_id, key_ring
from bole.web.common.fields import Encrypted
from bole.web.materials import vault
from bole.web.operations.files import storage, stored
from bole.web.operations.rows import tables

BATCH = 500


@dataclass(slots=True)
class Found:
    """A column or a tree of files: how many values lie under each key, and which do not open."""

    name: str
    under: Counter[str] = dataclasses.field(default_factory=Counter)
    unreadable: list[str] = dataclasses.field(default_factory=list)
    changed: int = 0


def fields() -> list[Encrypted]:
    """Every encrypted column of every table, by label."""
    return [
        field
        for table in tables(apps)
        for field in table._meta.local_concrete_fields
        if isinstance(field, Encrypted)
    ]


def check() -> Iterator[Found]:
    """Every value tried, column by column, then the files."""
    for field in fields():
        found = Found(field.purpose)
        for pk, raw in _values(field):
            _try(found, str(pk), raw, purpose=field.purpose)
        yield found
    found = Found(factors.PURPOSE)
    for pk, name, raw in factors.secrets():
        _try(found, f"{pk}.{name}", raw, purpose=factors.PURPOSE)
    yield found
    for name in ("vault", "arriving"):
        found = Found(name)
        for file in stored(below=name):
            _try_file(found, file)
        yield found


def rotate() -> Iterator[Found]:
    """Every value that lies under another key encrypted anew, column by column, then the files."""
    for field in fields():
        found = Found(field.purpose)
        batch: list[tuple[Any, bytes]] = []
        for row in _values(field, stale=True):
            batch.append(row)
            if len(batch) == BATCH:
                _renew(field, batch, found)
                batch = []
        _renew(field, batch, found)
        yield found
    yield _renew_factors()
    for name in ("vault", "arriving"):
        found = Found(name)
        for file in stored(below=name):
            _renew_file(found, file)
        yield found


def _values(field: Encrypted, *, stale: bool = False) -> Iterator[tuple[Any, bytes]]:
    """(primary key, ciphertext) in batches; `stale`: only those that are not under the first key."""
    quote, last = connection.ops.quote_name, None
    table = field.model._meta
    pk, column = quote(str(table.pk.column)), quote(str(field.column))
    current = key_ring().current.encode()
    start = bytes([1, len(current)]) + current
    while True:
        where, values = [f"{column} IS NOT NULL"], list[Any]()
        if stale:
            where.append(f"substr({column}, 1, {len(start)}) <> %s")
            values.append(connection.Database.Binary(start))  # type: ignore[attr-defined]
        if last is not None:
            where.append(f"{pk} > %s")
            values.append(last)
        sql = f"SELECT {pk}, {column} FROM {quote(table.db_table)} WHERE {' AND '.join(where)}"
        with connection.cursor() as cursor:
            cursor.execute(f"{sql} ORDER BY {pk} LIMIT {BATCH}", values)
            rows = cursor.fetchall()
        yield from ((row[0], bytes(row[1])) for row in rows)
        if len(rows) < BATCH:
            return
        last = rows[-1][0]


def _renew(field: Encrypted, batch: list[tuple[Any, bytes]], found: Found) -> None:
    """Encrypts a batch anew, in one transaction; a row that has changed meanwhile stays."""
    ring, quote, table = key_ring(), connection.ops.quote_name, field.model._meta
    column, pk = quote(str(field.column)), quote(str(table.pk.column))
    sql = f"UPDATE {quote(table.db_table)} SET {column} = %s WHERE {pk} = %s AND {column} = %s"
    binary = connection.Database.Binary  # type: ignore[attr-defined]
    with transaction.atomic(), connection.cursor() as cursor:
        for key, raw in batch:
            try:
                plain = ring.decrypt(raw, purpose=field.purpose)
            except Unreadable:
                found.unreadable.append(str(key))
                continue
            new = ring.encrypt(plain, purpose=field.purpose)
            cursor.execute(sql, [binary(new), key, binary(raw)])
            found.changed += cursor.rowcount


def _renew_factors() -> Found:
    """Second factors, which django-allauth keeps in JSON."""
    found = Found(factors.PURPOSE)
    for pk in sorted({pk for pk, _, _ in factors.secrets()}):
        try:
            found.changed += factors.renew(pk)
        except Unreadable:
            found.unreadable.append(str(pk))
    return found


def _try(found: Found, place: str, raw: bytes, *, purpose: str) -> None:
    try:
        found.under[key_id(raw)] += 1
        key_ring().decrypt(raw, purpose=purpose)
    except (Unreadable, ValueError):
        found.unreadable.append(place)


def _try_file(found: Found, name: str) -> None:
    try:
        if name.startswith("vault/"):
            with storage().open(name, "rb") as source:
                found.under[vault.key_of(cast(BinaryIO, source))] += 1
                source.seek(0)
                for _ in vault.opened(cast(BinaryIO, source)):
                    pass
        else:
            with storage().open(name, "rb") as source:
                _try(found, name, source.read(), purpose=name)
    except FileNotFoundError:
        return  # taken away meanwhile
    except (Unreadable, ValueError):
        found.unreadable.append(name)


def _renew_file(found: Found, name: str) -> None:
    """Seals a file anew: the new one takes the old one's place as a whole."""
    ring = key_ring()
    try:
        with storage().open(name, "rb") as opened:
            source = cast(BinaryIO, opened)
            if name.startswith("vault/"):
                if vault.key_of(source) == ring.current:
                    return
                source.seek(0)
                plain = io.BufferedReader(vault.Parts(vault.opened(source)))
                new: Any = io.BufferedReader(vault.Parts(vault.sealed(cast(BinaryIO, plain))))
            else:
                raw = source.read()
                if key_id(raw) == ring.current:
                    return
                new = io.BytesIO(ring.encrypt(ring.decrypt(raw, purpose=name), purpose=name))
            storage().save(name, File(new, name))
            found.changed += 1
    except FileNotFoundError:
        return  # taken away meanwhile
    except (Unreadable, ValueError):
        found.unreadable.append(name)
