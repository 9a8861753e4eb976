"""A made-up case walked through a procedure: who acts, until when, what it ends in.

A walk file has `walks`: a programme, the case's own names, and steps with what each comes to.
`bole walk` prints it; the tests run every walk beside a pack.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bole.criteria.kernel import Formula
from bole.facts.model import Facts
from bole.facts.profile import build_profile
from bole.judge.verdict import Plan
from bole.levels import MEETS
from bole.policy.cycle import decide
from bole.policy.intake import Intake, is_open, read_instant
from bole.policy.library import shared_workdays
from bole.policy.pack import Pack, Programme
from bole.policy.part import Part
from bole.problems import Problem, Problems, did_you_mean, problem
from bole.process.advance import World, advance, start
from bole.process.model import Event, Process, Slot, State
from bole.text import Text
from bole.units import to_int
from bole.yamlfile import Document, read_yaml

KEYS = (
    "id", "why", "cite", "programme", "track", "tier", "facts", "claims", "names", "held",
    "tables", "on", "decisions", "start", "process", "steps",
)  # fmt: skip
#: A walk that names one of these is one of stewardship (stewardship_walk.py).
STEWARDSHIP = ("register", "plan", "ticket")


@dataclass(frozen=True, slots=True)
class Step:
    """One event, what it must come to, and what it came to."""

    event: Event
    before: State
    after: State | None
    refused: tuple[Problem, ...]
    wrong: Text | None


@dataclass(frozen=True, slots=True)
class Walk:
    """One walk as it went."""

    id: str
    why: Text
    cite: str
    programme: Programme
    process: Process
    begun: State
    steps: tuple[Step, ...]

    @property
    def wrong(self) -> tuple[Text, ...]:
        """What did not come as the walk says."""
        return tuple(s.wrong for s in self.steps if s.wrong is not None)


def walk_files(root: Path) -> tuple[Path, ...]:
    """The files that hold a pack's walks."""
    return tuple(sorted((root / "walks").glob("*.yaml")))


def run_walks(path: Path, *, pack: Pack) -> tuple[Walk, ...]:
    """Every walk of a file through a procedure; raises Problems where the file is wrong."""
    document: Document = read_yaml(path)
    problems: list[Problem] = []
    part = Part(document, (), document.data, problems)
    part.only("walks")
    own = [p for p in part.parts("walks") if not p.data.keys() & set(STEWARDSHIP)]
    walks = tuple(w for item in own for w in _walk(item, pack=pack))
    if problems:
        raise Problems(problems)
    return walks


def _walk(item: Part, *, pack: Pack) -> Iterator[Walk]:
    item.only(*KEYS)
    programme = _programme(item, pack=pack)
    if programme is None:
        return
    name = item.word("process")
    process = programme.processes.get(name) if name else programme.process
    if process is None or not process.stages:
        item.fail("process", f"没有流程“{name}”", f"No procedure {name!r}", "process")
        return
    cycle = decide(
        Part(item.doc, item.path, {"decisions": item.data.get("decisions") or []}, item.problems),
        pack=pack,
    )
    plan = Plan(cycle, programme=programme.id)
    facts = facts_of(item, pack=pack)
    begun = instant(item, item.data.get("start"), "start")
    intake = () if name else programme.intake
    world = _World(item, programme=programme, plan=plan, facts=facts, intake=intake)
    state = start(process, at=begun, world=world.at(begun))
    steps = []
    first = state
    for part in item.parts("steps"):
        step = _step(part, process=process, state=state, world=world)
        state = step.after or state
        steps.append(step)
    yield Walk(
        item.word("id", need=True),
        item.text("why", need=True),
        item.word("cite", need=True),
        programme,
        process,
        first,
        tuple(steps),
    )


def _programme(item: Part, *, pack: Pack) -> Programme | None:
    name = item.word("programme") or pack.programmes[0].id
    ids = [p.id for p in pack.programmes]
    if name not in ids:
        hint = did_you_mean(name, among=ids)
        item.fail(
            "programme", f"没有计划“{name}”", f"No programme {name!r}", "programme", hint=hint
        )
        return None
    return pack.programme(name)


def facts_of(item: Part, *, pack: Pack) -> Facts:
    """The facts of a walk's person; problems go to the part."""
    try:
        return build_profile(item.data.get("facts") or {}, vocabulary=pack.vocabulary).facts
    except Problems as found:
        item.problems += found.problems
        return Facts({}, {})


