"""What changes a case, one transaction each: start, choose, submit, withdraw, advance."""

from bole.web.applications.services.beginning import choose, start

__all__ = ["choose", "start"]
