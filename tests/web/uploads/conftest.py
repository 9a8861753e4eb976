"""A draft of a shipped programme with fifteen materials, its employer named, on a day of its round."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from bole.web.applications.models import Case
from tests.web import factories
from tests.web.factories import Cast

PACK = "beijing/xicheng-xirong/2025"


@pytest.fixture
def everyone(db: None, settings: Settings) -> Cast:
    """The cast of that programme."""
    settings.BOLE_NOW = "2025-05-20T10:00"
    return factories.cast(pack=PACK, programme="xirong")


@pytest.fixture
def case(everyone: Cast, files: Path) -> Case:
    """The applicant's draft; an employer with officers of its own stands in it."""
    return factories.draft(
        everyone.applicant,
        pack=PACK,
        programme="xirong",
        track="finance",
        tier="young",
        employer=everyone.employer,
    )
