"""`(state, event) → state`: pure, with the reason in words where something cannot be done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from bole.criteria.kernel import Formula
from bole.problems import Problem, Problems, problem
from bole.process import kinds
from bole.process.due import due_at, say_due
from bole.process.model import Event, Limit, Process, Slot, Stage, State
from bole.text import Text
from bole.workdays import Workdays

#: Kinds whose end is an end: what a party does there afterwards is too late. An office that checks
#: or decides after its time is late, and the case goes on.
ENDS: Final = frozenset({"file", "endorse", "recommend", "agree", "receive_paper"})
#: How an instant is told to people.
TIME: Final = "%Y-%m-%d %H:%M:%S"


@dataclass(frozen=True, slots=True)
class World:
    """What the reducer asks about everything around the case.

    `names` are the case's own values for limit keys (uscc, person, item …); `used` counts the
    slots others hold; `tables` hold maxima per key; `level` judges a guard; `on` are the stages
    an office switched on; `counts` the decided lengths of due dates by parameter.
    """

    names: Mapping[str, str]
    workdays: Workdays
    used: Callable[[Slot], int] = lambda slot: 0
    tables: Mapping[str, Mapping[tuple[str, ...], int]] = field(default_factory=dict)
    level: Callable[[Formula], int] = lambda formula: 3
    on: frozenset[str] = frozenset()
    counts: Mapping[str, int] = field(default_factory=dict)
    #: Whether an application that arrives at an instant is in time for a round.
    taken_at: Callable[[dt.datetime], bool] = lambda at: True


def start(process: Process, *, at: dt.datetime, world: World) -> State:
    """The state of a new case."""
    return _enter(State("", at), process.stages[0], at=at, world=world)


def advance(process: Process, state: State, event: Event, *, world: World) -> State:
    """The state after the event; raises Problems with the reasons where it cannot be."""
    refused = list(_refusals(process, state, event, world=world))
    if refused:
        raise Problems(refused)
    stage = process.stage(state.stage)
    target = stage.next.get(event.outcome) or kinds.registry()[stage.kind].outcomes[event.outcome]
    state = replace(state, history=(*state.history, event))
    if _goes_on(stage, event.outcome):
        state = replace(state, slots=state.slots | _taken(process, stage, world=world))
    return _move(process, state, stage, target, at=event.at, world=world)


def _move(
    process: Process, state: State, stage: Stage, target: str, *, at: dt.datetime, world: World
) -> State:
    if target.startswith("end:"):
        return _end(state, target.removeprefix("end:"), at=at, good=process.ends)
    if target == "next":
        following = process.after(stage.id, on=world.on)
        return (
            _enter(state, following, at=at, world=world)
            if following
            else _end(state, process.ends, at=at, good=process.ends)
        )
    if target in ("same", "supplement"):
        rounds = {
            **state.rounds,
            stage.id: state.rounds.get(stage.id, 0) + (target == "supplement"),
        }
        return replace(state, rounds=rounds)
    if target == "back":
        return _enter(state, process.stages[0], at=at, world=world)
    return _enter(state, process.stage(target), at=at, world=world)


def _enter(state: State, stage: Stage, *, at: dt.datetime, world: World) -> State:
    count = world.counts.get(stage.due.param) if stage.due else None
    due = due_at(stage.due, entered=at, count=count, workdays=world.workdays)
    return replace(state, stage=stage.id, entered=at, due=due)


def _end(state: State, result: str, *, at: dt.datetime, good: str) -> State:
    """Ended; what did not come to its good end frees its slots."""
    slots = state.slots if result == good else frozenset()
    return replace(state, stage="", entered=at, due=None, result=result, slots=slots)


def _refusals(process: Process, state: State, event: Event, *, world: World) -> Iterator[Problem]:
    if state.ended:
        yield problem("ended", "这件申报已经办结", "This case has ended")
        return
    stage = process.stage(state.stage)
    known = kinds.registry()[stage.kind].outcomes
    if event.outcome not in known and event.outcome not in stage.next:
        listed = "、".join(known)
        yield problem("outcome", f"这一步只能：{listed}", f"This step takes: {listed}")
        return
    if event.by != stage.by:
        yield _say(stage, "actor", "这一步由{by}办", "This step belongs to {by}", by=stage.by)
    untimely = list(_timing(stage, state, event))
    yield from untimely
    goes_on = _goes_on(stage, event.outcome)
    if goes_on and stage.kind == "file" and not untimely and not world.taken_at(event.at):
        zh, en = f"{{t:{TIME}}} 不在申报时间内", f"Not in a round at {{t:{TIME}}}"
        yield _say(stage, "window", zh, en, t=event.at)
    if (
        event.outcome == "supplement"
        and stage.rounds
        and state.rounds.get(stage.id, 0) >= stage.rounds
    ):
        yield _say(stage, "rounds", "补正最多 {n} 轮", "At most {n} rounds", n=stage.rounds)
    if goes_on and stage.guard is not None and world.level(stage.guard) == 0:
        yield _guarded(stage, stage.guard)
    if goes_on:
        for limit in process.limits:
            yield from _limit(limit, stage, world=world)


def _goes_on(stage: Stage, outcome: str) -> bool:
    """True where the stage ends well, to whatever stage the procedure sends that outcome."""
    own = kinds.registry()[stage.kind].outcomes.get(outcome)
    return "next" in (own, stage.next.get(outcome))


def _timing(stage: Stage, state: State, event: Event) -> Iterator[Problem]:
    """In time, or after its end where the stage itself is a period (publicity)."""
    if state.due is None or event.outcome in ("lapse", "decline", "hold"):
        return
    until = say_due(state.due)
    if stage.kind == "publish" and event.at < state.due:
        yield _say(stage, "early", "公示到 {t} 才满", "Publicity runs until {t}", t=until)
    elif stage.kind in ENDS and event.at >= state.due:
        yield _say(stage, "late", "截止时间 {t} 已过", "The deadline {t} has passed", t=until)


def _limit(limit: Limit, stage: Stage, *, world: World) -> Iterator[Problem]:
    slot = slot_of(limit, world=world)
    if limit.take != stage.id or slot is None:
        return
    most = most_of(limit, slot, world=world)
    if most is None:
        zh = f"{limit.label.zh}：名额表还没填，不能往下办"
        yield problem(
            "quota.empty",
            zh,
            f"{limit.label.say('en')}: the quota is not filled in",
            hint=_cite(limit.cite),
        )
    elif world.used(slot) >= most:
        zh = f"{limit.label.zh}：最多 {most}，已经用完"
        yield problem(
            "quota.full",
            zh,
            f"{limit.label.say('en')}: at most {most}, all taken",
            hint=_cite(limit.cite),
        )


def most_of(limit: Limit, slot: Slot, *, world: World) -> int | None:
    """How many places there are, None where a table does not say."""
    return limit.max if not limit.table else world.tables.get(limit.table, {}).get(slot.key)


def slot_of(limit: Limit, *, world: World) -> Slot | None:
    """The slot a case needs under a limit, None where the limit is not about it."""
    for name, values in limit.where.items():
        if world.names.get(name, "") not in values:
            return None
    return Slot(limit.id, tuple(world.names.get(name, "") for name in limit.per))


def _taken(process: Process, stage: Stage, *, world: World) -> frozenset[Slot]:
    slots = (slot_of(limit, world=world) for limit in process.limits if limit.take == stage.id)
    return frozenset(s for s in slots if s is not None)


def _say(stage: Stage, code: str, zh: str, en: str, **values: object) -> Problem:
    text = Text(zh, en).format(**values)
    return Problem(code, text, hint=_cite(stage.cite))


def _guarded(stage: Stage, guard: Formula) -> Problem:
    """The guard in its own words and under its own clause, where it has them."""
    what = guard.meta.label or stage.label
    text = Text("条件不符合：{what}", "The condition is not met: {what}").format(what=what)
    return Problem("guard", text, hint=_cite(guard.meta.cite or stage.cite))


def _cite(cite: str) -> Text | None:
    return Text(f"依据：{cite}", f"See {cite}") if cite else None
