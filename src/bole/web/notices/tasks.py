"""Work beside the request: deliver a notice, and sweep up what a crash left behind."""

from __future__ import annotations

import datetime as dt

from django_tasks import task

from bole.web.common import clock, queue
from bole.web.notices import delivery
from bole.web.notices.models import Delivery


def soon(notice: int) -> None:
    """Has a notice delivered once the transaction is through; `sweep` finds what queues lose."""
    queue.soon(deliver, notice)


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


def _true_time(moment: dt.datetime) -> dt.datetime:
    """The moment by the worker's clock, which is not moved in the demonstration."""
    return dt.datetime.now(dt.UTC) + (moment - clock.now())
