"""How an entry's content is shown."""

from __future__ import annotations

from typing import Any

from django import template

from bole.web.audit.queries import told

register = template.Library()
register.filter("told", told)


@register.filter
def actor(user: Any) -> str:
    """How the page calls whoever did it."""
    return user.shown if user is not None else ""
