"""The site that is measured: a database of its own, people with drafts, gunicorn before it."""

from __future__ import annotations

import base64
import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks.web.load import Request

ROOT: Final = Path(__file__).parents[2]
SCRIPT: Final = ROOT / "tools" / "postgres.sh"
NOW: Final = "2025-05-20T10:00"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a draft, and what they are about to send."""

    save: Request
    submit: Request


@contextlib.contextmanager
def postgres() -> Iterator[str | None]:
    """The address of a fresh database that flushes; None where there is no PostgreSQL."""
    env = {**os.environ, "DURABLE": "1"}
    started = subprocess.run(["sh", str(SCRIPT), "start"], env=env, capture_output=True, text=True)
    if started.returncode:
        yield None
        return
    url = started.stdout.strip().splitlines()[-1]
    _sql(url, "drop database if exists bole_bench with (force)", "create database bole_bench")
    try:
        yield url.replace("/bole?", "/bole_bench?")
    finally:
        _sql(url, "drop database if exists bole_bench with (force)")
        subprocess.run(["sh", str(SCRIPT), "start"], capture_output=True)  # quick again, for tests


def _sql(url: str, *statements: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)  # type: ignore[call-overload]


class Site:
    """`bole serve` on a free port, without its worker: what waits for it is not measured."""

    def __init__(self, url: str) -> None:
        self.url, self.home = url, tempfile.mkdtemp(prefix="bole-bench-")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        key, other = (base64.b64encode(bytes(range(n, n + 32))).decode() for n in (0, 32))
        self.env = {
            **os.environ,
            "DATABASE_URL": url,
            "BOLE_HOME": self.home,
            "BOLE_NOW": NOW,
            "BOLE_KEYS": f"bench:{key}",
            "BOLE_INDEX_KEY": other,
            "BOLE_POSTS_USER": "100000",
            "BOLE_POSTS_ADDRESS": "100000",
            "DJANGO_SECRET_KEY": "only for measuring: nothing is ever kept under this key",
            "DJANGO_ALLOWED_HOSTS": "localhost,127.0.0.1",
            "DJANGO_SETTINGS_MODULE": "bole.web.config.settings",
        }
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The process above all workers."""
        assert self.process is not None
        return self.process.pid

    def __enter__(self) -> Site:
        os.environ.update(self.env)
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        serve = [sys.executable, "-m", "bole", "serve", "--web-only", "--port", str(self.port)]
        self.process = subprocess.Popen(serve, env=self.env, cwd=ROOT)
        for _ in range(600):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=1)
                return self
            time.sleep(0.1)
        raise SystemExit("the site did not start")

    def __exit__(self, *what: object) -> None:
        from django.db import connections

        connections.close_all()
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=40)
        shutil.rmtree(self.home, ignore_errors=True)

    def people(self, n: int) -> list[Person]:
        """People whose drafts can be submitted, signed in, with their pages open."""
        from benchmarks.web import drafts

        return [drafts.person(i, port=self.port) for i in range(n)]

    def checked(self, n: int) -> list[str]:
        """What the database says afterwards: each accepted once, none lost."""
        from benchmarks.web import drafts

        return drafts.checked(n)


def signed_in(user: Any) -> dict[str, str]:
    """The cookies of a browser in which the user has signed in."""
    from django.test import Client

    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return {"sessionid": client.cookies["sessionid"].value}
