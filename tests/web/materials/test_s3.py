"""Files in an object store as docs/tasks/deploy.md sets it, against a real server: rclone's S3."""

from __future__ import annotations

import hashlib
import http.client
import io
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages
from django.utils.module_loading import import_string
from pytest_django import Settings

from bole.web.applications.models import Case
from bole.web.materials import receiving, services, storage
from bole.web.operations import files
from bole.web.operations.checks.files import look
from tests.web.factories import Cast
from tests.web.materials import samples

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "tasks" / "deploy.md").read_text(encoding="utf-8")
RCLONE = shutil.which("rclone", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not RCLONE or not find_spec("storages") or not find_spec("boto3"),
        reason="no S3 server or client here: make test-object-store",
    ),
]
ID, SECRET = "bole", "only-for-tests-nobody-else"


@dataclass(frozen=True, slots=True)
class Server:
    """An S3 server of this test, and the settings that lead to its bucket."""

    folder: Path
    backend: str
    options: dict[str, Any]

    def held(self) -> dict[str, str]:
        """The hash of each object, as the server itself keeps it."""
        found = (p for p in self.folder.rglob("*") if p.is_file())
        return {
            str(p.relative_to(self.folder)): hashlib.sha256(p.read_bytes()).hexdigest()
            for p in found
        }


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server, which checks signatures, with an empty bucket."""
    folder = tmp_path_factory.mktemp("s3")
    (folder / "bole").mkdir()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    words = ["serve", "s3", f"--auth-key={ID},{SECRET}", f"--addr=127.0.0.1:{port}", str(folder)]
    env = {**os.environ, "RCLONE_CONFIG": str(folder / "none.conf")}
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen([str(RCLONE), *words], env=env, stdout=said, stderr=said)
    try:
        until_there(port, log=folder / "said")
        yield Server(folder / "bole", *settings_of_the_page(f"http://127.0.0.1:{port}"))
    finally:
        process.terminate()
        process.wait(timeout=30)


def settings_of_the_page(address: str) -> tuple[str, dict[str, Any]]:
    """The class and options that the page gives, led to this server."""
    (backend,) = re.findall(r"^BOLE_STORAGE=(.*)$", PAGE, flags=re.MULTILINE)
    (options,) = re.findall(r"^BOLE_STORAGE_OPTIONS=(.*)$", PAGE, flags=re.MULTILINE)
    read: dict[str, Any] = json.loads(options)
    assert read["access_key"] == read["secret_key"] == "…"
    return backend, read | {"endpoint_url": address, "access_key": ID, "secret_key": SECRET}


def until_there(port: int, *, log: Path) -> None:
    """Waits until the server answers."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(log.read_text(encoding="utf-8"))


@pytest.fixture
def store(case: Case, server: Server, settings: Settings) -> Any:
    found = {"BACKEND": server.backend, "OPTIONS": server.options}
    settings.STORAGES = settings.STORAGES | {"files": found}
    return storages["files"]


def test_files_come_are_sealed_shown_checked_and_go(
    everyone: Cast, case: Case, server: Server, store: Any
) -> None:
    content = samples.pdf(width=300)

    def add(**more: Any) -> Any:
        return services.add(
            case.folder, name="证件.pdf", stream=io.BytesIO(content), by=everyone.applicant, **more
        )

    plain, sealed = add(material="1"), add(material="8", vault=True)
    assert storage.open_file(plain.file).read() == storage.open_file(sealed.file).read() == content
    name = storage.name_of(plain.file.sha256, sealed=False)
    assert server.held()[name] == plain.file.sha256 == hashlib.sha256(content).hexdigest()
    assert store.exists(storage.thumbnail_name(plain.file.sha256))
    with store.open(storage.name_of(sealed.file.sha256, sealed=True)) as raw:
        assert content[:40] not in raw.read()
    # The same again is stored once.
    assert add(material="1") == plain
    assert list(look()) == []
    assert len(list(files.stored())) == 3, "one content, sealed and not, and a picture"
    assert files.stored_at(name).tzinfo is not None
    store.delete(storage.name_of(sealed.file.sha256, sealed=True))
    assert [found.code for found in look()] == ["file_missing"]
    with pytest.raises(FileNotFoundError):
        storage.open_file(sealed.file)
    storage.erase(plain.file)
    assert list(files.stored()) == []


def test_an_upload_in_chunks_goes_on_and_leaves_none(
    everyone: Cast, case: Case, server: Server, store: Any
) -> None:
    content = samples.pdf(3)
    told = {"material": "2", "name": "b.pdf", "size": len(content), "by": everyone.applicant}
    upload = receiving.start(case.folder, **told)
    for offset in range(0, len(content) - 2000, 2000):
        upload = receiving.append(upload, offset=offset, data=content[offset : offset + 2000])
    assert list(look()) == [], "chunks on their way are nobody's fault"
    again = receiving.start(case.folder, **told)
    assert (again.pk, again.offset) == (upload.pk, upload.offset)
    receiving.append(again, offset=again.offset, data=content[again.offset :])
    item = receiving.finish([again])
    assert storage.open_file(item.file).read() == content
    assert not [name for name in server.held() if name.startswith("arriving/")]
    assert receiving.tidy() == 0
    storage.erase(item.file)


def test_a_backup_goes_from_the_store_to_a_disk_and_back(server: Server, tmp_path: Path) -> None:
    stored = {
        "BOLE_STORAGE": server.backend, "BOLE_STORAGE_OPTIONS": json.dumps(server.options)
    }  # fmt: skip

    def run(home: str, *words: str, **more: str) -> str:
        env = {
            **os.environ, "BOLE_HOME": str(tmp_path / home), "BOLE_LANG": "en",
            "DJANGO_SETTINGS_MODULE": "bole.web.config.settings",
            "DJANGO_SECRET_KEY": "only for tests, nobody else: nothing is kept under this key",
            "BOLE_BACKUP_KEY": "A" * 43 + "=", "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}",
        }  # fmt: skip
        env.pop("DATABASE_URL", None)
        done = subprocess.run(
            [sys.executable, "-m", *words], env=env | more, cwd=ROOT, capture_output=True,
            text=True, timeout=180, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run("there", "bole", "migrate", **stored)
    run("there", "tests.web.operations.fill", "4", **stored)
    before = server.held()
    assert len(before) == 4
    run("there", "bole", "backup", str(tmp_path / "a.bole"), **stored)
    run("here", "bole", "restore", str(tmp_path / "a.bole"))
    run("here", "bole", "backup", str(tmp_path / "b.bole"))
    kept = import_string(server.backend)(**server.options)
    for name in before:
        kept.delete(name)
    assert server.held() == {}
    run("again", "bole", "restore", str(tmp_path / "b.bole"), **stored)
    assert server.held() == before
