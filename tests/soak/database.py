"""The databases of the soak, and how each of them fails."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from tests.soak.site import ROOT

SCRIPT = ROOT / "tools" / "postgres.sh"


class SmallDisk:
    """A tmpfs, and a file on it that takes all the room there is and gives it back."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._file = folder, folder / "ballast"

    def fill(self) -> None:
        """Takes the last byte; again, what has become free meanwhile."""
        with self._file.open("ab", buffering=0) as out:
            for size in (1 << 20, 4096, 1):
                with contextlib.suppress(OSError):
                    while out.write(bytes(size)) == size:
                        pass

    def free(self) -> None:
        """Gives all of it back."""
        self._file.unlink()


@contextlib.contextmanager
def small_disk(folder: Path, *, megabytes: int) -> Iterator[SmallDisk | None]:
    """A small disk mounted there; None where nobody may mount one."""
    folder.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    if os.geteuid() or subprocess.run(words, capture_output=True, check=False).returncode:
        yield None
        return
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", str(folder)], check=False)


class Sqlite:
    """A file in the site's folder; it restarts with the processes."""

    name = "sqlite"

    def there(self) -> bool:
        """True."""
        return True

    def create(self) -> str:
        """The address: none."""
        return ""

    def restart(self) -> bool:
        """False: there is nothing to restart."""
        return False

    def drop(self) -> None:
        """Nothing beside the site's folder."""

    def on(self, disk: SmallDisk) -> Sqlite:
        """The same: its file is where the site is."""
        return self

    def breaks(self) -> bool:
        """False: there is no server that could go down."""
        return False


class Postgres:
    """The checkout's own server, flushing to disk, killed like a machine that loses power."""

    name = "postgres"

    def __init__(self, *, script: Path = SCRIPT) -> None:
        self._url, self._script = "", script

    def there(self) -> bool:
        """True where a server can be had; then it runs."""
        done = subprocess.run(
            ["sh", str(self._script), "start"], env={**os.environ, "DURABLE": "1"}, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        self._url = done.stdout.strip()
        return done.returncode == 0

    def create(self) -> str:
        """The address of an empty database."""
        self._ask("drop database if exists bole_soak with (force)", "create database bole_soak")
        return self._url.replace("/bole?", "/bole_soak?")

    def restart(self) -> bool:
        """True, after SIGKILL to the server and its recovery."""
        folder = Path(parse_qs(urlsplit(self._url).query)["host"][0])
        pid = int((folder / "data" / "postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGKILL)
        time.sleep(1)
        return self.there()

    def drop(self) -> None:
        """The database is gone, and the server no longer slow for the tests."""
        self._ask("drop database if exists bole_soak with (force)")
        if self._script != SCRIPT:
            subprocess.run(["sh", str(self._script), "stop"], capture_output=True, check=False)
            return
        subprocess.run(["sh", str(self._script), "start"], capture_output=True, check=False)

    def on(self, disk: SmallDisk) -> Postgres:
        """Another server, whose data lie on that disk."""
        copy = disk.folder / "pg" / "tools" / "postgres.sh"
        copy.parent.mkdir(parents=True)
        shutil.copy(self._script, copy)
        other = Postgres(script=copy)
        assert other.there()
        return other

    def breaks(self) -> bool:
        """True where it went down, for want of room for its log, and cannot be started again."""
        import psycopg

        with contextlib.suppress(psycopg.Error):
            self._ask("create table ballast ()", "select pg_switch_wal()", "drop table ballast")
        return not self.there()

    def _ask(self, *statements: str) -> None:
        import psycopg

        with psycopg.connect(self._url, autocommit=True) as server:
            for statement in statements:
                server.execute(statement)
