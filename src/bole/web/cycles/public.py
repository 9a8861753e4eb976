"""Deadlines that were moved for everyone, for the pages that everybody reads."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Mapping
from typing import Final

from django.db import DatabaseError

from bole.policy.intake import SHANGHAI
from bole.web.cycles.models import Extension

#: For so many seconds a process keeps the answer: these pages are asked for hundreds of times
#: a second, and an extension is told to the minute.
HOLDS: Final = 10.0
_kept: dict[str, tuple[float, Mapping[tuple[str, str, str], dt.datetime]]] = {}


def moved() -> Mapping[tuple[str, str, str], dt.datetime]:
    """(pack, programme, intake or stage) → until when; one query, nothing without a database."""
    at, found = _kept.get("ends", (float("-inf"), {}))
    if time.monotonic() - at < HOLDS:
        return found
    try:
        found = _read()
    except DatabaseError:
        found = {}
    _kept["ends"] = time.monotonic(), found
    return found


def forget() -> None:
    """Lets the next page read it again."""
    _kept.clear()


def _read() -> dict[tuple[str, str, str], dt.datetime]:
    rows = Extension.objects.filter(ended_at=None, drafts_before=None).order_by("until")
    return {(r.pack, r.programme, r.what): r.until.astimezone(SHANGHAI) for r in rows}
