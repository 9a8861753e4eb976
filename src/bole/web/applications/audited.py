"""Applications as the audit names them."""

from bole.web.applications.models import Case
from bole.web.audit.finders import finder


@finder
def case_of_number(text: str) -> str:
    """The application with that number."""
    found = Case.objects.filter(number=text).first() if text else None
    return found.about if found else ""
