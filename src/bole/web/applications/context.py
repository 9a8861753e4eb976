"""What every page of a case knows: its programme, its number or draft mark, steps and time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse

from bole.text import Text
from bole.web.applications import rounds
from bole.web.applications.deadlines import deadline
from bole.web.applications.models import Case
from bole.web.applications.packs import Rules, rules_of
from bole.web.applications.permissions import OWN, Rights
from bole.web.common.clock import now as clock_now

FILL, ATTACH, CHECK, WAIT = 1, 2, 3, 4
_STEPS = (
    (FILL, Text("填表", "Fill in"), "case_form"),
    (ATTACH, Text("传材料", "Materials"), "case_materials"),
    (CHECK, Text("核对提交", "Check and submit"), "case_submit"),
    (WAIT, Text("等结果", "Wait for the result"), "case"),
)
_READING = {"case_form": "case_read"}


@dataclass(frozen=True, slots=True)
class Step:
    """One of the four steps as the header shows it; no `url` where it cannot be opened."""

    number: int
    label: Text
    url: str
    current: bool
    done: bool


def case_context(
    case: Case,
    *,
    rights: Rights,
    step: int = 0,
    now: dt.datetime | None = None,
    rules: Rules | None = None,
) -> dict[str, Any]:
    """The context of `applications/case_base.html`; `step` is FILL, ATTACH, CHECK, WAIT or 0."""
    rules, at = rules or rules_of(case), now or clock_now()
    ends = deadline(case, at, rules=rules)
    over = ends.state == "closed" and rounds.is_over(case, at, rules=rules)
    return {
        "section": "cases",
        "case": case,
        "rights": rights,
        "rules": rules,
        "pack": rules.pack,
        "programme": rules.programme,
        "track": rules.track(case.track),
        "tier": rules.tier(case.tier),
        "deadline": ends,
        "over": over,
        "again": rounds.again(rules, at) if over and OWN in rights else "",
        "case_steps": _steps(case, step=step, rights=rights),
        "lapsed": rights.organisation if rights.lapsed else None,
        "clauses_url": reverse("clauses", args=[rules.pack.id, rules.programme.id]),
    }


def _steps(case: Case, *, step: int, rights: Rights) -> list[Step]:
    """The four steps; where nothing can be filled in, the first leads to what was."""
    waits = case.submitted_at is not None
    names = [
        (n, label, _READING.get(name, name) if rights.lapsed else name) for n, label, name in _STEPS
    ]
    return [
        Step(n, label, _url(name, case), n == step, waits and n < WAIT and not case.open)
        for n, label, name in names
    ]


def _url(name: str, case: Case) -> str:
    try:
        return reverse(name, args=[case.id])
    except NoReverseMatch:
        return ""
