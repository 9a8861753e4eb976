"""A file that is whole or not there, after a kill and after a power cut."""

from __future__ import annotations

import os
from pathlib import Path


def land(half: Path, path: Path) -> None:
    """Gives a finished file its name, once its bytes are on the disk."""
    _flush(half)
    half.replace(path)
    _flush(path.parent)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
