"""docs/tasks/accounts.md names the limits and settings that there are."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from bole.web.accounts import codes, services
from bole.web.accounts.throttle import DAY, RATES

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "tasks" / "accounts.md").read_text()
ROWS = {
    "codes to one number": "code.phone",
    "codes from one network address": "code.address",
    "wrong codes of one number": "try.phone",
    "wrong passwords of one account": "sign_in.account",
    "wrong passwords from one network address": "sign_in.address",
    "requests to get back in from one address": "recover.address",
}
TIMES = {1: "a minute", 10: "in 10 minutes", 15: "in 15 minutes", 60: "an hour", DAY: "a day"}


@pytest.mark.parametrize("row", ROWS)
def test_limits_are_those_that_hold(row: str) -> None:
    rates = RATES[ROWS[row]]
    said = ", ".join(f"{r.most} {TIMES[int(r.per.total_seconds() // 60)]}" for r in rates)
    assert f"| {row} | {said} |" in PAGE


def test_times_are_those_that_hold() -> None:
    assert services.LINK_LIFE.total_seconds() == 72 * 3600
    assert codes.LIFE.total_seconds() == 5 * 60
    assert (settings.BOLE_IDLE, settings.BOLE_IDLE_STAFF) == (120, 30)
    assert settings.BOLE_SESSION_HOURS == 12


@pytest.mark.parametrize(
    "name", ["BOLE_PROXIES", "BOLE_IDLE", "BOLE_IDLE_STAFF", "BOLE_SESSION_HOURS", "BOLE_OIDC_URL"]
)
def test_settings_are_read(name: str) -> None:
    assert name in PAGE
    assert hasattr(settings, name)
