"""Who may do what with other people's accounts."""

from __future__ import annotations

from typing import Any

from django.http import Http404

DECIDERS = frozenset({"talent_office"})


def recovery_role(request: Any) -> str:
    """In which role the user decides recoveries; Http404 where in none.

    Roles come from memberships, which are above accounts: the request brings them.
    """
    if not request.user.is_authenticated:
        raise Http404
    if request.user.is_system_admin:
        return "system_admin"
    held = DECIDERS & request.standing.roles
    if not held:
        raise Http404
    return str(min(held))
