"""`bole fsck`: what does not agree is named, and only what can lose nothing is put right."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import os
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.core.files.base import ContentFile
from django.db import transaction
from pytest_django import Settings

from bole.cli import group
from bole.web.audit.models import Entry
from bole.web.audit.services import record
from bole.web.common import clock
from bole.web.materials import storage
from bole.web.materials.models import StoredFile
from bole.web.operations import files

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stored(tmp_path: Path, settings: Settings) -> Path:
    settings.BOLE_FILES = tmp_path / "files"
    settings.BOLE_ANCHORS = tmp_path / "anchors.txt"
    return tmp_path / "files"


def put(content: bytes, *, sealed: bool = False, row: bool = True) -> str:
    """The name of a stored file, with a row or without."""
    sha256 = hashlib.sha256(content).hexdigest()
    storage.put(io.BytesIO(content), sha256=sha256, sealed=sealed)
    if row:
        StoredFile.objects.create(
            sha256=sha256, sealed=sealed, size=len(content), media_type="application/pdf",
            stored_at=clock.now(),
        )  # fmt: skip
    return storage.name_of(sha256, sealed=sealed)


def age(stored: Path, name: str) -> None:
    """Lets a file be two days old."""
    then = (dt.datetime.now(dt.UTC) - dt.timedelta(days=2)).timestamp()
    os.utime(stored / name, (then, then))


def fsck(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(group, ["fsck", "--lang", "en", *words], catch_exceptions=False)
    return done.exit_code, done.output


def test_a_site_in_order_passes(stored: Path) -> None:
    put(b"one")
    put(b"two", sealed=True)
    put(b"just arrived", row=False)
    with transaction.atomic():
        record("x", actor=None, role="system", about="y", content={"a": 1})
    status, said = fsck()
    assert status == 0
    assert [line.split(": ")[1] for line in said.splitlines()] == ["in order"] * len(
        said.splitlines()
    )


def test_missing_changed_and_unreadable_files_are_named(stored: Path) -> None:
    missing, changed, cut = put(b"missing"), put(b"changed"), put(b"cut", sealed=True)
    (stored / missing).unlink()
    (stored / changed).write_bytes(b"another")
    (stored / cut).write_bytes((stored / cut).read_bytes()[:-1])
    status, said = fsck("--repair")
    assert status == 1
    for name, code in ((missing, "missing"), (changed, "changed"), (cut, "unreadable")):
        assert any(name in line and f"(file_{code})" in line for line in said.splitlines()), said
    assert fsck()[0] == 1


def test_old_files_of_nobody_go_aside_and_are_kept(stored: Path) -> None:
    mine, nobody, young = put(b"mine"), put(b"nobody's", row=False), put(b"young", row=False)
    half = "plain/ab/.half.new"
    files.storage().save(half, ContentFile(b"half"))
    for name in (mine, nobody, half):
        age(stored, name)
    status, said = fsck()
    assert (status, "2 left over" in said) == (0, True), said
    assert (stored / nobody).exists()
    assert "2 put right" in fsck("--repair")[1]
    assert not (stored / nobody).exists()
    assert (stored / "aside" / nobody).read_bytes() == b"nobody's"
    assert (stored / "aside" / half).read_bytes() == b"half"
    assert (stored / mine).exists()
    assert (stored / young).exists()
    age(stored, f"aside/{nobody}")
    assert "left over" not in fsck()[1]


def test_a_changed_audit_is_named() -> None:
    for n in range(3):
        with transaction.atomic():
            record("x", actor=None, role="system", about="y", content={"n": n})
    Entry.objects.filter(seq=2).update(action="z")
    status, said = fsck()
    assert status == 1
    assert "audit_broken" in said
