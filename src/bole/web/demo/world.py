"""The made-up world: 200 applications over the years, 40 employers, everyone who handles them.

It is built through the services that the pages call, at the moments at which things would have
happened; then the clock stands at ten minutes before the last window closes.
"""

from __future__ import annotations

import datetime as dt
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from bole.policy import library
from bole.policy.intake import SHANGHAI
from bole.policy.pack import Pack, Programme
from bole.web.applications.models import Case
from bole.web.audit import anchors
from bole.web.common import clock
from bole.web.demo import offices, stamp, waiting
from bole.web.demo.filing import EMPTY, READY, Filing, Wish
from bole.web.demo.made import Maker
from bole.web.demo.moments import opening

APPLICATIONS: Final = 200
#: How applications stand, in hundredths: drafts, drafts with everything in, just submitted, then one to four steps on.
_STEPS: Final = ((10, EMPTY), (20, READY), (45, 0), (65, 1), (80, 2), (92, 3), (100, 4))


def build(*, progress: Callable[[int], None] = lambda done: None, seed: int = 1) -> int:
    """Builds the world in an empty database, the same for the same seed; how many cases there are."""
    dice = random.Random(seed)
    until = opening()
    make = Maker(dice)
    world = offices.build(make)
    filing = Filing(make, world, dice=dice)
    # One transaction: half a world is none, and the disk is waited for once.
    with transaction.atomic():
        for done, wish in enumerate(sorted(_wishes(dice, until), key=lambda w: w.at), start=1):
            filing.apply(wish, until=until)
            progress(done)
        clock.move_to(until - dt.timedelta(hours=14))
        waiting.build(make, world)
    clock.move_to(until)
    marker().write_text(stamp.stamp())
    return Case.objects.count()


def clear() -> None:
    """Empties the demonstration's database and takes its files away; refused anywhere else."""
    if not settings.BOLE_DEMO:
        raise RuntimeError("only the demonstration can be emptied")
    marker().unlink(missing_ok=True)
    call_command("flush", interactive=False, verbosity=0)
    shutil.rmtree(settings.BOLE_FILES, ignore_errors=True)
    anchors.file().unlink(missing_ok=True)
    clock.forget()


def built() -> bool:
    """True where the world stands and is what this code makes."""
    return marker().exists() and marker().read_text() == stamp.stamp()


def marker() -> Path:
    """The file that says so: written last, so that half a world counts as none."""
    return Path(settings.BOLE_HOME) / "demo-world"


def _wishes(dice: random.Random, until: dt.datetime) -> Iterator[Wish]:
    """As many applications as there should be, spread over the programmes."""
    programmes = [
        (pack, programme)
        for pack, programme in library.programmes()
        if programme.materials and any(s.kind == "file" for s in programme.process.stages)
    ]
    for number in range(APPLICATIONS):
        pack, programme = programmes[number % len(programmes)]
        roll = dice.randrange(100)
        steps = next(steps for below, steps in _STEPS if roll < below)
        at = _moment(dice, pack, programme, until)
        yield Wish(pack, programme, number, number // len(programmes), at, steps)


def _moment(
    dice: random.Random, pack: Pack, programme: Programme, until: dt.datetime
) -> dt.datetime:
    """A moment of the programme's window; many come on the last days."""
    window = next((i for i in programme.intake if i.closes), None)
    issued = dt.datetime.fromisoformat(f"{pack.document.issued or 2024}-01-01"[:10])
    first = (window and window.opens) or issued.replace(tzinfo=SHANGHAI)
    last = (window and window.closes) or first + dt.timedelta(days=300)
    last = min(last, until) - dt.timedelta(minutes=20)
    share = 1 - dice.random() ** 2 if window else dice.random()
    return max(first + (last - first) * share, first + dt.timedelta(hours=10))
