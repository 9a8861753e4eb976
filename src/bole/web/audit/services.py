"""Writing the audit: one entry per thing done, in the transaction that does it."""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction

from bole.web.audit.models import Entry, Head, Reading
from bole.web.common import clock

#: How `about` begins where it is a case's.
OF_CASE: Final = "case:"
GENESIS: Final = "0" * 64
#: The chains of what is not about one case; several, so that the whole site does not wait for one.
GENERAL: Final = 16


def record(
    action: str,
    *,
    actor: Any,
    role: str,
    about: str,
    content: Mapping[str, Any],
) -> Entry:
    """The entry, appended to its chain; call it inside the transaction of the deed.

    What is about a case (`case:…`) has a chain of its own, all else one of the general ones.
    `content` is JSON; what is personal belongs there and nowhere else in the entry.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an audit entry belongs into the transaction of the deed")
    head = _head(about if about.startswith(OF_CASE) else _general(about))
    salt, at = os.urandom(16), clock.now()
    commitment = committed(content, salt=salt)
    entry = Entry(
        chain=head.chain, seq=head.seq + 1, at=at, actor=actor, role=role, action=action,
        about=about, salt=salt, commitment=commitment, content=dict(content), previous=head.hash,
    )  # fmt: skip
    entry.hash = hash_of(entry)
    entry.save(force_insert=True)
    head.seq, head.hash = entry.seq, entry.hash
    head.save()
    return entry


def _head(chain: str) -> Head:
    """The chain's end, locked until the transaction is over."""
    locked = Head.objects.select_for_update()
    found = locked.filter(chain=chain).first()
    if found is None:
        Head.objects.get_or_create(chain=chain, defaults={"hash": GENESIS})
        found = locked.get(chain=chain)
    return found


def _general(about: str) -> str:
    """The general chain of a subject: always the same one."""
    return f"general:{zlib.crc32(about.encode()) % GENERAL}"


def erase(entry: Entry) -> None:
    """Takes away what an entry says; that it was said, when and by whom stays provable."""
    Entry.objects.filter(pk=entry.pk).update(content=None)


def read(about: str, *, reader: Any, role: str, what: str, reason: str) -> None:
    """Notes that sensitive fields or a file of the vault were seen."""
    Reading.objects.create(
        at=clock.now(), reader=reader, role=role, about=about, what=what, reason=reason
    )


def committed(content: Mapping[str, Any], *, salt: bytes) -> str:
    """SHA-256 over the salt and the content as canonical JSON."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(salt + text.encode()).hexdigest()


def hash_of(entry: Entry) -> str:
    """SHA-256 over everything of the entry but its content, and the hash before it."""
    parts = [
        entry.chain, entry.seq, f"{entry.at.timestamp():.6f}", entry.actor_id, entry.role,
        entry.action, entry.about, entry.commitment, entry.previous,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()
