"""State that a person carries in a form field: compressed, encrypted, dated, versioned.

The server keeps nothing. AES-GCM makes the text unreadable and any change to it visible; the key
comes from SECRET_KEY by HKDF, one for each purpose, so no token passes for another.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
import struct
import zlib
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

VERSION: Final = 1
HOURS_24: Final = 24 * 3600
LONGEST: Final = 256 * 1024
_HEAD: Final = struct.Struct(">BQ")
_NONCE: Final = 12


class BadToken(Exception):
    """The token is not ours, was changed, or is of another version."""


class ExpiredToken(BadToken):
    """The token is ours, but too old."""


def seal(data: Any, *, purpose: str, now: float) -> str:
    """`data` (JSON) as one word of text; `now` is a Unix time."""
    head = _HEAD.pack(VERSION, int(now))
    nonce = os.urandom(_NONCE)
    plain = zlib.compress(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode())
    sealed = AESGCM(_key(settings.SECRET_KEY, purpose=purpose)).encrypt(nonce, plain, head)
    return base64.urlsafe_b64encode(head + nonce + sealed).decode()


def unseal(token: str, *, purpose: str, now: float, seconds: int = HOURS_24) -> Any:
    """What was sealed; raises BadToken or ExpiredToken."""
    try:
        raw = base64.urlsafe_b64decode(token[:LONGEST])
        version, made = _HEAD.unpack(raw[: _HEAD.size])
    except (ValueError, binascii.Error, struct.error) as error:
        raise BadToken from error
    if version != VERSION:
        raise BadToken
    plain = _open(raw, purpose=purpose)
    if not -60 <= now - made <= seconds:
        raise ExpiredToken
    return json.loads(zlib.decompress(plain))


def _open(raw: bytes, *, purpose: str) -> bytes:
    head, rest = raw[: _HEAD.size], raw[_HEAD.size :]
    for secret in (settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS)):
        try:
            cipher = AESGCM(_key(secret, purpose=purpose))
            return cipher.decrypt(rest[:_NONCE], rest[_NONCE:], head)
        except (InvalidTag, ValueError):
            continue
    raise BadToken


def _key(secret: str, *, purpose: str) -> bytes:
    info = f"bole/{purpose}/v{VERSION}".encode()
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(secret.encode())
