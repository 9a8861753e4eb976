"""What follows from signing in, and from a second factor that is taken away."""

from __future__ import annotations

from typing import Any

from allauth.core import context
from allauth.mfa.models import Authenticator
from django.conf import settings

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


def factor_removed(sender: Any, *, instance: Authenticator, **_: Any) -> None:
    """This session asks for the second factor again."""
    request = context.request
    if request is not None and hasattr(request, "session"):
        request.session.pop("second_factor", None)
