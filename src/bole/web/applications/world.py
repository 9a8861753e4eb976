"""What the process asks about everything around a case, built from rows."""

from __future__ import annotations

from bole.policy.library import shared_workdays
from bole.process.advance import World
from bole.web.applications.packs import Rules
from bole.web.cycles import queries as cycles


def plain_world(rules: Rules) -> World:
    """A world without the case: working days, decided lengths, and stages switched on."""
    params = cycles.cycle_of(rules.pack).params
    return World(
        names={},
        workdays=shared_workdays(),
        counts={key: value for key, value in params.items() if value is not None},
        on=cycles.switched_on(rules.pack),
    )
