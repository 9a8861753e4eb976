"""Rows against files: each row's content is there and is what its hash says; what no row names."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from functools import partial
from typing import Final

from django.core.files.base import File
from django.utils import timezone

from bole.text import Text
from bole.web.common.crypto import Unreadable
from bole.web.materials import storage
from bole.web.materials.models import StoredFile, Upload
from bole.web.operations import files
from bole.web.operations.findings import Finding

LABEL = Text("文件与登记", "files and rows")
#: A file is stored before its row is: only an older one is nobody's.
DAY: Final = dt.timedelta(days=1)
ASIDE: Final = "aside"


def look() -> Iterator[Finding]:
    """Rows without files, content of another hash, files without rows."""
    named: set[str] = set()
    for row in StoredFile.objects.order_by("pk").iterator(chunk_size=500):
        named.add(storage.name_of(row.sha256, sealed=row.sealed))
        if row.thumbnail:
            named.add(storage.thumbnail_name(row.sha256))
        yield from _content(row)
    under_way = {str(uid) for uid in Upload.objects.values_list("uid", flat=True)}
    # Those too that a killed process left half written.
    for name in files.stored(hidden=True):
        top, _, rest = name.partition("/")
        arriving = top == "arriving" and rest.split("/")[0] in under_way
        if name not in named and not arriving and top != ASIDE and _old(name):
            yield _orphan(name)


def _content(row: StoredFile) -> Iterator[Finding]:
    name = storage.name_of(row.sha256, sealed=row.sealed)
    digest, size = hashlib.sha256(), 0
    try:
        for part in storage.parts_of(row):
            digest.update(part)
            size += len(part)
    except FileNotFoundError:
        yield Finding(
            "file_missing", name, Text("登记了，但文件不在", "The row is there, the file is not")
        )
        return
    except Unreadable as error:
        zh, en = f"保险库文件打不开：{error}", f"A file of the vault does not open: {error}"
        yield Finding("file_unreadable", name, Text(zh, en))
        return
    if digest.hexdigest() != row.sha256 or size != row.size:
        zh = "内容与登记的哈希或大小不符"
        yield Finding("file_changed", name, Text(zh, "The content is not what the row says"))


def _old(name: str) -> bool:
    try:
        return files.stored_at(name) < timezone.now() - DAY
    except FileNotFoundError:
        return False


def _orphan(name: str) -> Finding:
    text = Text("没有任何登记提到这个文件", "No row names this file")
    return Finding("orphan", name, text, partial(_move_aside, name), harmless=True)


def _move_aside(name: str) -> None:
    """Keeps the file under `aside/`, where nothing looks for it and a person can."""
    with files.storage().open(name, "rb") as source:
        files.storage().save(f"{ASIDE}/{name}", File(source, name))
    files.storage().delete(name)
