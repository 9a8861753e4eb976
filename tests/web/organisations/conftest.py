"""The cast, on a day in May."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from tests.web import factories


@pytest.fixture(autouse=True)
def a_day_in_may(settings: Settings) -> None:
    settings.BOLE_NOW = "2025-05-20T10:00"


@pytest.fixture
def cast(db: None) -> factories.Cast:
    return factories.cast()
