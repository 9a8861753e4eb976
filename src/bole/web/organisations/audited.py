"""Organisations as the audit names them."""

from bole.web.audit.finders import finder
from bole.web.organisations.models import Organisation


@finder
def organisation_of_code(text: str) -> str:
    """The organisation with that credit code."""
    found = Organisation.objects.filter(uscc=text.upper()).first() if text else None
    return found.about if found else ""
