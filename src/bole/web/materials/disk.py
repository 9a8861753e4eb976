"""Files on a disk: whole and safe on the platter, or not there at all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import Storage
from django.utils._os import safe_join

BLOCK: Final = 1 << 20


class Disk(Storage):
    """Django's storage below BOLE_FILES; the same name again takes the old file's place."""

    def path(self, name: str) -> str:
        """Where a file lies."""
        return safe_join(str(settings.BOLE_FILES), name)

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """The name: names are hashes, and equal names hold equal bytes."""
        return name

    def exists(self, name: str) -> bool:
        """True where it is there, whole."""
        return Path(self.path(name)).is_file()

    def size(self, name: str) -> int:
        """Its size in bytes."""
        return Path(self.path(name)).stat().st_size

    def delete(self, name: str) -> None:
        """Takes the file away; one that is not there is no error."""
        Path(self.path(name)).unlink(missing_ok=True)

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        """The folders and files of a folder; both empty where it is not there."""
        try:
            found = sorted(Path(self.path(path)).iterdir())
        except FileNotFoundError:
            return [], []
        return [p.name for p in found if p.is_dir()], [p.name for p in found if p.is_file()]

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        return File(Path(self.path(name)).open("rb"), name)

    def _save(self, name: str, content: File[Any]) -> str:
        """Writes beside, down to the disk, then renames: no reader ever sees a half."""
        target = Path(self.path(name))
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside = target.with_name(f".{target.name}.{secrets.token_hex(8)}.new")
        try:
            with os.fdopen(
                os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb"
            ) as to:
                while block := content.read(BLOCK):
                    to.write(block)
                to.flush()
                os.fsync(to.fileno())
            beside.replace(target)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
        _sync(target.parent)
        return name


def _sync(folder: Path) -> None:
    """Puts the new name itself onto the disk."""
    place = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(place)
    finally:
        os.close(place)
