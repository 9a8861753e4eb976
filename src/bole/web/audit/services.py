"""Writing the audit: one entry per thing done, in the transaction that does it."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction

from bole.web.audit.models import Entry, Reading
from bole.web.common import clock

GENESIS: Final = "0" * 64
#: The chain of everything that is not about one case.
GENERAL: Final = "general"


def record(
    action: str,
    *,
    actor: Any,
    role: str,
    about: str,
    content: Mapping[str, Any],
    chain: str = GENERAL,
) -> Entry:
    """The entry, appended to its chain; call it inside the transaction of the deed.

    `chain` is a case's `about` for what is about a case. `content` is JSON; what is personal
    belongs there and nowhere else in the entry.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an audit entry belongs into the transaction of the deed")
    # Two writers of one chain: the unique place makes one of them fail and try again as a whole.
    last = Entry.objects.select_for_update().filter(chain=chain).order_by("-seq").first()
    seq, previous = (last.seq + 1, last.hash) if last else (1, GENESIS)
    salt, at = os.urandom(16), clock.now()
    commitment = committed(content, salt=salt)
    entry = Entry(
        chain=chain, seq=seq, at=at, actor=actor, role=role, action=action, about=about,
        salt=salt, commitment=commitment, content=dict(content), previous=previous,
    )  # fmt: skip
    entry.hash = hash_of(entry)
    entry.save()
    return entry


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
