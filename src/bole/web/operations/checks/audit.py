"""The audit: every chain, every head, every anchor."""

from __future__ import annotations

from collections.abc import Iterator

from bole.text import Text
from bole.web.audit.verify import verify
from bole.web.operations.findings import Finding

LABEL = Text("审计链", "audit chains")


def look() -> Iterator[Finding]:
    """Each place where the audit does not hold."""
    for broken in verify().broken:
        yield Finding("audit_broken", broken.place, broken.what)
