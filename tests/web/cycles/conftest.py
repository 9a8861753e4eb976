"""The cast as people of a shipped programme with quotas, switches and two deadlines."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from bole.policy import library
from bole.policy.pack import Pack
from tests.web import factories

PACK = "beijing/bast-engineers/2026"


@pytest.fixture(autouse=True)
def an_april_day(settings: Settings) -> None:
    settings.BOLE_NOW = "2026-04-20T10:00"


@pytest.fixture
def pack() -> Pack:
    return library.find_pack(PACK)


@pytest.fixture
def cast(db: None) -> factories.Cast:
    everyone = factories.cast(pack=PACK, programme="growth", track="")
    factories.desk(everyone.office, actor="center", pack=PACK, programme="studio")
    return everyone
