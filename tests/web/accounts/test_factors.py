"""Secrets of second factors follow the keys."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from pytest_django import Settings

from bole.web.accounts import factors
from bole.web.common.crypto import Unreadable, key_id
from tests.web import factories

pytestmark = pytest.mark.django_db
NEW = "new:HRwbGhkYFxYVFBMSERAPDg0MCwoJCAcGBQQDAgEAHh8="


def test_secret_is_renewed_under_the_first_key_and_once(settings: Settings) -> None:
    row = Authenticator.objects.create(
        user=factories.user(), type="totp", data={"secret": factors.sealed("ABC")}
    )
    settings.BOLE_KEYS = f"{NEW},{settings.BOLE_KEYS}"
    assert factors.renew(row.pk)
    assert not factors.renew(row.pk)
    row.refresh_from_db()
    assert factors.opened(row.data["secret"]) == "ABC"
    assert [(name, key_id(raw)) for _, name, raw in factors.secrets()] == [("secret", "new")]


def test_secret_without_its_key_is_unreadable(settings: Settings) -> None:
    text = factors.sealed("ABC")
    settings.BOLE_KEYS = NEW
    with pytest.raises(Unreadable):
        factors.opened(text)
    with pytest.raises(Unreadable):
        factors.opened("not base64!")
