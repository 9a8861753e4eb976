"""How often something may be tried, counted in the database so that it holds over processes.

An attempt is written first and counted then: however many come at once, no more than the limit
get through. A refused attempt is not counted, so a lock ends when it says it does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bole.web.accounts.models import Attempt
from bole.web.common.clock import now
from bole.web.common.crypto import blind_index


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `most` within `per`."""

    most: int
    per: dt.timedelta


def _rates(*pairs: tuple[int, float]) -> tuple[Rate, ...]:
    return tuple(Rate(most, dt.timedelta(minutes=minutes)) for most, minutes in pairs)


DAY: Final = 24 * 60
#: By action: what is limited, and how.
RATES: Final[Mapping[str, tuple[Rate, ...]]] = {
    "code.phone": _rates((1, 1), (5, 60), (10, DAY)),
    # Hundreds may sit behind one address of an institution on the last day.
    "code.address": _rates((30, 10), (150, 60)),
    "try.phone": _rates((10, 60), (30, DAY)),
    "try.address": _rates((60, 60)),
    "sign_in.account": _rates((5, 15), (20, DAY)),
    "sign_in.address": _rates((30, 15)),
    "activate.address": _rates((30, 60)),
    "recover.address": _rates((5, 60)),
}


class Locked(Exception):
    """Too many tries; `until` says when the next one is taken."""

    def __init__(self, until: dt.datetime) -> None:
        self.until = until
        super().__init__(until)


@dataclass(frozen=True, slots=True)
class Taken:
    """Attempts that were let through."""

    ids: tuple[int, ...]

    def undo(self) -> None:
        """Takes them back: a success is not counted against anybody."""
        Attempt.objects.filter(pk__in=self.ids).delete()


def take(**keys: str) -> Taken:
    """Lets one attempt through for every `action=key` (`__` for a dot); raises Locked."""
    moment, taken = now(), list[int]()
    for action, key in ((name.replace("__", "."), key) for name, key in keys.items()):
        until = _take(action, _hidden(action, key), moment=moment, taken=taken)
        if until is not None:
            Taken(tuple(taken)).undo()
            raise Locked(until)
    return Taken(tuple(taken))


def _hidden(action: str, key: str) -> str:
    return blind_index(key.lower(), purpose=f"attempt.{action}")


def _take(action: str, key: str, *, moment: dt.datetime, taken: list[int]) -> dt.datetime | None:
    """None where the attempt is within its rates, else when the next one is."""
    rates = RATES[action]
    mine = Attempt.objects.create(action=action, key=key, at=moment)
    taken.append(mine.pk)
    longest = max(rate.per for rate in rates)
    others = list(
        Attempt.objects.filter(action=action, key=key, at__gt=moment - longest)
        .exclude(pk=mine.pk)
        .order_by("-at")
        .values_list("at", flat=True)[: max(rate.most for rate in rates)]
    )
    ends = [
        others[rate.most - 1] + rate.per
        for rate in rates
        if len(others) >= rate.most and others[rate.most - 1] > moment - rate.per
    ]
    return max(ends, default=None)


def forget(action: str, key: str) -> None:
    """Ends what was counted against a key."""
    Attempt.objects.filter(action=action, key=_hidden(action, key)).delete()


def tidy(*, before: dt.datetime) -> int:
    """Deletes attempts that no rate looks at any more; how many."""
    return Attempt.objects.filter(at__lt=before - dt.timedelta(days=2)).delete()[0]
