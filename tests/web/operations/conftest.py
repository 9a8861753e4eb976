"""Operations are tested with applications to a made-up pack."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from bole.policy import library
from bole.policy.pack import Pack
from tests.web import fakes


@pytest.fixture
def flow(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Pack:
    """The made-up pack with procedures; it is 20 May 2025."""
    pack = fakes.flow()
    monkeypatch.setattr(library, "readable", lambda: (pack,))
    settings.BOLE_NOW = "2025-05-20T10:00"
    return pack
