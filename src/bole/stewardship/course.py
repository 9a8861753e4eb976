"""Where a plan stands, and what is recorded of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from bole.stewardship.act import Act, Finding
from bole.stewardship.model import Assessment, Filing, Outcome, Plan

#: A filing or assessment and its number: the year, or 1.
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Record:
    """What one evaluator recorded at an assessment."""

    key: Key
    by: str
    outcome: str
    words: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """Where a plan stands. `standing` is running, adjusted (until goals are filed anew) or over."""

    plan: str
    begun: dt.date
    kind: str = ""
    standing: str = "running"
    filed: tuple[Key, ...] = ()
    records: tuple[Record, ...] = ()
    proposed: Mapping[Key, str] = field(default_factory=dict)
    decided: Mapping[Key, str] = field(default_factory=dict)
    carried: tuple[str, ...] = ()
    balance: int = 0
    late: tuple[Key, ...] = ()
    result: str = ""
    history: tuple[Act, ...] = ()

    def heard(self, key: Key) -> tuple[Record, ...]:
        """What was recorded at one assessment."""
        return tuple(r for r in self.records if r.key == key)


def key_of(act: Act) -> Key:
    """What an act is about."""
    return act.item, int(act.about or 1)


def filing_of(plan: Plan, id: str) -> Filing:
    """The filing of that id."""
    return next(f for f in plan.files if f.id == id)


def assessment_of(plan: Plan, id: str) -> Assessment:
    """The assessment of that id."""
    return next(a for a in plan.assessments if a.id == id)


def outcome_of(one: Assessment, id: str) -> Outcome:
    """The outcome of that id."""
    return next(o for o in one.outcomes if o.id == id)
