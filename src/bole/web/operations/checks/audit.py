"""The audit: every chain, every head, every anchor."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings

from bole.text import Text
from bole.web.audit import anchors
from bole.web.audit.models import Anchor
from bole.web.audit.verify import verify
from bole.web.operations.findings import Finding

LABEL = Text("审计链", "audit chains")


def look() -> Iterator[Finding]:
    """Each place where the audit does not hold."""
    alone = _alone()
    if alone:
        zh = "这里没有库外的存证，只核对了链"
        en = "No anchors outside the database here: only the chains were checked"
        yield Finding("no_anchors", str(anchors.file()), Text(zh, en), harmless=True)
    for broken in verify().broken:
        if not (alone and broken.place.startswith("anchor ")):
            yield Finding("audit_broken", broken.place, broken.what)


def _alone() -> bool:
    """True for a database without its anchors' file, as after a trial restore.

    Where BOLE_ANCHORS names a file outside BOLE_HOME, one that is missing is a fault.
    """
    file = anchors.file()
    inside = file.resolve().is_relative_to(settings.BOLE_HOME)
    return inside and not file.exists() and Anchor.objects.exists()
