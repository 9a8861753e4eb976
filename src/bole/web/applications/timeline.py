"""What happened to a case, what is next, who holds it and until when; as each role may know it.

Every line is built from fields named here, role by role: what is not named is not shown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bole.policy.intake import SHANGHAI
from bole.process import kinds
from bole.process.model import Stage
from bole.text import Text
from bole.web.applications.deadlines import Deadline
from bole.web.applications.models import Case, Event
from bole.web.applications.packs import Rules
from bole.web.applications.permissions import OWN, Rights
from bole.web.programmes.rounds import say_end

#: Who may read what was said with a deed, by the deed's actor: the filer reads what concerns them.
_REASONS: Final = {
    "applicant": frozenset(
        {"applicant", "employer", "recommender", "department", "office", "talent_office", "center"}
    ),
    "employer_officer": frozenset({"employer"}),
    "recommender": frozenset({"recommender"}),
    "department_officer": frozenset({"applicant", "employer", "recommender", "department"}),
    "talent_office": frozenset({"*"}),
    "auditor": frozenset({"*"}),
}
#: Who may know the person who acted, not only the organisation.
_NAMES: Final = frozenset({"department_officer", "talent_office", "auditor"})
_OWN: Final = {
    "complete": Text("补正已交", "Completed"),
    "withdraw": Text("撤回", "Withdrawn"),
}


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the record."""

    at: dt.datetime
    what: Text
    stage: Text
    who: str = ""
    reason: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class Now:
    """Where the case stands: the step, who holds it, until when."""

    stage: Text
    actor: Text
    text: Text
    until: Text
    mine: bool
    late: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the picture; `mark` is done, now or ahead."""

    label: Text
    actor: Text
    text: Text
    loop: Text
    cite: str
    mine: bool
    mark: str


def moments(case: Case, *, rules: Rules, rights: Rights) -> list[Moment]:
    """What happened, newest first."""
    events = case.events.select_related("user", "organisation").order_by("-seq")
    told = [_moment(e, rules=rules, rights=rights) for e in events]
    begun = Moment(_local(case.started_at), Text("开始填报", "Begun"), Text(""))
    # A registration that was there before the case is a step of it and older than its beginning.
    after = [m for m in told if m.at >= begun.at]
    return [*after, begun, *(m for m in told if m.at < begun.at)]


def now_at(case: Case, *, rules: Rules, deadline: Deadline, acts: bool, owns: bool) -> Now | None:
    """Where the case stands; None once it has ended."""
    stage = rules.stage(case.stage)
    if stage is None:
        return None
    late = deadline.state == "closed"
    until = deadline.ends if deadline.closes else Text("")
    if case.open and not case.draft and stage.kind != "file":
        label = Text("补正", "To be completed")
        actor = Text("申报人", "The applicant")
        ends = say_end(case.complete_by.astimezone(SHANGHAI)) if case.complete_by else Text("")
        return Now(label, actor, Text(""), ends, owns, late)
    mine = owns if stage.kind == "file" else acts
    return Now(stage.label, stage.actor, stage.text, until, mine, late)


def picture(case: Case, *, rules: Rules, on: frozenset[str]) -> list[Step]:
    """The steps of the procedure with where the case is."""
    stages = [s for s in rules.programme.process.stages if not s.off or s.switch in on]
    ids = [s.id for s in stages]
    reached = ids.index(case.stage) if case.stage in ids else _last(case, ids)
    return [_step(s, n, reached=reached, ended=bool(case.result)) for n, s in enumerate(stages)]


def _last(case: Case, ids: list[str]) -> int:
    """The place of the last step that was acted at, for a case that has ended."""
    done = [e.stage for e in case.events.order_by("-seq")[:1]]
    return ids.index(done[0]) if done and done[0] in ids else 0


def _step(stage: Stage, n: int, *, reached: int, ended: bool) -> Step:
    mark = "done" if n < reached else "now" if n == reached and not ended else "ahead"
    mine = stage.kind == "file"
    return Step(stage.label, stage.actor, stage.text, Text(""), stage.cite, mine, mark)


def _moment(event: Event, *, rules: Rules, rights: Rights) -> Moment:
    stage = rules.stage(event.stage)
    words = kinds.registry()[stage.kind].words if stage else {}
    what = words.get(event.outcome) or _OWN.get(event.outcome) or Text(event.outcome)
    return Moment(
        _local(event.at),
        what,
        stage.label if stage else Text(""),
        "".join(_who(event, rights=rights)),
        event.reason if _may_read(event, rights=rights) else "",
    )


def _may_read(event: Event, *, rights: Rights) -> bool:
    """The filer's own role reads what is said to the filer, others what their role names."""
    role = "applicant" if OWN in rights else rights.role
    allowed = _REASONS.get(role, frozenset())
    return "*" in allowed or event.by in allowed


def _who(event: Event, *, rights: Rights) -> Iterator[str]:
    if event.organisation is not None:
        yield event.organisation.name
    if event.user is not None and rights.role in _NAMES:
        yield f" {event.user.name}" if event.organisation else event.user.name


def _local(at: dt.datetime) -> dt.datetime:
    return at.astimezone(SHANGHAI)
