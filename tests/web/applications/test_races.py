"""Many at once: exactly one application each, no limit overrun, nothing half-done.

On SQLite writers wait for each other; on PostgreSQL rows and unique constraints decide.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections

from bole.policy.pack import Pack
from bole.problems import Problems
from bole.web.applications import services
from bole.web.applications.models import Case, Counter, Event, Slot, Submission
from bole.web.audit.models import Entry
from tests.web import factories as make

pytestmark = [pytest.mark.postgres(only=True), pytest.mark.django_db(transaction=True)]


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """What each came to, begun together: a result or the exception."""
    barrier, results = threading.Barrier(len(deeds)), [None] * len(deeds)

    def run(n: int) -> None:
        barrier.wait()
        try:
            results[n] = deeds[n]()
        except Exception as error:  # noqa: BLE001  the test looks at it
            results[n] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def submitting(case: Case, key: uuid.UUID | None = None) -> Callable[[], Submission]:
    return lambda: services.submit(case, by=case.filer, role="applicant", key=key or uuid.uuid4())


def test_two_devices_and_a_double_click_give_one_application(flow: Pack) -> None:
    assert connection.vendor == "postgresql"
    case, key = make.ready(make.user()), uuid.uuid4()
    results = at_once(*[submitting(case, key)] * 3, *[submitting(case)] * 3)
    assert {r.pk for r in results} == {Submission.objects.get().pk}
    assert Event.objects.filter(outcome="submit").count() == 1
    assert Counter.objects.get().last == 1


def test_a_limit_is_never_overrun(flow: Pack) -> None:
    employer = make.organisation()
    cases = [make.ready(make.user(make.called(n)), n=n, employer=employer) for n in range(8)]
    results = at_once(*(submitting(c) for c in cases))
    done = [r for r in results if isinstance(r, Submission)]
    refused = [r for r in results if isinstance(r, Problems)]
    assert (len(done), len(refused)) == (2, 6), results
    assert {p.code for r in refused for p in r.problems} == {"quota.full"}
    assert Slot.objects.filter(limit="employer").count() == 2
    assert Case.objects.exclude(submitted_at=None).count() == 2
    assert Slot.objects.count() == 4
    numbers = sorted(Case.objects.exclude(number=None).values_list("number", flat=True))
    assert len(set(numbers)) == 2


def test_one_person_through_two_programmes_at_once(flow: Pack) -> None:
    who = make.user()
    first = make.ready(who, n=7)
    body = make.organisation("推荐单位", kind="recommender", channel="district")
    second = make.ready(who, programme="channel", n=7, recommender=body)
    results = at_once(submitting(first), submitting(second))
    assert sorted(type(r).__name__ for r in results) == ["Problems", "Submission"], results


def test_all_numbers_differ_and_every_chain_holds(flow: Pack) -> None:
    cases = [make.ready(make.user(make.called(n)), n=100 + n) for n in range(12)]
    results = at_once(*(submitting(c) for c in cases))
    assert all(isinstance(r, Submission) for r in results), results
    assert Counter.objects.get().last == 12
    assert Case.objects.exclude(number=None).values("number").distinct().count() == 12
    assert Entry.objects.filter(action="case.submit").count() == 12


def test_starting_twice_at_once_begins_one_draft(flow: Pack) -> None:
    who = make.user()
    results = at_once(*[lambda: make.draft(who, pack=flow.id, programme="endorsed")] * 6)
    assert len({r.pk for r in results}) == 1
    assert Case.objects.count() == 1


def test_two_officers_of_a_unit_begin_one_draft(flow: Pack) -> None:
    employer = make.organisation()
    officers = [make.user(f"经办{n}") for n in range(4)]
    for who in officers:
        make.member(who, employer, role="employer_officer")
    begin = {"pack": flow.id, "programme": "unit", "organisation": employer, "subject": "钟灵毓"}
    results = at_once(*(lambda who=who: make.draft(who, **begin) for who in officers))
    assert len({r.pk for r in results}) == 1, results
    assert Case.objects.count() == 1
