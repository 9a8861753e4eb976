"""Secrets of second factors, which lie encrypted in django-allauth's JSON, by key."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator

from allauth.mfa.models import Authenticator
from django.db import transaction

from bole.web.common.crypto import Unreadable, key_id, key_ring

PURPOSE = "mfa"
_SECRETS = ("secret", "seed")


def sealed(secret: str) -> str:
    """The secret under the current key, as text."""
    return base64.b64encode(key_ring().encrypt(secret.encode(), purpose=PURPOSE)).decode()


def opened(text: str) -> str:
    """The secret; raises Unreadable."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error) as error:
        raise Unreadable(PURPOSE) from error
    return key_ring().decrypt(raw, purpose=PURPOSE).decode()


def secrets() -> Iterator[tuple[int, str, bytes]]:
    """(primary key, name, ciphertext) of every secret."""
    for pk, data in Authenticator.objects.order_by("pk").values_list("pk", "data").iterator():
        for name in _SECRETS:
            if name in data:
                yield pk, name, base64.b64decode(data[name])


def renew(pk: int) -> bool:
    """Encrypts the secrets of one second factor anew; False where they are under the first key.

    Raises Unreadable.
    """
    with transaction.atomic():
        row = Authenticator.objects.select_for_update().filter(pk=pk).first()
        if row is None:
            return False
        stale = [
            name
            for name in _SECRETS
            if name in row.data and key_id(base64.b64decode(row.data[name])) != key_ring().current
        ]
        for name in stale:
            row.data[name] = sealed(opened(row.data[name]))
        if stale:
            row.save(update_fields=["data"])
    return bool(stale)