def instant(item: Part, raw: Any, *steps: str) -> dt.datetime:
    """When something happens; problems go to the part."""
    try:
        return read_instant(raw)
    except ValueError:
        if raw is None:
            key = steps[-1] if steps else "at"
            item.fail("missing", f"缺“{key}”", f"{key!r} is missing")
        else:
            item.fail("time", f"读不懂时间 {raw!r}", f"Cannot read the time {raw!r}", *steps)
        return read_instant("2000-01-01")


class _World:
    """The world around one walk; guards are judged on the day of the event."""

    def __init__(
        self,
        item: Part,
        *,
        programme: Programme,
        plan: Plan,
        facts: Facts,
        intake: tuple[Intake, ...],
    ) -> None:
        self.plan, self.facts = plan, facts
        self.claims = item.words("claims")
        self.intake = intake
        names: Mapping[str, Any] = item.data.get("names") or {}
        self.names = {k: str(v) for k, v in names.items()}
        for key in ("track", "tier"):
            self.names.setdefault(key, item.word(key))
        self.names.setdefault("programme", programme.id)
        self.held = {
            Slot(h.word("limit"), h.words("key")): int(h.data.get("count") or 0)
            for h in item.parts("held")
        }
        self.tables = {
            name: {row.words("key"): int(row.data.get("max") or 0) for row in table.parts("rows")}
            for name, table in item.items("tables")
        }
        self.on = frozenset(item.words("on"))

    def at(self, when: dt.datetime) -> World:
        """The world on the day of an event."""
        params = self.plan.cycle.params
        return World(
            names=self.names,
            workdays=shared_workdays(),
            used=lambda slot: self.held.get(slot, 0),
            tables=self.tables,
            level=lambda formula: self._level(formula, when),
            on=self.on,
            counts={k: v for k, v in params.items() if v is not None},
            taken_at=self._taken_at,
        )

    def _taken_at(self, when: dt.datetime) -> bool:
        """In a round that this person may use; programmes without rounds take everyone."""
        return not self.intake or any(
            is_open(i, at=when) and (i.when is None or self._level(i.when, when) == MEETS)
            for i in self.intake
        )

    def _level(self, formula: Formula, when: dt.datetime) -> int:
        verdict = self.plan.judge(self.facts, as_of=to_int(when.date()), claims=self.claims)
        return verdict.level(formula)


def _step(part: Part, *, process: Process, state: State, world: _World) -> Step:
    part.only("at", "by", "outcome", "reason", "data", "expect")
    event = Event(
        instant(part, part.data.get("at"), "at"),
        part.word("by", need=True),
        part.word("outcome", need=True),
        part.word("reason"),
        {k: str(v) for k, v in (part.data.get("data") or {}).items()},
    )
    after: State | None = None
    refused: tuple[Problem, ...] = ()
    try:
        after = advance(process, state, event, world=world.at(event.at))
    except Problems as found:
        refused = found.problems
    return Step(event, state, after, refused, _wrong(part, after, refused))


def _wrong(part: Part, after: State | None, refused: tuple[Problem, ...]) -> Text | None:
    """What differs from `expect`: a stage, a result, a due instant or a refusal."""
    expect = part.data.get("expect")
    if expect is None:
        return _refusal(refused) if refused else None
    wanted = {"stage": expect} if isinstance(expect, str) else dict(expect)
    got: dict[str, Any] = {"refused": [p.code for p in refused] or None}
    if after is not None:
        got |= {
            "stage": after.stage or None,
            "result": after.result or None,
            "due": after.due.isoformat() if after.due else None,
            "slots": sorted(s.limit for s in after.slots),
        }
    for key, value in wanted.items():
        have = got.get(key)
        if key == "refused" and isinstance(value, str):
            value = [value]
        if key == "due" and value is not None:
            value = read_instant(value).isoformat()
        if have != value:
            zh = f"{key} 应为 {value}，实为 {have}"
            return Text(zh, f"{key}: expected {value}, got {have}")
    if refused and "refused" not in wanted:
        return _refusal(refused)
    return None


def _refusal(refused: tuple[Problem, ...]) -> Text:
    first = refused[0].message
    return Text(f"被拒：{first.zh}", f"Refused: {first.say('en')}")


def no_walks(pack: Pack) -> Problems:
    """What to say where a pack has no walks."""
    zh, en = f"{pack.id} 还没有走流程的例子", f"{pack.id} has no walks yet"
    return Problems([problem("walks", zh, en)])
