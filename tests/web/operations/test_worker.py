"""The worker: duties by the clock, tasks of dead workers taken up again, failures tried again."""

from __future__ import annotations

import datetime as dt
import os
from typing import Any

import pytest
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from bole.web.common import duties as duties_module
from bole.web.common.duties import duties, duty
from bole.web.operations import worker
from bole.web.operations.models import DutyRun

DONE: list[str] = []
WRONG: list[Exception] = []


@task()
def say(word: str) -> None:
    if WRONG:
        raise WRONG[0]
    DONE.append(word)


@pytest.fixture(autouse=True)
def queue(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    monkeypatch.setattr(worker.Worker, "configure_signals", lambda self: None)
    DONE.clear()
    WRONG.clear()


def queued() -> DBTaskResult[Any, Any]:
    return DBTaskResult.objects.get()


def interrupted(worker_id: str, *, started: dt.timedelta = dt.timedelta()) -> None:
    say.enqueue("hello")
    queued().claim(worker_id)
    DBTaskResult.objects.update(started_at=timezone.now() - started)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
class TestTasks:
    def test_what_is_queued_is_done_once(self) -> None:
        for word in "abc":
            say.enqueue(word)
        worker.work(once=True)
        worker.work(once=True)
        assert DONE == ["a", "b", "c"]

    def test_a_task_of_a_dead_worker_is_taken_up_again(self) -> None:
        interrupted(worker.name_of(2**22 + 1))
        worker.work(once=True)
        assert DONE == ["hello"]

    def test_a_process_of_the_same_number_is_another_worker(self) -> None:
        host, pid, begun, end = worker.name_of(os.getpid()).split(":")
        interrupted(f"{host}:{pid}:{int(begun) - 1}:{end}")
        worker.work(once=True)
        assert DONE == ["hello"]

    @pytest.mark.parametrize(
        "name", [worker.name_of(os.getpid()), "elsewhere:1:2:3", "odd"], ids=["own", "far", "odd"]
    )
    def test_a_task_at_hand_is_left_alone(self, name: str) -> None:
        interrupted(name)
        worker.work(once=True)
        assert DONE == []

    def test_another_machine_is_given_a_quarter_of_an_hour(self) -> None:
        interrupted("elsewhere:1:2:3", started=dt.timedelta(minutes=16))
        worker.work(once=True)
        assert DONE == ["hello"]

    def test_a_failure_is_tried_again_later_and_five_times_at_most(self) -> None:
        WRONG.append(ValueError("no"))
        say.enqueue("hello")
        for tries in range(1, worker.ATTEMPTS + 1):
            worker.work(once=True)
            assert len(queued().worker_ids) == tries
            worker.work(once=True)
            assert len(queued().worker_ids) == tries  # not before its time
            DBTaskResult.objects.update(run_after=timezone.now())
        worker.work(once=True)
        assert len(queued().worker_ids) == worker.ATTEMPTS
        assert queued().status == "FAILED"

    def test_a_failure_that_passes_is_made_good(self) -> None:
        WRONG.append(OSError("full"))
        say.enqueue("hello")
        worker.work(once=True)
        WRONG.clear()
        worker.take_up_again()
        DBTaskResult.objects.update(run_after=timezone.now())
        worker.work(once=True)
        assert DONE == ["hello"]


@pytest.mark.django_db
class TestDuties:
    @pytest.fixture(autouse=True)
    def none_but_these(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(duties_module, "_FOUND", {})
        monkeypatch.setattr(duties_module, "autodiscover_modules", lambda name: None)

    def test_a_duty_is_done_when_it_is_due(self) -> None:
        @duty(every=dt.timedelta(hours=1))
        def greet() -> None:
            DONE.append("greet")

        assert [d.name for d in duties()] == ["operations.greet"]
        worker.run_duties()
        worker.run_duties()
        assert DONE == ["greet"]
        DutyRun.objects.update(begun_at=timezone.now() - dt.timedelta(hours=2))
        worker.run_duties()
        assert DONE == ["greet", "greet"]

    def test_one_that_fails_does_not_keep_the_others(self) -> None:
        @duty(every=dt.timedelta(hours=1))
        def a_fails() -> None:
            raise ValueError

        @duty(every=dt.timedelta(hours=1))
        def b_works() -> None:
            DONE.append("b")

        assert worker.run_duties() == ["operations.b_works"]


def test_the_duties_of_the_site_have_names() -> None:
    assert "operations.forget_finished_tasks" in {d.name for d in duties()}
