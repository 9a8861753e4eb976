"""What the site refuses to start with, and that Django finds nothing to say of it in earnest."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from bole.web.config.guard import refuse

ROOT = Path(__file__).resolve().parents[3]
KEY = base64.b64encode(bytes(range(32))).decode()
OTHER = base64.b64encode(bytes(range(1, 33))).decode()
GOOD = {
    "DJANGO_SECRET_KEY": "only for tests, nobody else: nothing is kept under this key",
    "BOLE_KEYS": f"2025a:{KEY}",
    "BOLE_INDEX_KEY": OTHER,
}
EARNEST = GOOD | {
    "DJANGO_ALLOWED_HOSTS": "talent.example.org",
    "BOLE_HTTPS": "1",
    "BOLE_URL": "https://talent.example.org",
    "BOLE_SMS_URL": "https://sms.example.org/send",
    "BOLE_SMS_SECRET": "a secret of the gateway",
}


def refused(*, debug: bool = False, https: bool = False, demo: bool = False, **env: str) -> str:
    """What is said of the good environment with these changes; "" where it is taken."""
    try:
        refuse(GOOD | env, debug=debug, https=https, demo=demo)
    except ImproperlyConfigured as error:
        return str(error)
    return ""


def test_a_good_environment_is_taken() -> None:
    assert refused() == refused(https=True) == ""
    assert refused(debug=True, DJANGO_SECRET_KEY="", BOLE_KEYS="", BOLE_INDEX_KEY="") == ""


@pytest.mark.parametrize("name", GOOD)
def test_each_secret_has_to_be_there(name: str) -> None:
    assert f"{name} is not set" in refused(**{name: ""})


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"DJANGO_SECRET_KEY": "short"}, "DJANGO_SECRET_KEY is weak"),
        ({"DJANGO_SECRET_KEY": "ab" * 40}, "DJANGO_SECRET_KEY is weak"),
        ({"DJANGO_SECRET_KEY": "django-insecure-" + KEY * 2}, "DJANGO_SECRET_KEY is weak"),
        ({"BOLE_KEYS": "2025a:AAAA"}, "a key has 32 bytes"),
        ({"BOLE_KEYS": "2025a:*"}, "not base64"),
        ({"BOLE_KEYS": KEY}, "no name for a key"),
        ({"BOLE_KEYS": f"a:{KEY},a:{OTHER}"}, "two keys are named"),
        ({"BOLE_KEYS": ","}, "names no key"),
        ({"BOLE_INDEX_KEY": KEY}, "must be a key of its own"),
    ],
)
def test_weak_secrets_are_refused(changed: dict[str, str], said: str) -> None:
    assert said in refused(**changed)


def test_everything_is_said_at_once() -> None:
    said = refused(DJANGO_SECRET_KEY="", BOLE_KEYS="", BOLE_INDEX_KEY="")
    assert len(said.splitlines()) == 3


@pytest.mark.parametrize("name", ["BOLE_DEMO", "BOLE_NOW"])
def test_trial_clocks_are_refused_in_earnest(name: str) -> None:
    assert name in refused(https=True, **{name: "1"})
    assert name in refused(BOLE_URL="https://talent.example.org", **{name: "1"})
    assert refused(**{name: "1"}) == ""


@pytest.mark.parametrize(
    "changed",
    [
        {"DJANGO_ALLOWED_HOSTS": "localhost,talent.example.org"},
        {"DJANGO_ALLOWED_HOSTS": "*"},
        {"BOLE_SMS": "http"},
        {"BOLE_MAIL": "smtp"},
    ],
)
def test_the_demonstration_reaches_nobody(changed: dict[str, str]) -> None:
    assert "BOLE_DEMO" in refused(demo=True, BOLE_DEMO="1", **changed)
    hosts = "localhost,127.0.0.1,[::1],10.1.2.3"
    assert refused(demo=True, BOLE_DEMO="1", DJANGO_ALLOWED_HOSTS=hosts) == ""


def test_debug_is_refused_behind_tls() -> None:
    assert "DJANGO_DEBUG" in refused(debug=True, https=True)


def django(*words: str, home: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """A management command in a process of its own, with the environment of a real site."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("BOLE_", "DJANGO_", "DATAB"))}
    env = kept | EARNEST | {"PYTHONPATH": str(ROOT / "src"), "BOLE_HOME": str(home)} | env
    return subprocess.run(
        [sys.executable, "-m", "django", *words, "--settings=bole.web.config.settings"],
        env=env, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def test_django_has_nothing_to_say_of_a_deployed_site(tmp_path: Path) -> None:
    done = django("check", "--deploy", "--fail-level", "INFO", home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_a_site_with_the_demonstration_on_does_not_start_in_earnest(tmp_path: Path) -> None:
    done = django("check", home=tmp_path, BOLE_DEMO="1")
    assert done.returncode != 0
    assert "BOLE_DEMO is refused" in done.stderr
