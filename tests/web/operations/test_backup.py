"""`bole backup` and `bole restore`, as commands, over every table there is and across databases."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
COUNT = 4
#: These are filled by migrations, whose order may differ.
OF_DJANGO = {"contenttypes.contenttype", "auth.permission"}


class Site:
    """A site of its own: a folder, and a database in it or on PostgreSQL."""

    def __init__(self, home: Path, *, url: str = "") -> None:
        self.home = home
        self.env = {
            **os.environ,
            "BOLE_HOME": str(home),
            "BOLE_FILES": str(home / "files"),
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "bole.web.config.settings",
            "DJANGO_SECRET_KEY": "only for tests, nobody else: nothing is kept under this key",
            "BOLE_BACKUP_KEY": "A" * 43 + "=",
            "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}",
            "BOLE_LANG": "en",
        }
        self.env.pop("BOLE_BACKUP_PASSPHRASE", None)
        if not url:
            del self.env["DATABASE_URL"]

    def run(self, *words: str, **env: str) -> str:
        """What a Python module says; its status first."""
        done = subprocess.run(
            [sys.executable, "-m", *words],
            env=self.env | env, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        return f"{done.returncode} {done.stdout}{done.stderr}"

    def rows(self) -> list[Any]:
        """Everything, as Django itself writes it down: what is encrypted is decrypted."""
        said = self.run("django", "dumpdata", "--all", "--format=json")
        assert said.startswith("0 "), said
        found = [r for r in json.loads(said[2:]) if r["model"] not in OF_DJANGO]
        return sorted(found, key=lambda r: (r["model"], str(r["pk"])))

    def files(self) -> dict[str, str]:
        """The hash of each stored file."""
        base = self.home / "files"
        return {
            str(p.relative_to(base)): hashlib.sha256(p.read_bytes()).hexdigest()
            for p in base.rglob("*")
            if p.is_file()
        }


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site with rows in every table, backed up beside it."""
    site = Site(tmp_path_factory.mktemp("full"))
    assert site.run("bole", "migrate").startswith("0 ")
    assert site.run("tests.web.operations.fill", str(COUNT)).startswith("0 ")
    said = site.run("bole", "backup", str(site.home / "whole.bole"))
    assert said.startswith("0 "), said
    return site


def test_everything_comes_back(full: Site, tmp_path: Path) -> None:
    other = Site(tmp_path / "other")
    backup = str(full.home / "whole.bole")
    assert other.run("bole", "restore", backup, "--check").startswith("0 The backup of")
    said = other.run("bole", "restore", backup)
    assert said.startswith("0 Restored"), said
    assert other.files() == full.files()
    assert len(other.files()) == COUNT
    assert other.rows() == full.rows()
    labels = {row["model"] for row in full.rows()}
    assert {"applications.case", "audit.entry", "materials.storedfile"} <= labels
    # Not twice, and not over what is there.
    assert "database_not_empty" in other.run("bole", "restore", backup)
    assert "file_exists" in full.run("bole", "backup", backup)


def test_nothing_stays_where_a_backup_is_damaged(full: Site, tmp_path: Path) -> None:
    whole = (full.home / "whole.bole").read_bytes()
    broken = tmp_path / "broken.bole"
    broken.write_bytes(whole[: len(whole) - 1])
    other = Site(tmp_path / "other")
    assert "backup_damaged" in other.run("bole", "restore", str(broken))
    assert other.files() == {}
    assert other.run("bole", "restore", str(full.home / "whole.bole")).startswith("0 ")


def test_the_content_of_a_backup_can_not_be_read_without_the_key(full: Site) -> None:
    whole = full.home / "whole.bole"
    assert whole.stat().st_mode & 0o077 == 0
    said = full.run("bole", "restore", str(whole), "--check", BOLE_BACKUP_KEY="B" * 43 + "=")
    assert "backup_damaged" in said
    assert "backup_key" in full.run("bole", "restore", str(whole), "--check", BOLE_BACKUP_KEY="")


@pytest.mark.slow
@pytest.mark.postgres(only=True)
def test_a_backup_goes_from_one_database_to_the_other_and_back(full: Site, tmp_path: Path) -> None:
    import psycopg

    url = re.sub(r"/bole\w*\?", "/postgres?", os.environ["DATABASE_URL"])
    name = f"bole_restored_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"create database {name}")
        try:
            postgres = Site(tmp_path / "pg", url=url.replace("/postgres?", f"/{name}?"))
            said = postgres.run("bole", "restore", str(full.home / "whole.bole"))
            assert said.startswith("0 Restored"), said
            assert postgres.rows() == full.rows()
            # New rows get new numbers.
            code = "import django; django.setup(); from bole.web.materials.models import Folder; "
            (tmp_path / "more.py").write_text(f"{code}Folder.objects.create()", encoding="utf-8")
            said = postgres.run("more", PYTHONPATH=f"{ROOT}:{ROOT / 'src'}:{tmp_path}")
            assert said.startswith("0 "), said
            back = Site(tmp_path / "back")
            assert postgres.run("bole", "backup", str(tmp_path / "pg.bole")).startswith("0 ")
            assert back.run("bole", "restore", str(tmp_path / "pg.bole")).startswith("0 ")
            assert back.rows() == postgres.rows()
            assert len(back.rows()) == len(full.rows()) + 1
        finally:
            server.execute(f"drop database {name} with (force)")


#: Another way to sign in is on: settings of an identity provider that nobody asks here.
PROVIDER = {
    "BOLE_OIDC_URL": "https://id.example.org", "BOLE_OIDC_CLIENT": "bole", "BOLE_OIDC_SECRET": "x"
}  # fmt: skip


@pytest.mark.parametrize(("then", "now"), [(PROVIDER, {}), ({}, PROVIDER)], ids=["off", "on"])
def test_another_way_to_sign_in_goes_off_or_on_between_backup_and_restore(
    then: dict[str, str], now: dict[str, str], tmp_path: Path
) -> None:
    site, other = Site(tmp_path / "site"), Site(tmp_path / "other")
    assert site.run("bole", "migrate", **then).startswith("0 ")
    assert site.run("tests.web.operations.fill", "2", **then).startswith("0 ")
    backup = str(tmp_path / "whole.bole")
    assert site.run("bole", "backup", backup, **then).startswith("0 ")
    said = other.run("bole", "restore", backup, **now)
    assert said.startswith("0 Restored"), said
    assert other.rows() == site.rows()
    linked = [row for row in other.rows() if row["model"] == "socialaccount.socialaccount"]
    assert len(linked) == 2
    # The site itself, with the setting changed on the spot.
    again = str(tmp_path / "again.bole")
    assert site.run("bole", "backup", again, **now).startswith("0 ")
    assert site.run("bole", "restore", again, "--check", **then).startswith("0 ")


def test_an_older_bole_refuses_a_newer_database(tmp_path: Path) -> None:
    site = Site(tmp_path / "site")
    assert site.run("bole", "migrate").startswith("0 ")
    code = "insert into django_migrations (app, name, applied) values ('audit', '9999_later', '2030-01-01')"
    with sqlite3.connect(site.home / "bole.sqlite3") as database:
        database.execute(code)
    assert "database_newer" in site.run("bole", "backup", str(tmp_path / "x.bole"))
    assert not (tmp_path / "x.bole").exists()
    assert "database_newer" in site.run("bole", "serve", "--web-only", "--port", "8999")
    assert "newer_database" in site.run("bole", "fsck")
