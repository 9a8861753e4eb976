"""What is said of a site whose codes would not leave, and of one with another identity provider."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from bole.web.accounts.checks import outgoing

ROOT = Path(__file__).resolve().parents[3]
TRY = """
import django
django.setup()
from django.test import Client
client = Client(headers={"host": "localhost"})
print(client.get("/account/login/?next=/me/").content.decode())
print(client.get("/account/oidc/cancelled/").status_code)
"""


@pytest.mark.parametrize("gateway", ["console", "file", "memory"])
def test_gateways_of_development_are_told(settings: Settings, gateway: str) -> None:
    settings.BOLE_SMS, settings.BOLE_MAIL = gateway, gateway
    assert [found.id for found in outgoing()] == ["bole.E001", "bole.E003"]


def test_gateway_without_address_or_secret_is_told(settings: Settings) -> None:
    settings.BOLE_SMS, settings.BOLE_MAIL = "http", "smtp"
    assert [found.id for found in outgoing()] == ["bole.W002"]
    settings.BOLE_SMS_URL, settings.BOLE_SMS_SECRET = "https://sms.example", "x"
    assert outgoing() == []


def test_another_identity_provider_is_offered_where_one_is_named(tmp_path: Path) -> None:
    more = {
        "BOLE_OIDC_URL": "https://id.example/realm",
        "BOLE_OIDC_NAME": "示例通行证",
        "BOLE_OIDC_CLIENT": "bole",
        "BOLE_HOME": str(tmp_path),
        "DJANGO_DEBUG": "1",
        "DJANGO_SETTINGS_MODULE": "bole.web.config.settings",
        "PYTHONPATH": str(ROOT / "src"),
    }
    done = subprocess.run(
        [sys.executable, "-c", TRY], env=os.environ | more, capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "/account/oidc/oidc/login/?next=%2Fme%2F" in done.stdout
    assert "用 示例通行证 登录" in done.stdout
    assert done.stdout.rstrip().endswith("200")


def test_without_one_nothing_is_offered(client: Client) -> None:
    assert "oidc" not in client.get("/account/login/").content.decode()
