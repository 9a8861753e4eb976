"""Finished tasks are forgotten after a month."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from bole.web.common.duties import duty

KEPT = dt.timedelta(days=30)


@duty(every=dt.timedelta(hours=6))
def forget_finished_tasks() -> None:
    """Takes away what the queue has done long ago."""
    DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEPT).delete()
