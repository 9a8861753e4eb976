"""Codes and links that were sent, and a fixed moment."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from pytest_django import Settings

from bole.web.common import gateways
from bole.web.common.clock import now

PHONE = "+8619900000001"


@pytest.fixture(autouse=True)
def moment(settings: Settings) -> Settings:
    """It is ten o'clock until a test moves on."""
    settings.BOLE_NOW = "2025-05-20T10:00"
    gateways.outbox.clear()
    return settings


@pytest.fixture
def sent() -> list[gateways.Sms]:
    """The messages that left."""
    return gateways.outbox


def code_in(message: gateways.Sms) -> str:
    """The code that a message tells."""
    found = re.search(r"\d{6}", message.text)
    assert found
    return found[0]


def wrong(code: str) -> str:
    """Another code."""
    return f"{(int(code) + 1) % 10**6:06d}"


def later(settings: Settings, **time: float) -> None:
    """Moves the clock on."""
    settings.BOLE_NOW = (now() + dt.timedelta(**time)).isoformat()
