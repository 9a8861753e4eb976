"""What a procedure is made of: stages, limits, due dates, and the state a case is in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from bole.criteria.kernel import Formula
from bole.text import Text

#: How a case can end; a procedure may name further ends of its own.
RESULTS: Final = (
    "recognised", "declined", "withdrawn", "lapsed", "completed", "stopped", "revoked",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Due:
    """Until when a stage is to be done: a count of days, working days or months, or an instant.

    Counted from the day the stage is entered, that day not counted unless `count_first_day`; the
    last day runs to its end. `param` names the parameter of the count; `count` is None where the
    document sets none, and nothing is due until an office decides one.
    """

    unit: str
    count: int | None = 0
    at: dt.datetime | None = None
    count_first_day: bool = False
    param: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the procedure; `kind` says which outcomes it can have.

    `next` sends an outcome elsewhere than the kind's own target. `off` stages are skipped
    until a decision of the office switches them on (`switch`).
    """

    id: str
    kind: str
    label: Text
    cite: str
    by: str
    actor: Text = Text("")
    text: Text = Text("")
    due: Due | None = None
    guard: Formula | None = None
    next: Mapping[str, str] = field(default_factory=dict)
    rounds: int = 0
    off: bool = False
    switch: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """A number that cannot be exceeded, counted per key: one field a person, 3 a unit and item.

    `per` are the names that make the key; `where` fixes some of them (a limit on one item).
    A slot is taken when the stage `take` ends well, and freed when the case ends otherwise.
    `table` names a parameter table that holds the maximum per key; an empty row blocks.
    """

    id: str
    label: Text
    cite: str
    per: tuple[str, ...]
    take: str
    max: int | None = None
    table: str = ""
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Process:
    """The stages in order, and the limits."""

    stages: tuple[Stage, ...]
    limits: tuple[Limit, ...] = ()
    actors: Mapping[str, str] = field(default_factory=dict)
    label: Text = Text("")
    #: What a case comes to that went through all stages.
    ends: str = "recognised"
    #: The clause of a further procedure.
    cite: str = ""
    #: Ends of its own, in words.
    results: Mapping[str, Text] = field(default_factory=dict)

    def stage(self, id: str) -> Stage:
        """The stage of that id; KeyError where there is none."""
        for stage in self.stages:
            if stage.id == id:
                return stage
        raise KeyError(id)

    def after(self, id: str, *, on: frozenset[str] = frozenset()) -> Stage | None:
        """The next stage that is switched on, None after the last."""
        ids = [s.id for s in self.stages]
        for stage in self.stages[ids.index(id) + 1 :]:
            if not stage.off or stage.switch in on:
                return stage
        return None


@dataclass(frozen=True, slots=True)
class Event:
    """What somebody did: the outcome of the stage at hand, with what they said."""

    at: dt.datetime
    by: str
    outcome: str
    reason: str = ""
    data: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Slot:
    """One place taken under a limit."""

    limit: str
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class State:
    """Where a case stands. `stage` is "" once it has ended with a `result`."""

    stage: str
    entered: dt.datetime
    due: dt.datetime | None = None
    result: str = ""
    rounds: Mapping[str, int] = field(default_factory=dict)
    slots: frozenset[Slot] = frozenset()
    history: tuple[Event, ...] = ()

    @property
    def ended(self) -> bool:
        """True once the case has a result."""
        return bool(self.result)
