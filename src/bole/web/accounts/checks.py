"""What `check --deploy` says about messages that would not leave, and about sign-in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import checks


@checks.register(checks.Tags.security, deploy=True)
def outgoing(**_: Any) -> list[checks.CheckMessage]:
    """Codes on a console let anybody in who reads it, and nobody else."""
    found = list[checks.CheckMessage]()
    if settings.BOLE_SMS != "http":
        found.append(
            checks.Error(f"BOLE_SMS is {settings.BOLE_SMS!r}: only http sends", id="bole.E001")
        )
    elif not (settings.BOLE_SMS_URL.startswith("https://") and settings.BOLE_SMS_SECRET):
        text = "BOLE_SMS_URL or BOLE_SMS_SECRET is not set: nobody can sign in by phone"
        found.append(checks.Warning(text, id="bole.W002"))
    if settings.BOLE_MAIL != "smtp":
        found.append(
            checks.Error(f"BOLE_MAIL is {settings.BOLE_MAIL!r}: only smtp sends", id="bole.E003")
        )
    return found
