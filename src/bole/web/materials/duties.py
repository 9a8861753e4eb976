"""What is done about files by the clock."""

import datetime as dt

from bole.web.common.duties import duty
from bole.web.materials import receiving, scanning


@duty(every=dt.timedelta(minutes=5))
def scan_waiting() -> None:
    """Asks the scanner again about what it had no answer for."""
    scanning.scan_waiting()


@duty(every=dt.timedelta(hours=6))
def forget_uploads() -> None:
    """Takes away uploads that nobody went on with."""
    receiving.tidy()
