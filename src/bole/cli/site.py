"""The way from the command line to the site; Django is imported only when it is served."""

from __future__ import annotations

import base64
import contextlib
import gc
import importlib
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from bole.problems import Problems, problem
from bole.text import Text

SETTINGS = "bole.web.config.settings"
SECRETS: Final[dict[str, Callable[[], str]]] = {
    "DJANGO_SECRET_KEY": lambda: secrets.token_urlsafe(48),
    "BOLE_KEYS": lambda: f"first:{_key()}",
    "BOLE_INDEX_KEY": lambda: _key(),
}


def operations(name: str) -> Any:
    """The module of that name in bole.web.operations, with Django set up from the environment."""
    return feature(f"operations.{name}")


def feature(name: str) -> Any:
    """The module of that name in bole.web, with Django set up from the environment."""
    import django
    from django.core.exceptions import ImproperlyConfigured

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    try:
        django.setup()
    except ImproperlyConfigured as error:
        zh, en = f"网站的设置不完整：{error}", f"The site's settings are not complete: {error}"
        hint = Text(
            "在环境变量里设置；见 docs/tasks/deploy.md",
            "Set it in the environment; see docs/tasks/deploy.md",
        )
        raise Problems([problem("settings", zh, en, hint=hint)]) from error
    from django.conf import settings

    settings.BOLE_HOME.mkdir(mode=0o700, parents=True, exist_ok=True)
    return importlib.import_module(f"bole.web.{name}")


def serve(
    *,
    host: str,
    port: int,
    workers: int = 4,
    threads: int = 2,
    web_only: bool = False,
    before: Callable[[], None] = lambda: None,
) -> None:
    """Serves the site and works off what waits, until it is stopped.

    Secrets that the environment does not name are made once and kept in BOLE_HOME, for this
    machine alone; the tables are brought up to date. `web_only` leaves worker and tables to others;
    `before` is called once the environment stands.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    os.environ.setdefault("DJANGO_ALLOWED_HOSTS", f"localhost,127.0.0.1,[::1],{host}")
    keep_secrets(Path(os.environ.get("BOLE_HOME") or "bole-data"))
    with tempfile.TemporaryDirectory(prefix="bole-static-") as folder:
        os.environ.setdefault("BOLE_STATIC_ROOT", folder)
        before()
        application = _prepared(migrate=not web_only)
        with contextlib.nullcontext() if web_only else _worker():
            _run(application, bind=f"{host}:{port}", workers=workers, threads=threads)


def keep_secrets(home: Path) -> None:
    """Puts what `secrets.env` in `home` says into the environment, made where it is not there.

    What the environment says stands.
    """
    if all(os.environ.get(name) for name in SECRETS):
        return
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = home / "secrets.env"
    if not file.exists():
        made = {name: make() for name, make in SECRETS.items()}
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.writelines(f"{name}={value}\n" for name, value in made.items())
    for line in file.read_text().splitlines():
        name, _, value = line.partition("=")
        if name in SECRETS and not os.environ.get(name):
            os.environ[name] = value


@contextlib.contextmanager
def _worker() -> Iterator[None]:
    """A process that works off mails, messages and the like beside the site."""
    process = subprocess.Popen([sys.executable, "-m", "bole", "worker"])
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def _prepared(*, migrate: bool = True) -> Any:
    """The application with its static files collected and its packs read."""
    import django
    from django.core.management import call_command
    from django.db import connections

    from bole.policy import library

    django.setup()
    for problems in library.unreadable().values():
        sys.stderr.write(problems.render() + "\n")
    if migrate:
        operations("migrate").migrate()
    else:
        operations("state").refuse_newer(using="default")
    call_command("collectstatic", interactive=False, verbosity=0)
    feature("applications.warming").warm()
    # Each worker opens its own: a connection must not be shared by processes.
    connections.close_all()
    # The packs stay for good: the workers need not look through them for garbage.
    gc.collect()
    gc.freeze()
    # Only now: the application lists the static files when it is made.
    return importlib.import_module("bole.web.config.wsgi").application


def _run(application: Any, **options: Any) -> None:
    from gunicorn.app.base import BaseApplication
    from gunicorn.glogging import Logger

    from bole.web.common.logs import Clean

    class Lines(Logger):  # type: ignore[misc]
        def setup(self, cfg: Any) -> None:
            super().setup(cfg)
            for handler in self.error_log.handlers:
                handler.setFormatter(Clean())

    class Site(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            # A large file over a slow line takes a while; a stop lets what was begun be finished.
            fixed = {"worker_class": "gthread", "loglevel": "error", "timeout": 60}
            more = {"graceful_timeout": 30, "logger_class": Lines}
            for name, value in {**fixed, **more, **options}.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            return application

    Site().run()


def _key() -> str:
    """32 bytes by chance, in base64."""
    return base64.b64encode(secrets.token_bytes(32)).decode()
