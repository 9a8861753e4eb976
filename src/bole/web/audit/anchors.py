"""Once a day, the heads of all chains under one root, also kept outside the database.

A chain that was rewritten as a whole still verifies by itself; against yesterday's anchor it does
not. The line in the file is `day root previous chains entries`, appended and never changed.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from bole.policy.intake import SHANGHAI
from bole.web.audit.models import Anchor, Entry
from bole.web.audit.services import GENESIS
from bole.web.common import clock


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file."""

    day: dt.date
    root: str
    previous: str
    chains: int
    entries: int

    def __str__(self) -> str:
        return f"{self.day} {self.root} {self.previous} {self.chains} {self.entries}"


@transaction.atomic
def anchor(day: dt.date) -> Anchor:
    """The anchor of everything up to the end of a day that is over; made once, then the same.

    Days without an anchor before it are left out: the next one covers them. Raises ValueError for
    a day that is not over.
    """
    if day >= clock.today():
        raise ValueError("a day that is not over cannot be anchored")
    made = Anchor.objects.filter(day=day).first()
    if made is None:
        last = Anchor.objects.filter(day__lt=day).order_by("-day").first()
        newest = Entry.objects.aggregate(newest=Max("pk"))["newest"] or 0
        leaves = list(heads(day, newest=newest))
        made = Anchor.objects.create(
            day=day,
            at=clock.now(),
            chains=len(leaves),
            newest=newest,
            entries=sum(seq for _, seq, _ in leaves),
            root=merkle_root(leaves),
            previous=last.root if last else GENESIS,
        )
    _append(Line(made.day, made.root, made.previous, made.chains, made.entries))
    return made


def heads(day: dt.date, *, newest: int) -> Iterator[tuple[str, int, str]]:
    """(chain, seq, hash) of each chain's last entry up to the end of a day, by chain."""
    end = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), tzinfo=SHANGHAI)
    ends = Entry.objects.filter(at__lt=end).values("chain").annotate(last=Max("pk")).values("last")
    rows = Entry.objects.filter(pk__in=ends).order_by("chain")
    yield from rows.values_list("chain", "seq", "hash").iterator()


def merkle_root(leaves: Iterable[tuple[str, int, str]]) -> str:
    """The root over the leaves in order; GENESIS of none. Leaves and nodes hash apart."""
    level = [hashlib.sha256(f"leaf\0{c}\0{n}\0{h}".encode()).digest() for c, n, h in leaves]
    if not level:
        return GENESIS
    while len(level) > 1:
        if len(level) % 2:
            level.append(level[-1])
        pairs = zip(level[::2], level[1::2], strict=True)
        level = [hashlib.sha256(b"node\0" + a + b).digest() for a, b in pairs]
    return level[0].hex()


def lines() -> list[Line]:
    """What stands in the file; raises ValueError for a line that is not one."""
    if not file().exists():
        return []
    return [_read(line) for line in file().read_text().splitlines()]


def file() -> Path:
    """Where the lines stand: BOLE_ANCHORS, best on another machine's disk."""
    return Path(settings.BOLE_ANCHORS)


def _append(line: Line) -> None:
    """Adds the line unless it is the last one already; on the disk before this returns."""
    file().parent.mkdir(parents=True, exist_ok=True)
    if any(str(known) == str(line) for known in lines()[-1:]):
        return
    with file().open("a") as out:
        out.write(f"{line}\n")
        out.flush()
        os.fsync(out.fileno())


def _read(text: str) -> Line:
    day, root, previous, chains, entries = text.split()
    return Line(dt.date.fromisoformat(day), root, previous, int(chains), int(entries))
