"""The way from the command line to the site; Django is imported only when it is served."""

from __future__ import annotations

import gc
import importlib
import os
import secrets
import sys
import tempfile
from typing import Any

from bole.problems import Problems, problem
from bole.text import Text

SETTINGS = "bole.web.config.settings"


def operations(name: str) -> Any:
    """The module of that name in bole.web.operations, with Django set up from the environment."""
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
    return importlib.import_module(f"bole.web.operations.{name}")


def serve(*, host: str, port: int, workers: int = 2, threads: int = 4) -> None:
    """Serves the site until it is stopped; without DJANGO_SECRET_KEY, with a key of its own.

    Such a key lasts as long as the process: pages opened before a restart then start anew.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    os.environ.setdefault("DJANGO_SECRET_KEY", secrets.token_urlsafe(48))
    os.environ.setdefault("DJANGO_ALLOWED_HOSTS", f"localhost,127.0.0.1,[::1],{host}")
    with tempfile.TemporaryDirectory(prefix="bole-static-") as folder:
        os.environ.setdefault("BOLE_STATIC_ROOT", folder)
        _run(_prepared(), bind=f"{host}:{port}", workers=workers, threads=threads)


def _prepared() -> Any:
    """The application with its static files collected and its packs read."""
    import django
    from django.core.management import call_command

    from bole.policy import library

    django.setup()
    for problems in library.unreadable().values():
        sys.stderr.write(problems.render() + "\n")
    call_command("collectstatic", interactive=False, verbosity=0)
    # The packs stay for good: the workers need not look through them for garbage.
    gc.collect()
    gc.freeze()
    # Only now: the application lists the static files when it is made.
    return importlib.import_module("bole.web.config.wsgi").application


def _run(application: Any, **options: Any) -> None:
    from gunicorn.app.base import BaseApplication

    class Site(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            for name, value in {"worker_class": "gthread", "loglevel": "error", **options}.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            return application

    Site().run()
