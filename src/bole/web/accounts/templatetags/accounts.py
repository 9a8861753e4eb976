"""The warning against state secrets, as a tag."""

from __future__ import annotations

from django import template

from bole.web.accounts.consents import STATE_SECRETS
from bole.web.common.templatetags.components import say

register = template.Library()


@register.simple_tag
def state_secrets() -> str:
    """What must not be entered or uploaded, in the language of the page."""
    return say(STATE_SECRETS)
