"""The database itself: its pages, its foreign keys, its migrations."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import IntegrityError, connection

from bole.text import Text
from bole.web.operations import state
from bole.web.operations.findings import Finding

LABEL = Text("数据库", "database")


def look() -> Iterator[Finding]:
    """Damaged pages (SQLite), rows that point nowhere, tables that are not up to date."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            for (said,) in cursor.fetchall():
                if said != "ok":
                    zh, en = f"数据库文件损坏：{said}", f"Damaged database file: {said}"
                    yield Finding("damaged_database", "sqlite", Text(zh, en))
    try:
        connection.check_constraints()
    except IntegrityError as error:
        zh, en = f"有的行指向不存在的行：{error}", f"A row points to one that is not there: {error}"
        yield Finding("dangling_row", "database", Text(zh, en))
    if unknown := state.applied(using="default") - state.known(using="default"):
        zh, en = (
            f"有 {len(unknown)} 个迁移来自更新的 bole",
            f"{len(unknown)} migrations are of a newer bole",
        )
        yield Finding(
            "newer_database", "database", Text(f"{zh}：先升级", f"{en}: upgrade it first")
        )
    if missing := state.known(using="default") - state.applied(using="default"):
        zh, en = f"有 {len(missing)} 个迁移没有应用", f"{len(missing)} migrations are not applied"
        yield Finding("old_database", "database", Text(zh, f"{en}: run bole migrate"))
