"""Encryption at rest: AES-GCM under named keys, and blind indexes to find what is encrypted.

BOLE_KEYS names the keys (`2026a:base64,2025a:base64`, 32 bytes each); the first one encrypts, all
decrypt, so keys rotate without a stop. BOLE_INDEX_KEY keys the blind indexes and never changes.
Only with DJANGO_DEBUG both come from the secret key.
"""

from __future__ import annotations

import base64
import binascii
import functools
import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

_VERSION: Final = 1
_NONCE: Final = 12


class Unreadable(Exception):
    """The ciphertext was changed, or its key is not there."""


@dataclass(frozen=True, slots=True)
class KeyRing:
    """Keys by id; `current` encrypts."""

    current: str
    keys: Mapping[str, bytes]

    def encrypt(self, plain: bytes, *, purpose: str) -> bytes:
        """Version, key id, nonce and ciphertext; `purpose` is bound to it and not stored."""
        name = self.current.encode()
        head = bytes([_VERSION, len(name)]) + name
        nonce = os.urandom(_NONCE)
        cipher = AESGCM(self.keys[self.current])
        return head + nonce + cipher.encrypt(nonce, plain, head + purpose.encode())

    def decrypt(self, sealed: bytes, *, purpose: str) -> bytes:
        """What was encrypted for that purpose; raises Unreadable."""
        sealed = bytes(sealed)
        name = key_id(sealed)
        end = 2 + len(name.encode())
        head, nonce, text = sealed[:end], sealed[end : end + _NONCE], sealed[end + _NONCE :]
        if name not in self.keys:
            raise Unreadable(f"no key named {name!r}")
        try:
            return AESGCM(self.keys[name]).decrypt(nonce, text, head + purpose.encode())
        except InvalidTag as error:
            raise Unreadable(purpose) from error


def key_id(sealed: bytes) -> str:
    """The id of the key that a ciphertext was made with; raises Unreadable."""
    if len(sealed) < 2 or sealed[0] != _VERSION:
        raise Unreadable("not a ciphertext of this version")
    return bytes(sealed[2 : 2 + sealed[1]]).decode()


def key_ring() -> KeyRing:
    """The keys of the settings; raises ImproperlyConfigured."""
    return _read_ring(settings.BOLE_KEYS, settings.SECRET_KEY if settings.DEBUG else "")


def blind_index(value: str, *, purpose: str) -> str:
    """64 hex digits that are equal for equal values and say nothing else without the key."""
    key = _index_key(settings.BOLE_INDEX_KEY, settings.SECRET_KEY if settings.DEBUG else "")
    return hmac.new(key, f"{purpose}\0{value}".encode(), "sha256").hexdigest()


def read_ring(text: str) -> KeyRing:
    """The keys of a BOLE_KEYS; raises ImproperlyConfigured."""
    keys: dict[str, bytes] = {}
    for item in filter(None, (part.strip() for part in text.split(","))):
        name, _, encoded = item.partition(":")
        if not name.isascii() or (not name.isidentifier() and not name.isalnum()) or len(name) > 40:
            raise ImproperlyConfigured(f"BOLE_KEYS: {name!r} is no name for a key")
        if name in keys:
            raise ImproperlyConfigured(f"BOLE_KEYS: two keys are named {name!r}")
        keys[name] = read_key(encoded, setting="BOLE_KEYS")
    if not keys:
        raise ImproperlyConfigured("BOLE_KEYS names no key")
    return KeyRing(next(iter(keys)), keys)


@functools.lru_cache(maxsize=8)
def _read_ring(text: str, secret: str) -> KeyRing:
    return read_ring(text) if text else KeyRing("dev", {"dev": _derived(secret, "BOLE_KEYS")})


@functools.lru_cache(maxsize=8)
def _index_key(text: str, secret: str) -> bytes:
    return read_key(text, setting="BOLE_INDEX_KEY") if text else _derived(secret, "BOLE_INDEX_KEY")


def read_key(encoded: str, *, setting: str) -> bytes:
    """The 32 bytes of a key; raises ImproperlyConfigured."""
    try:
        key = base64.b64decode(encoded, validate=True)
    except (ValueError, binascii.Error) as error:
        raise ImproperlyConfigured(f"{setting}: not base64") from error
    if len(key) != 32:
        raise ImproperlyConfigured(f"{setting}: a key has 32 bytes, this one {len(key)}")
    return key


def _derived(secret: str, setting: str) -> bytes:
    if not secret:
        raise ImproperlyConfigured(f"{setting} is not set")
    info = f"bole/{setting}/dev".encode()
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(secret.encode())
