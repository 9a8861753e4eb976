"""What follows from signing in, and from a second factor that is set up or taken away."""

from __future__ import annotations

from typing import Any

from allauth.core import context
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import update_session_auth_hash

from bole.web.accounts.models import Activation
from bole.web.common.clock import now


def signed_in(sender: Any, *, request: Any, user: Any, **_: Any) -> None:
    """The session begins anew; links that were still open end; the language goes along."""
    moment = now()
    if request is not None and hasattr(request, "session"):
        request.session["begun_at"] = request.session["seen_at"] = moment.timestamp()
        for name in ("staff", "second_factor", "first_factor"):
            request.session.pop(name, None)
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if chosen in dict(settings.LANGUAGES) and chosen != user.language:
            user.language = chosen
            user.save(update_fields=["language"])
    Activation.objects.filter(user=user, used_at=None, expires_at__gt=moment).update(
        expires_at=moment
    )


def factor_added(sender: Any, *, instance: Authenticator, created: bool, **_: Any) -> None:
    """Sessions that began without the second factor end, but for the one that has just shown it."""
    if not created or instance.type != Authenticator.Type.TOTP:
        return
    user: Any = instance.user
    user.sessions_epoch += 1
    user.save(update_fields=["sessions_epoch"])
    request = context.request
    if request is not None and hasattr(request, "session"):
        update_session_auth_hash(request, user)


def factor_removed(sender: Any, *, instance: Authenticator, **_: Any) -> None:
    """This session asks for the second factor again."""
    request = context.request
    if request is not None and hasattr(request, "session"):
        request.session.pop("second_factor", None)
