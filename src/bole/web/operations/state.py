"""Which migrations a database has, the tables as they stood then, and one moment to read at."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator

from django.apps.registry import Apps
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from bole.problems import Problems, problem
from bole.text import Text

Migrations = frozenset[tuple[str, str]]
UPGRADE = Text("先升级 bole", "Upgrade bole first")


def applied(*, using: str) -> Migrations:
    """The migrations that the database has."""
    return frozenset(MigrationRecorder(connections[using]).applied_migrations())


def known(*, using: str) -> Migrations:
    """The migrations that this version of bole brings."""
    return frozenset(MigrationExecutor(connections[using]).loader.disk_migrations)


def refuse_newer(*, using: str) -> None:
    """Raises Problems where a newer bole has changed the tables: this one would misread them."""
    unknown = sorted(applied(using=using) - known(using=using))
    if unknown:
        named = ".".join(unknown[0])
        zh = f"数据库来自更新的 bole：这个版本不认识 {len(unknown)} 个迁移（{named} …）"
        en = f"The database is of a newer bole: {len(unknown)} migrations are unknown ({named} …)"
        raise Problems([problem("database_newer", zh, en, hint=UPGRADE)])


def apps_at(migrations: Iterable[tuple[str, str]], *, using: str) -> Apps:
    """The tables as they are after exactly these migrations."""
    loader = MigrationExecutor(connections[using]).loader
    return loader.project_state(sorted(migrations)).apps


def migrate_to(migrations: Migrations, *, using: str) -> None:
    """Brings the database, which has none but these, to exactly these migrations."""
    executor = MigrationExecutor(connections[using])
    graph = executor.loader.graph
    inner = {
        parent.key
        for key in migrations
        for parent in graph.node_map[key].parents
        if parent.key in migrations and parent.key[0] == key[0]
    }
    executor.migrate(sorted(migrations - inner))


@contextlib.contextmanager
def one_moment(*, using: str) -> Iterator[None]:
    """Everything read within the block is of one moment; nobody who writes is kept waiting."""
    connection = connections[using]
    start = "BEGIN"
    if connection.vendor == "postgresql":
        start = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    with connection.cursor() as cursor:
        cursor.execute(start)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")
