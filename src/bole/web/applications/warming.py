"""What every process of the site needs, made before they part: compiled packs and forms."""

from __future__ import annotations

from django.db import DatabaseError

from bole.policy import library
from bole.web.applications.deadlines import filing
from bole.web.applications.packs import Rules
from bole.web.common.clock import now
from bole.web.cycles import queries as cycles
from bole.web.programmes.form import form_of
from bole.web.programmes.judging import checker_of


def warm() -> list[str]:
    """Compiles the packs that take applications now, or will; which programmes these are."""
    ready: list[str] = []
    for pack, programme in library.programmes():
        rules = Rules(pack, programme)
        try:
            if filing(rules, "", now(), draft_from=None).state == "closed":
                continue
            checker = checker_of(pack, cycle=cycles.cycle_of(pack))
        except DatabaseError:  # the tables are not there yet; the first request compiles then
            return ready
        for track in programme.tracks:
            checker.alone(programme.id, track=track.id)
            form_of(pack, programme=programme.id, track=track.id)
        ready.append(f"{pack.id}/{programme.id}")
    return ready
