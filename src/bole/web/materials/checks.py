"""What an uploaded file really is: measured, opened in a process of its own, cleaned, hashed."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

from bole.problems import Problems
from bole.web.materials import leftovers, limits
from bole.web.materials.opening import FULL, TYPES
from bole.web.materials.refusals import refusal

WALL_SECONDS: Final = 90
#: So many files are opened at once in one process of the site: each may take all its memory.
_TURNS: Final = threading.BoundedSemaphore(2)
_EXTENSIONS: Final = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png"}
_NOT_IN_NAMES: Final = re.compile(r'[\x00-\x1f\x7f<>:"|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069]')


class Readable(Protocol):
    """What a file is read from."""

    def read(self, size: int = ..., /) -> bytes:
        """The next bytes; none at the end."""
        ...


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that can be kept; `path` is its clean content while the check lasts."""

    path: Path
    sha256: str
    size: int
    media_type: str
    pages: int
    thumbnail: bytes
    #: True where active content was taken out.
    stripped: bool


@contextlib.contextmanager
def checked(sources: Sequence[Readable], *, name: str, join: bool = False) -> Iterator[Checked]:
    """The file, or with `join` all photos as one PDF; raises Problems. Its folder goes after."""
    leftovers.sweep_now_and_then()
    with tempfile.TemporaryDirectory(prefix=leftovers.PREFIX) as place:
        folder = Path(place)
        names = [
            _copied(source, folder / f"file{n}", name=name) for n, source in enumerate(sources)
        ]
        told = _opened(folder, mode="join" if join else "thumb", names=names)
        if "refused" in told:
            raise Problems([refusal(str(told["refused"]), name=name)])
        clean = folder / str(told["clean"])
        if clean.stat().st_size > limits.LARGEST:
            raise Problems([refusal("large", name=name)])
        with clean.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        yield Checked(
            clean,
            digest,
            clean.stat().st_size,
            TYPES[told["kind"]],
            int(told["pages"]),
            (folder / "thumb").read_bytes(),
            bool(told["stripped"]),
        )


def clean_name(name: str, *, media_type: str = "") -> str:
    """The name without path, control and direction characters, with the content's extension."""
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    name = _NOT_IN_NAMES.sub("", name).strip(" .") or "file"
    if not media_type:
        return name[: limits.NAME]
    stem, dot, extension = name.rpartition(".")
    known = dot and extension.lower() in ("pdf", "jpg", "jpeg", "png")
    if known and _EXTENSIONS[media_type] == f".{extension.lower().replace('jpeg', 'jpg')}":
        return f"{stem[: limits.NAME - 5]}.{extension}"
    return f"{(stem if known else name)[: limits.NAME - 5].rstrip('. ')}{_EXTENSIONS[media_type]}"


def _copied(source: Readable, target: Path, *, name: str) -> str:
    """The file's name in the folder; raises Problems where it is empty or too large."""
    size = 0
    with target.open("wb") as to:
        while block := source.read(1 << 20):
            size += len(block)
            if size > limits.LARGEST:
                raise Problems([refusal("large", name=name)])
            to.write(block)
    if not size:
        raise Problems([refusal("empty", name=name)])
    return target.name


def _opened(folder: Path, *, mode: str, names: Sequence[str]) -> dict[str, Any]:
    """What the process that opened it said; it knows no secrets and cannot take long.

    Raises OSError where the disk was full: that is no word about the file.
    """
    command = [sys.executable, "-I", "-m", "bole.web.materials.opening", str(folder), mode, *names]
    try:
        with _TURNS:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=WALL_SECONDS,
                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
                cwd=folder,
                check=False,
            )
    except subprocess.TimeoutExpired:
        return {"refused": "slow"}
    told = {"refused": "damaged"} if done.returncode else json.loads(done.stdout)
    if done.returncode == FULL or (told.get("refused") == "damaged" and _full(folder)):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if done.returncode:
        # Killed for its time (XCPU, KILL) or fallen over what it read.
        return {"refused": "slow" if done.returncode in (-24, -9) else "damaged"}
    assert isinstance(told, dict)
    return told


def _full(folder: Path) -> bool:
    """True where there is no room for a picture: those who draw it do not say so."""
    return shutil.disk_usage(folder).free < limits.MEGABYTE
