"""The site's settings with a key for tests; everything stored goes to a folder of its own."""

import os
import tempfile

os.environ.setdefault(
    "DJANGO_SECRET_KEY", "only for tests, nobody else: nothing is kept under this key"
)
os.environ.setdefault("BOLE_HOME", tempfile.mkdtemp(prefix="bole-tests-"))
os.environ.setdefault("BOLE_KEYS", "test:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
os.environ.setdefault("BOLE_INDEX_KEY", "Hx4dHBsaGRgXFhUUExIREA8ODQwLCgkIBwYFBAMCAQA=")

from bole.web.config.settings import *  # noqa: F403

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
# Argon2 is slow on purpose; tests sign in often.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
BOLE_SMS = "memory"
if "sqlite3" in DATABASES["default"]["ENGINE"]:  # noqa: F405
    # On disk: threads have connections of their own, as they have where the site is served.
    DATABASES["default"]["TEST"] = {"NAME": str(BOLE_HOME / "test.sqlite3")}  # noqa: F405
    DATABASES["default"]["OPTIONS"]["init_command"] = (  # noqa: F405
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
    )
