"""The one place that reads the clock; the core is told the day."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from django.conf import settings

from bole.policy.intake import SHANGHAI, read_instant


def now() -> dt.datetime:
    """The moment in Asia/Shanghai.

    The setting BOLE_NOW fixes it; in the demonstration it runs on from where somebody set it.
    """
    if settings.BOLE_NOW:
        return read_instant(settings.BOLE_NOW)
    return dt.datetime.now(SHANGHAI) + (offset() if settings.BOLE_DEMO else dt.timedelta())


def today() -> dt.date:
    """The day in Asia/Shanghai."""
    return now().date()


def offset() -> dt.timedelta:
    """How far the demonstration's clock is from the true one."""
    try:
        return dt.timedelta(seconds=float(_file().read_text()))
    except FileNotFoundError:
        return dt.timedelta()


def move_to(moment: dt.datetime) -> None:
    """Lets the demonstration's clock run on from `moment`; refused anywhere else."""
    if not settings.BOLE_DEMO:
        raise RuntimeError("only the demonstration has a clock that can be moved")
    seconds = (moment - dt.datetime.now(SHANGHAI)).total_seconds()
    new = _file().with_suffix(".new")
    new.parent.mkdir(parents=True, exist_ok=True)
    new.write_text(str(seconds))
    new.replace(_file())


def forget() -> None:
    """Puts the demonstration's clock back to the true one."""
    _file().unlink(missing_ok=True)


def _file() -> Path:
    """Read by every process of the site; a small file is cheaper than a query."""
    return Path(settings.BOLE_HOME) / "clock"
