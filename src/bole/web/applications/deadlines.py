"""Until when a case can be submitted, and why: the one function that decides it.

The moment that counts is when the request arrived, taken once by the view before anything else.
24:00 is the end of that day, stored as the next day's 00:00 and exclusive.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from bole.policy.intake import SHANGHAI, Intake, is_open
from bole.process.model import Stage
from bole.text import Text
from bole.web.applications.models import Case
from bole.web.applications.packs import Rules, rules_of
from bole.web.cycles import queries as cycles
from bole.web.programmes.rounds import say_day, say_end

State = Literal["open", "ahead", "closed", "done"]
Extended = Callable[..., dt.datetime | None]


@dataclass(frozen=True, slots=True)
class Deadline:
    """Where a case stands in time: `closes` is the first instant that is too late."""

    state: State
    at: dt.datetime
    opens: dt.datetime | None = None
    closes: dt.datetime | None = None
    why: Text = Text("")
    cite: str = ""
    #: True where an office moved the end for this case.
    extended: bool = False

    @property
    def open(self) -> bool:
        """True where an application that arrives now is in time."""
        return self.state == "open"

    @property
    def days(self) -> int:
        """Whole days until it opens or closes, 0 on the last day."""
        target = self.opens if self.state == "ahead" else self.closes
        if target is None:
            return 0
        last = (target - dt.timedelta(seconds=1) if self.state != "ahead" else target).date()
        return max(0, (last - self.at.astimezone(SHANGHAI).date()).days)

    @property
    def ends(self) -> Text:
        """The end as people say it."""
        return say_end(self.closes.astimezone(SHANGHAI)) if self.closes else Text("")

    @property
    def starts(self) -> Text:
        """The beginning as people say it."""
        return say_day(self.opens.astimezone(SHANGHAI)) if self.opens else Text("")


def deadline(
    case: Case,
    now: dt.datetime,
    *,
    rules: Rules | None = None,
    extended: Extended = cycles.extended,
) -> Deadline:
    """Where the case stands in time at `now`; lists give `extended` that has read everything."""
    rules = rules or rules_of(case)
    if case.result:
        return Deadline("done", now, why=Text("这件申报已经办结", "This case has ended"))
    stage = rules.stage(case.stage)
    if case.submitted_at is not None and stage is not None and stage.kind != "file":
        return _at_stage(case, stage, now, rules=rules, extended=extended)
    return filing(rules, case.intake, now, draft_from=case.started_at, extended=extended)


def filing(
    rules: Rules,
    intake: str,
    now: dt.datetime,
    *,
    draft_from: dt.datetime | None,
    extended: Extended = cycles.extended,
) -> Deadline:
    """Where an application stands in time that is (to be) filed by a way in; "": the best one."""
    ways = [i for i in rules.programme.intake if not intake or i.id == intake]
    told = [
        _within_stage(rules, way, now, draft_from=draft_from, extended=extended)
        for way in ways or [Intake("", Text(""))]
    ]
    order = {"open": 0, "ahead": 1, "closed": 2, "done": 3}
    return min(told, key=lambda d: (order[d.state], d.closes is None))


def due_of(
    case: Case, stage: Stage, *, rules: Rules, extended: Extended = cycles.extended
) -> tuple[dt.datetime | None, bool]:
    """When the stage at hand is due, and whether an office moved it for this case."""
    if stage.kind == "file" and case.due is not None:
        ends = filing(rules, case.intake, case.due, draft_from=case.started_at, extended=extended)
        return ends.closes, ends.extended
    return _moved(rules, stage.id, case.due, draft_from=case.started_at, extended=extended)


def _within_stage(
    rules: Rules,
    way: Intake,
    now: dt.datetime,
    *,
    draft_from: dt.datetime | None,
    extended: Extended,
) -> Deadline:
    """The earlier of the round's and the filing stage's ends, each as far as it was extended."""
    stage = rules.filing
    due = stage.due.at if stage.due else None
    round_ = _moved(rules, way.id, way.closes, draft_from=draft_from, extended=extended)
    step = _moved(rules, stage.id, due, draft_from=draft_from, extended=extended)
    # Who extends either means the filing: the round and its stage end at one moment.
    if round_[0] and step[0] and way.closes == due:
        round_ = step = max(round_, step)
    ends = [(end, n) for n, (end, _) in enumerate((round_, step)) if end is not None]
    closes, which = min(ends, default=(None, 0))
    cite = (way.cite, stage.cite)[which] or stage.cite
    moved = (round_, step)[which][1]
    state: State = "closed"
    if is_open(replace(way, closes=closes), at=now):
        state = "open"
    elif way.opens and now < way.opens:
        state = "ahead"
    return Deadline(state, now, way.opens, closes, way.label, cite, moved)


def _at_stage(
    case: Case, stage: Stage, now: dt.datetime, *, rules: Rules, extended: Extended
) -> Deadline:
    """Where the stage that holds the case stands in time."""
    closes, moved = due_of(case, stage, rules=rules, extended=extended)
    if case.open:
        closes, moved = case.complete_by, False
    state: State = "closed" if closes is not None and now >= closes else "open"
    return Deadline(state, now, None, closes, stage.label, stage.cite, moved)


def _moved(
    rules: Rules,
    what: str,
    end: dt.datetime | None,
    *,
    draft_from: dt.datetime | None,
    extended: Extended,
) -> tuple[dt.datetime | None, bool]:
    """The end, or the later one to which an office moved it."""
    if end is None or not what:
        return end, False
    later = extended(rules.pack, programme=rules.programme.id, what=what, draft_from=draft_from)
    return (later, True) if later and later > end else (end, False)
