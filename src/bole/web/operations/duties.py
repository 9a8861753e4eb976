"""Yesterday's audit is anchored; finished tasks are forgotten after a month."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from bole.web.audit.anchors import anchor
from bole.web.common import clock
from bole.web.common.duties import duty

KEPT = dt.timedelta(days=30)


@duty(every=dt.timedelta(hours=1))
def anchor_yesterday() -> None:
    """Makes the anchor of the day that is over, unless it is there."""
    anchor(clock.today() - dt.timedelta(days=1))


@duty(every=dt.timedelta(hours=6))
def forget_finished_tasks() -> None:
    """Takes away what the queue has done long ago."""
    DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEPT).delete()
