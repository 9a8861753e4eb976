"""Work beside the request: deliver a notice, and sweep up what a crash left behind."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django_tasks import task

from bole.web.notices import delivery
from bole.web.notices.models import Delivery


def soon(notice: int) -> None:
    """Has a notice delivered: with the transaction's own commit, or right after it.

    The database's queue takes the task in the same transaction; other backends have no such
    promise, and `sweep` finds what they lose.
    """
    if deliver.get_backend().supports_defer:
        deliver.enqueue(notice)
    else:
        transaction.on_commit(lambda: _now(notice))


@task()
def deliver(notice: int) -> int:
    """How many deliveries of the notice were attempted; failed ones come again later."""
    listed = Delivery.objects.filter(notice=notice, state="waiting").order_by("pk")
    ids = list(listed.values_list("pk", flat=True))
    again = [moment for moment in map(delivery.attempt, ids) if moment is not None]
    if again and deliver.get_backend().supports_defer:
        deliver.using(run_after=_true_time(min(again))).enqueue(notice)
    return len(ids)


def sweep() -> int:
    """Attempts everything that is due, for the worker to call every minute; how many there were."""
    listed = delivery.due()
    for each in listed:
        delivery.attempt(each)
    return len(listed)


def _now(notice: int) -> None:
    deliver.enqueue(notice)


def _true_time(moment: dt.datetime) -> dt.datetime:
    """The moment by the worker's clock, which is not moved in the demonstration."""
    from bole.web.common import clock

    return dt.datetime.now(dt.UTC) + (moment - clock.now())
