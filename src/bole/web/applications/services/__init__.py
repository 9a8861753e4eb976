"""What changes a case, one transaction each: start, choose, submit, withdraw, advance, verify."""

from bole.web.applications.services.advancing import advance
from bole.web.applications.services.beginning import choose, imagined, start
from bole.web.applications.services.submitting import submit
from bole.web.applications.services.verifying import verify
from bole.web.applications.services.withdrawing import withdraw

__all__ = ["advance", "choose", "imagined", "start", "submit", "verify", "withdraw"]
