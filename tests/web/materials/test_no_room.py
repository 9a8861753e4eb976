"""A full disk, and a database that does not answer: said as what it is, and nothing is lost by it."""

from __future__ import annotations

import errno
import io
import shutil
import subprocess
from collections import namedtuple
from typing import Any

import pytest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from pytest_django import Settings

from bole.web.applications.models import Case
from bole.web.config.urls import urlpatterns as real
from bole.web.materials import opening, receiving, storage
from bole.web.materials.checks import checked
from bole.web.materials.models import Upload
from tests.web.factories import Cast
from tests.web.materials import samples

Usage = namedtuple("Usage", "total used free")


def full(request: HttpRequest) -> HttpResponse:
    raise OSError(errno.ENOSPC, "No space left on device")


def gone(request: HttpRequest) -> HttpResponse:
    raise OperationalError("server closed the connection unexpectedly")


def other(request: HttpRequest) -> HttpResponse:
    raise OSError(errno.ENOENT, "No such file")


handler404 = "bole.web.common.views.not_found"
handler500 = "bole.web.common.views.broken"
urlpatterns = [*real, path("full/", full), path("gone/", gone), path("other/", other)]


@pytest.mark.parametrize("fault", ["full", "gone"])
@pytest.mark.parametrize("signed_in", [True, False])
@pytest.mark.django_db
def test_it_is_said_in_the_language_of_whoever_asks(
    fault: str, signed_in: bool, everyone: Cast, settings: Settings
) -> None:
    settings.ROOT_URLCONF = __name__
    client = Client(raise_request_exception=False)
    if signed_in:
        client.force_login(everyone.applicant)
    answer = client.post(f"/{fault}/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "网站暂时存不了东西" in answer.content.decode()
    client.cookies["language"] = "en"
    assert "nothing can be stored" in client.post(f"/{fault}/").content.decode()
    assert client.post("/other/").status_code == 500


@pytest.mark.django_db
def test_it_is_said_even_where_nobody_can_be_asked_who_it_is(
    everyone: Cast, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ROOT_URLCONF = __name__
    client = Client(raise_request_exception=False)
    client.force_login(everyone.applicant)
    client.cookies["language"] = "en"
    client.get("/")

    def silent(*args: Any, **more: Any) -> Any:
        raise OperationalError("connection refused")

    monkeypatch.setattr("django.db.models.sql.compiler.SQLCompiler.execute_sql", silent)
    answer = client.get("/cases/")
    assert answer.status_code == 503
    assert "nothing can be stored" in answer.content.decode()
    assert '<html lang="en"' in answer.content.decode()


def test_a_good_file_is_not_called_damaged_where_there_is_no_room_to_open_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def check(content: bytes) -> None:
        with checked([io.BytesIO(content)], name="a.pdf"):
            pass

    def run(*words: Any, **more: Any) -> Any:
        return subprocess.CompletedProcess(words, opening.FULL, b"", b"")

    with monkeypatch.context() as patched:
        patched.setattr(subprocess, "run", run)
        with pytest.raises(OSError, match="No space"):
            check(samples.pdf())
    monkeypatch.setattr(shutil, "disk_usage", lambda place: Usage(1 << 30, 1 << 30, 0))
    with pytest.raises(OSError, match="No space"):
        check(b"%PDF-1.7 but nothing that follows")
    check(samples.pdf())


@pytest.mark.usefixtures("files")
def test_an_upload_goes_on_to_be_there_once_there_is_room(
    everyone: Cast, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = samples.pdf(2)
    upload = receiving.start(
        case.folder, material="8", name="a.pdf", size=len(content), by=everyone.applicant
    )
    receiving.append(upload, offset=0, data=content)

    def run(*words: Any, **more: Any) -> Any:
        return subprocess.CompletedProcess(words, opening.FULL, b"", b"")

    with monkeypatch.context() as patched:
        patched.setattr(subprocess, "run", run)
        with pytest.raises(OSError, match="No space"):
            receiving.finish([upload])
    item = receiving.finish([upload])
    assert storage.open_file(item.file).read() == content


@pytest.mark.usefixtures("files")
def test_chunks_that_a_killed_process_left_go(everyone: Cast, case: Case) -> None:
    upload = receiving.start(case.folder, material="8", name="a.pdf", size=9, by=everyone.applicant)
    receiving.append(upload, offset=0, data=b"%PDF-")
    parts = upload.uid, list(storage.files().listdir(f"arriving/{upload.uid}")[1])
    receiving.cancel(upload)
    assert parts[1]
    storage.put_part(str(upload.uid), part=parts[1][0], data=b"left")
    other = receiving.start(case.folder, material="8", name="b.pdf", size=9, by=everyone.applicant)
    receiving.append(other, offset=0, data=b"%PDF-")
    assert receiving.tidy() == 0
    assert storage.files().listdir(f"arriving/{upload.uid}")[1] == []
    assert len(storage.files().listdir(f"arriving/{other.uid}")[1]) == 1
    assert Upload.objects.filter(ended_at=None).count() == 1
