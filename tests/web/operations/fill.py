"""Puts rows into every table there is, and files beside them; run as a script on a fresh database."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import sys
import uuid
from typing import Any

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.db import models  # noqa: E402

from bole.web.common.fields import EncryptedJson, EncryptedText  # noqa: E402
from bole.web.materials import storage  # noqa: E402

SEEN: dict[type[models.Model], list[models.Model]] = {}
MOMENT = dt.datetime(2025, 6, 20, 23, 59, 59, 123456, tzinfo=dt.UTC)
#: What constraints want of the n-th row.
WANTED: dict[str, Any] = {
    "applications.case.number": lambda n: f"N-{n}" if n else None,
    "applications.case.submitted_at": lambda n: MOMENT if n else None,
    "profiles.factsheet.organisation": lambda n: None,
}


def fill(model: type[models.Model], *, count: int) -> None:
    """Makes up to `count` rows of a table, those it points to first."""
    if model in SEEN or model._meta.label_lower in ("contenttypes.contenttype", "auth.permission"):
        return
    SEEN[model] = []
    for field in model._meta.concrete_fields:
        if field.remote_field and field.related_model is not model:
            fill(field.related_model, count=count)
    for n in range(count):
        row = model()
        for field in model._meta.concrete_fields:
            if not isinstance(field, models.AutoField):
                setattr(row, field.name, value(field, n))
        row.save(force_insert=True)
        SEEN[model].append(row)


def value(field: models.Field[Any, Any], n: int) -> Any:
    """Something that the column takes, another for each row."""
    label = f"{field.model._meta.label_lower}.{field.name}"
    if label in WANTED:
        return WANTED[label](n)
    if field.remote_field:
        rows = list(field.related_model._base_manager.order_by("pk"))
        single = field.unique or not field.null or n % 2
        return rows[n % len(rows)] if rows and single else None
    if field.null and n % 3 == 0:
        return None
    match field:
        case EncryptedText():
            return f"密文 {label} {n} 䶮"
        case EncryptedJson() | models.JSONField():
            return {"n": n, "列": [1, None, "é\u2028", {"json": True}], "b": False}
        case models.BooleanField():
            return bool(n % 2)
        case models.IntegerField():
            return n
        case models.DateTimeField():
            return MOMENT + dt.timedelta(hours=n, microseconds=n)
        case models.DateField():
            return dt.date(2025, 2, 27) + dt.timedelta(days=n)
        case models.UUIDField():
            return uuid.UUID(int=(hash_of(label) << 64) + n)
        case models.BinaryField():
            return bytes([0, 255, n])
        case models.EmailField():
            return f"n{n}@example.org"
        case _:
            return f"{n}'\"\\|\t值"[: field.max_length or 40]


def hash_of(label: str) -> int:
    """The same number for the same label, on every machine."""
    return int.from_bytes(hashlib.sha256(label.encode()).digest()[:8]) >> 1


def write_files(*, count: int) -> None:
    """Files by their hash, one of them large and one empty, and one in the vault."""
    for n in range(count):
        content = b"" if n == 0 else bytes([n]) * (3_000_000 if n == 1 else n * 100)
        sha256 = hashlib.sha256(content).hexdigest()
        storage.put(io.BytesIO(content), sha256=sha256, sealed=n == 2)


if __name__ == "__main__":
    how_many = int(sys.argv[1])
    for each in apps.get_models(include_auto_created=True):
        fill(each, count=how_many)
    write_files(count=how_many)
