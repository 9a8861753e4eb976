"""The site's settings with a key for tests."""

import os

os.environ.setdefault("DJANGO_SECRET_KEY", "only for tests: nothing is kept under this key")

from bole.web.config.settings import *  # noqa: F403

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
