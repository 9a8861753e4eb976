"""The database brought to the tables of this version."""

from __future__ import annotations

from django.core.management import call_command

from bole.web.operations import state


def migrate(*, using: str = "default") -> int:
    """How many migrations were applied; 0 where there was nothing to do."""
    before = state.applied(using=using)
    call_command("migrate", interactive=False, verbosity=0, database=using)
    return len(state.applied(using=using) - before)
