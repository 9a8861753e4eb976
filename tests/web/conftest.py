"""Pages are tested against a small made-up pack, on a day within its round."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from bole.policy import library
from bole.policy.pack import Pack
from bole.web.cycles import public
from bole.web.programmes import moved
from tests.web import fakes

SELFCHECK = "/selfcheck/testland/demo/2025/demo/"


@pytest.fixture(autouse=True)
def ends_are_read_anew(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees another's extensions, and pages without a database ask for none."""
    public.forget()
    if request.node.get_closest_marker("django_db") is None:
        monkeypatch.setattr(moved, "sources", [])


@pytest.fixture(autouse=True)
def anchors_are_its_own(settings: Settings, tmp_path: Path) -> None:
    """No test sees what another wrote beside the database."""
    settings.BOLE_ANCHORS = str(tmp_path / "anchors.txt")


@pytest.fixture
def demo_pack(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Pack:
    """The made-up pack, the only one there is; it is 20 May 2025."""
    pack = fakes.pack()
    monkeypatch.setattr(library, "readable", lambda: (pack,))
    settings.BOLE_NOW = "2025-05-20T10:00"
    return pack


@pytest.fixture
def flow(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Pack:
    """The made-up pack with procedures, the only one there is; it is 20 May 2025."""
    pack = fakes.flow()
    monkeypatch.setattr(library, "readable", lambda: (pack,))
    settings.BOLE_NOW = "2025-05-20T10:00"
    return pack


@pytest.fixture
def files(tmp_path: Path, settings: Settings) -> Path:
    """Where the files of this test lie."""
    settings.BOLE_FILES = tmp_path / "files"
    return tmp_path / "files"


@dataclass
class Step:
    """One page of the self-check, as a browser without scripts sees it."""

    client: Client
    url: str
    response: Any

    @property
    def text(self) -> str:
        """The page's HTML."""
        return str(self.response.content.decode())

    @property
    def token(self) -> str:
        """The sealed answers in the main form."""
        found = re.findall(r'name="token" value="([^"]+)"', self.text)
        assert found, self.text
        return str(found[-1])

    @property
    def heading(self) -> str:
        """The words of the h1."""
        match = re.search(r"<h1[^>]*>(.*?)</h1>", self.text, re.S)
        assert match
        return re.sub(r"<[^>]+>", "", match[1]).strip()

    @property
    def names(self) -> set[str]:
        """The names of all inputs."""
        return set(re.findall(r'name="([fr]:[^"]+)"', self.text))

    def press(self, go: str = "next", **fields: Any) -> Step:
        """The page after pressing a button with these fields filled in."""
        data = {"token": self.token, "go": go}
        data |= {name.replace("__", ":").replace("_dot_", "."): v for name, v in fields.items()}
        return self.post(data)

    def post(self, data: dict[str, Any]) -> Step:
        """The page after posting exactly this."""
        return Step(self.client, self.url, self.client.post(self.url, data))


@pytest.fixture
def begin(client: Client) -> Callable[..., Step]:
    """Starts a self-check: `begin(track="finance")`."""

    def start(*, track: str, url: str = SELFCHECK) -> Step:
        return Step(client, url, client.post(url, {"track": track, "go": "start"}))

    return start
