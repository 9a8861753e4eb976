"""What the banner of the demonstration shows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from bole.web.common import clock


def demo(request: HttpRequest) -> dict[str, Any]:
    """The site's clock, where it is one that can be moved."""
    return {"demo_now": clock.now()} if settings.BOLE_DEMO else {}
