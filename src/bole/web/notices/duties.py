"""What the worker does for notices by the clock."""

import datetime as dt

from bole.web.common import clock
from bole.web.common.duties import duty
from bole.web.notices import reminders, tasks


@duty(every=dt.timedelta(minutes=1))
def deliver_due() -> None:
    """Deliveries that are to be tried again, or that a crash left behind."""
    tasks.sweep()


@duty(every=dt.timedelta(minutes=10))
def remind() -> None:
    """Reminders of deadlines, from the morning on."""
    reminders.remind(now=clock.now())
