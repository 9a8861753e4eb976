"""Work beside the requests: queued tasks, and duties by the clock.

A task may run more than once: one whose worker died is taken up again, and one that failed is tried
again, later each time, five times in all. So tasks do what is due, whoever did part of it before.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import secrets
import socket
import time
from pathlib import Path
from typing import Any

from django.db import (
    InterfaceError,
    OperationalError,
    close_old_connections,
    connection,
    transaction,
)
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from bole.web.common.duties import Duty, duties
from bole.web.operations.models import DutyRun

logger = logging.getLogger("bole.worker")
ATTEMPTS = 5
#: A task of another machine's worker that took longer is taken to be abandoned.
ABANDONED = dt.timedelta(minutes=15)
ROUND = 50  # tasks between two looks at the clock


def work(*, once: bool = False, interval: float = 1.0) -> None:
    """Works until it is told to stop (SIGTERM ends after the task at hand); `once`: what is due."""
    worker = _worker(interval=interval)
    worker.configure_signals()
    while worker.running:
        worker._run_tasks = 0
        try:
            close_old_connections()
            take_up_again()
            run_duties()
            worker.run()
        except (OperationalError, InterfaceError) as error:
            if once:
                raise
            # The database is being restarted: what was at hand is taken up again.
            logger.warning("the database does not answer: %s", error)
            connection.close()
        if once:
            break
        if worker._run_tasks < ROUND:
            time.sleep(interval)


def name_of(pid: int) -> str:
    """The name of a worker: machine, process, and when that process began."""
    return f"{socket.gethostname()[:24]}:{pid}:{_begun(pid)}:{secrets.token_hex(4)}"


def take_up_again() -> int:
    """How many tasks are to be done again: their worker died, or they failed and may still do."""
    now, again = timezone.now(), 0
    for task in DBTaskResult.objects.running().only("id", "worker_ids", "started_at"):
        if not _alive(task, now=now):
            again += _ready(task, was=TaskResultStatus.RUNNING, after=now)
    # Those that failed for good are older than the last try can be.
    since = now - 2 * _pause(ATTEMPTS)
    failed = DBTaskResult.objects.failed().filter(finished_at__gte=since)
    for task in failed.only("id", "worker_ids", "started_at", "finished_at"):
        if len(task.worker_ids) < ATTEMPTS:
            pause = _pause(len(task.worker_ids))
            again += _ready(task, was=TaskResultStatus.FAILED, after=task.finished_at + pause)
    return again


def run_duties() -> list[str]:
    """The names of the duties that were due and are done; one that fails is tried next time."""
    done = []
    for duty in duties():
        if not _take(duty):
            continue
        try:
            duty.run()
        except Exception:
            logger.exception("duty %s failed", duty.name)
        else:
            done.append(duty.name)
    return done


def _worker(*, interval: float) -> Worker:
    return Worker(
        queue_names=["*"],
        interval=interval,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=ROUND,
        worker_id=name_of(os.getpid()),
        excluded_queue_names=[],
    )


def _pause(tries: int) -> dt.timedelta:
    """Half a minute, two, eight, half an hour."""
    return dt.timedelta(seconds=30 * 4 ** (tries - 1))


def _ready(task: DBTaskResult[Any, Any], *, was: str, after: dt.datetime) -> int:
    """1 where this worker was the one to put it back."""
    change: dict[str, Any] = {"status": TaskResultStatus.READY, "run_after": after}
    if len(task.worker_ids) >= ATTEMPTS:
        change = {"status": TaskResultStatus.FAILED, "finished_at": timezone.now()}
    same = DBTaskResult.objects.filter(pk=task.pk, status=was, worker_ids=task.worker_ids)
    return same.update(**change)


def _alive(task: DBTaskResult[Any, Any], *, now: dt.datetime) -> bool:
    host, _, rest = (task.worker_ids or [""])[-1].partition(":")
    pid, _, rest = rest.partition(":")
    if host == socket.gethostname()[:24] and pid.isdigit():
        return _begun(int(pid)) == rest.partition(":")[0] != ""
    return task.started_at is not None and task.started_at > now - ABANDONED


def _begun(pid: int) -> str:
    """When a process began, in ticks since the machine did; "" where there is none."""
    try:
        os.kill(pid, 0)
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except ProcessLookupError:
        return ""
    except OSError:
        return "-"  # another user's, or a system without /proc
    return stat.rpartition(")")[2].split()[19]


def _take(duty: Duty) -> bool:
    """True for the one worker that is to do it now."""
    now = timezone.now()
    with transaction.atomic():
        first, new = DutyRun.objects.get_or_create(name=duty.name, defaults={"begun_at": now})
        due = DutyRun.objects.filter(name=duty.name, begun_at__lte=now - duty.every)
        return new or (first.begun_at <= now - duty.every and bool(due.update(begun_at=now)))
