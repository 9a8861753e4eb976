"""What a killed process left in the folder for passing things: files that were not encrypted yet."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import shutil
import tempfile
import threading
from pathlib import Path
from typing import Final

from django.utils import timezone

PREFIX: Final = "bole-file-"
#: Ours while a file is checked, and Django's while a form's file arrives.
PATTERNS: Final = (f"{PREFIX}*", "tmp*.upload*")
#: Nothing takes as long as this.
OLD: Final = dt.timedelta(hours=1)
EVERY: Final = dt.timedelta(minutes=10)
_turn: Final = threading.Lock()
_last = dt.datetime.min.replace(tzinfo=dt.UTC)


def sweep_now_and_then() -> None:
    """Sweeps where this process has not done so for a while."""
    global _last
    with _turn:
        if timezone.now() - _last < EVERY:
            return
        _last = timezone.now()
    sweep(Path(tempfile.gettempdir()))


def sweep(folder: Path) -> int:
    """How many old things of ours were taken away."""
    before = (timezone.now() - OLD).timestamp()
    gone = 0
    for pattern in PATTERNS:
        for found in folder.glob(pattern):
            with contextlib.suppress(OSError):
                about = found.lstat()
                if about.st_uid != os.geteuid() or about.st_mtime > before:
                    continue
                if found.is_dir() and not found.is_symlink():
                    shutil.rmtree(found)
                else:
                    found.unlink()
                gone += 1
    return gone
