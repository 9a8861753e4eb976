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

from tests.soak.site import ROOT, Site

SCRIPT = ["sh", str(ROOT / "tools" / "postgres.sh")]


class Ballast:
    """A file that takes all the room there is, and gives it back."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "ballast"

    def fill(self) -> None:
        """Takes the last byte."""
        with self._file.open("wb", buffering=0) as out, contextlib.suppress(OSError):
            for size in (1 << 20, 4096, 1):
                with contextlib.suppress(OSError):
                    while out.write(bytes(size)) == size:
                        pass

    def free(self) -> None:
        """Gives all of it back."""
        self._file.unlink()


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

    def small_disk(self, site: Site) -> contextlib.AbstractContextManager[Ballast] | None:
        """The site's folder on a small tmpfs; None where nobody may mount one."""
        site.stop()
        beside = site.home.with_name("small")
        beside.mkdir()
        size = sum(f.stat().st_size for f in site.home.rglob("*") if f.is_file()) + (24 << 20)
        words = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(beside)]
        if subprocess.run(words, capture_output=True, check=False).returncode:
            return None
        return _mounted(site, beside)


@contextlib.contextmanager
def _mounted(site: Site, beside: Path) -> Iterator[Ballast]:
    shutil.copytree(site.home, beside, dirs_exist_ok=True)
    site.env["BOLE_HOME"] = str(beside)
    try:
        yield Ballast(beside)
    finally:
        site.stop()
        site.env["BOLE_HOME"] = str(site.home)
        subprocess.run(["umount", str(beside)], check=False)


class Postgres:
    """The checkout's own server, flushing to disk, killed like a machine that loses power."""

    name = "postgres"

    def __init__(self) -> None:
        self._url = ""

    def there(self) -> bool:
        """True where a server can be had; then it runs."""
        done = subprocess.run(
            [*SCRIPT, "start"], env={**os.environ, "DURABLE": "1"}, capture_output=True, text=True,
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
        subprocess.run([*SCRIPT, "start"], capture_output=True, check=False)

    def small_disk(self, site: Site) -> contextlib.AbstractContextManager[Ballast] | None:
        """None: a full disk is tried with SQLite."""
        return None

    def _ask(self, *statements: str) -> None:
        import psycopg

        with psycopg.connect(self._url, autocommit=True) as server:
            for statement in statements:
                server.execute(statement)
