"""Whom a decision concerns, before it is made; features above say it (`counters`, `people`)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be decided: a parameter, reading, switch, quota or extension.

    `programme` is "" where it holds for the whole pack. `key` is the parameter, reading, switch,
    table, or the intake or stage whose end moves; `drafts_before` as in an extension.
    """

    pack: str
    kind: str
    key: str
    programme: str = ""
    drafts_before: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Affected:
    """How many drafts and how many submitted, open cases it concerns."""

    drafts: int = 0
    cases: int = 0

    def __add__(self, other: Affected) -> Affected:
        return Affected(self.drafts + other.drafts, self.cases + other.cases)


#: What counts the drafts and cases of a change.
counters: Final[list[Callable[[Change], Affected]]] = []
#: Who is told that a deadline was extended.
people: Final[list[Callable[[Change], Iterable[Any]]]] = []


def affected(change: Change) -> Affected:
    """Everything the change concerns."""
    return sum((count(change) for count in counters), Affected())


def told(change: Change) -> dict[int, Any]:
    """Everyone who is told of it, by id."""
    return {user.pk: user for source in people for user in source(change)}
