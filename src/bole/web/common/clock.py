"""The one place that reads the clock; the core is told the day."""

from __future__ import annotations

import datetime as dt

from django.conf import settings

from bole.policy.intake import SHANGHAI, read_instant


def now() -> dt.datetime:
    """The moment in Asia/Shanghai; the setting BOLE_NOW fixes it."""
    if settings.BOLE_NOW:
        return read_instant(settings.BOLE_NOW)
    return dt.datetime.now(SHANGHAI)
