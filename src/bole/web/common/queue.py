"""Work handed to the queue, by the commit of what it is about."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django_tasks.base import Task


def soon(task: Task[Any, Any], *args: Any) -> None:
    """Queues the task with the transaction's own commit, or right after it.

    The database's queue takes it in the same transaction; other backends have no such promise.
    """
    if task.get_backend().supports_defer:
        task.enqueue(*args)
    else:
        transaction.on_commit(lambda: _now(task, *args))


def _now(task: Task[Any, Any], *args: Any) -> None:
    task.enqueue(*args)
