"""Files in a store that is no disk: without paths, without renaming, empty folders are not there."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from django.core.files.base import File
from django.core.files.storage import Storage, storages
from pytest_django import Settings

from bole.web.applications.models import Case
from bole.web.materials import receiving, services, storage
from bole.web.operations import files
from bole.web.operations.checks.files import look
from tests.web.factories import Cast
from tests.web.materials import samples


class Store(Storage):
    """What stores that speak S3 have in common."""

    def __init__(self) -> None:
        self.held: dict[str, bytes] = {}

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        if name not in self.held:
            raise FileNotFoundError(name)
        return File(io.BytesIO(self.held[name]), name)

    def _save(self, name: str, content: File[Any]) -> str:
        self.held[name] = content.read()
        return name

    def exists(self, name: str) -> bool:
        """True where it is there."""
        return name in self.held

    def delete(self, name: str) -> None:
        """Takes it away."""
        self.held.pop(name, None)

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        """What lies directly below; nothing where nothing lies."""
        below = [
            n.removeprefix(f"{path}/" if path else "") for n in self.held if n.startswith(path)
        ]
        folders = {n.split("/")[0] for n in below if "/" in n}
        return sorted(folders), [n for n in below if "/" not in n]

    def get_modified_time(self, name: str) -> dt.datetime:
        """Long ago."""
        return dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


@pytest.fixture
def store(case: Case, settings: Settings) -> Any:
    path = f"{Store.__module__}.{Store.__qualname__}"
    settings.STORAGES = settings.STORAGES | {"files": {"BACKEND": path}}
    return storages["files"]


def test_files_come_are_sealed_shown_checked_and_go(everyone: Cast, case: Case, store: Any) -> None:
    content = samples.pdf(width=300)

    def add(**more: Any) -> Any:
        return services.add(
            case.folder, name="证件.pdf", stream=io.BytesIO(content), by=everyone.applicant, **more
        )

    plain, sealed = add(material="1"), add(material="8", vault=True)
    assert storage.open_file(plain.file).read() == storage.open_file(sealed.file).read() == content
    assert store.exists(storage.thumbnail_name(plain.file.sha256))
    with store.open(storage.name_of(sealed.file.sha256, sealed=True)) as raw:
        assert content[:40] not in raw.read()
    other = samples.pdf(3)
    upload = receiving.start(
        case.folder, material="2", name="b.pdf", size=len(other), by=everyone.applicant
    )
    for offset in range(0, len(other), 2000):
        upload = receiving.append(upload, offset=offset, data=other[offset : offset + 2000])
    item = receiving.finish([upload])
    assert storage.open_file(item.file).read() == other
    assert list(look()) == []
    assert len(list(files.stored())) == 5, "three contents and two pictures"
    store.delete(storage.name_of(item.file.sha256, sealed=False))
    assert [found.code for found in look()] == ["file_missing"]
    storage.erase(plain.file)
    assert len(list(files.stored())) == 2
