"""`bole fsck`: what does not agree is named, and only what can lose nothing is put right."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import os
import uuid
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.core.files.base import ContentFile
from django.db import transaction
from pytest_django import Settings

from bole.cli import group
from bole.policy.pack import Pack
from bole.web.applications import services
from bole.web.applications.models import Case, Counter, Slot, Submission
from bole.web.audit import anchors
from bole.web.audit.models import Entry
from bole.web.audit.services import record
from bole.web.common import clock
from bole.web.materials import storage
from bole.web.materials.models import Item, StoredFile
from bole.web.operations import files
from tests.web import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stored(tmp_path: Path, settings: Settings) -> Path:
    settings.BOLE_FILES = tmp_path / "files"
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


def test_a_trial_restore_has_no_anchors_beside_it(settings: Settings, tmp_path: Path) -> None:
    settings.BOLE_NOW = "2025-06-20T10:00"
    with transaction.atomic():
        record("x", actor=None, role="system", about="y", content={})
    settings.BOLE_NOW = "2025-06-21T10:00"
    anchors.anchor(dt.date(2025, 6, 20))
    assert fsck()[0] == 0
    anchors.file().unlink()
    assert fsck()[0] == 1
    settings.BOLE_HOME = tmp_path
    status, said = fsck()
    assert (status, "only the chains were checked" in said) == (0, True), said


@pytest.mark.parametrize(
    ("table", "change", "code"),
    [
        (Submission, {"sha256": "0" * 64}, "submission_changed"),
        (Case, {"number": "FLOW-2025-000001-X"}, "number"),
        (Case, {"events_count": 7}, "events"),
        (Counter, {"last": 0}, "number"),
        (Entry, {"action": "case.other"}, "unaudited"),
        (Case, {"result": "withdrawn"}, "place_held"),
        (Case, {"pack": "testland/none/2025"}, "pack"),
        (Item, None, "submission_file"),
        (Slot, None, "place_missing"),
    ],
)
def test_an_application_whose_rows_do_not_agree_is_named(
    flow: Pack, settings: Settings, table: Any, change: dict[str, Any] | None, code: str
) -> None:
    who = factories.user()
    case = factories.ready(who)
    put(b"%PDF-1.7 made up", row=False)
    services.submit(case, by=who, role="applicant", key=uuid.uuid4())
    assert fsck()[0] == 0, fsck()[1]
    if change is not None:
        table.objects.update(**change)
    elif table is Slot:
        Slot.objects.all().delete()
    else:
        Item.objects.all().delete()
        StoredFile.objects.all().delete()
    status, said = fsck()
    assert status == 1
    assert f"({code})" in said, said


def test_a_changed_audit_is_named() -> None:
    for n in range(3):
        with transaction.atomic():
            record("x", actor=None, role="system", about="y", content={"n": n})
    Entry.objects.filter(seq=2).update(action="z")
    status, said = fsck()
    assert status == 1
    assert "audit_broken" in said
