"""A second factor for everyone whose role sees other people's cases, and for who runs the system.

It stands here because roles are known above accounts. Public pages and the account's own stay open;
everything else waits until the second factor is set up.
"""

from __future__ import annotations

from typing import Any, Final

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from bole.web.common.middleware import GetResponse
from bole.web.organisations.models import STAFF

#: The first part of addresses that need no role.
OPEN: Final = frozenset(
    {"", "programmes", "selfcheck", "compare", "privacy", "accessibility", "language", "healthz",
     "account", "activate", "static", "demo"}
)  # fmt: skip


def second_factor(get_response: GetResponse) -> GetResponse:
    """Sends staff without a second factor to set one up; notes in the session who is staff."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path.strip("/").split("/")[0] not in OPEN and _lacks(request):
            return redirect("mfa_activate_totp")
        return get_response(request)

    return middleware


def is_staff(request: Any) -> bool:
    """True for the roles that need a second factor."""
    return bool(request.user.is_system_admin or request.standing.roles & set(STAFF))


def _lacks(request: Any) -> bool:
    if not request.user.is_authenticated:
        return False
    staff = is_staff(request)
    if request.session.get("staff", False) != staff:
        request.session["staff"] = staff
    if not staff or settings.BOLE_DEMO or request.session.get("second_factor"):
        return False
    totp = Authenticator.Type.TOTP
    if not Authenticator.objects.filter(user=request.user, type=totp).exists():
        return True
    request.session["second_factor"] = True
    return False
