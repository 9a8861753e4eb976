"""A plan through its period: filed, assessed, proposed, reviewed, and over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bole.problems import Problems
from bole.stewardship.act import Act, Setting
from bole.stewardship.course import Key, Record, State, assessment_of, filing_of, key_of, outcome_of
from bole.stewardship.model import Plan, Template
from bole.stewardship.period import milestones
from bole.stewardship.plan_rules import refusals

ADJUST, EXIT, COMPLETE = "adjust", "exit", "complete"
#: What a plan that is over came to.
RESULTS: Mapping[str, str] = {EXIT: "exited", COMPLETE: "completed"}


def advance(
    plan: Plan, state: State, act: Act, *, setting: Setting, template: Template | None = None
) -> State:
    """The state after the act; raises Problems with the reasons where it cannot be.

    `template` is the indicator system of the state's kind, where there is one.
    """
    refused = list(refusals(plan, state, act, setting=setting, template=template))
    if refused:
        raise Problems(refused)
    state = replace(state, history=(*state.history, act))
    key = key_of(act)
    match act.do:
        case "file":
            return _filed(plan, state, act, setting=setting)
        case "assess":
            outcome = act.values.get("outcome", "")
            record = Record(key, act.by, outcome, act.words, act.findings)
            state = replace(state, records=(*state.records, record))
            return state if plan.proposes else _decided(plan, state, key, outcome)
        case "propose":
            state = replace(state, proposed={**state.proposed, key: act.values["outcome"]})
            return state if plan.reviews else _decided(plan, state, key, act.values["outcome"])
        case "review":
            return _reviewed(plan, state, act)
        case "carry":
            return replace(state, carried=(*state.carried, act.item))
        case _:
            amount = int(act.values["amount"])
            return replace(state, balance=state.balance + (amount if act.do == "fund" else -amount))


def _filed(plan: Plan, state: State, act: Act, *, setting: Setting) -> State:
    key, late = key_of(act), state.late
    # Goals that are filed anew close an adjustment; the first due date is not theirs.
    again = state.standing == "adjusted" and not filing_of(plan, act.item).yearly
    for mark in milestones(plan, begun=state.begun, setting=setting):
        due = mark.due.replace(tzinfo=act.at.tzinfo) if mark.due else None
        if (mark.item, mark.number) == key and due and act.at >= due and not again:
            late = (*late, key)
    return replace(
        state,
        filed=(*state.filed, key),
        late=late,
        standing="running" if again else state.standing,
    )


def _reviewed(plan: Plan, state: State, act: Act) -> State:
    key = key_of(act)
    if act.values["verdict"] == "return":
        proposed = {k: v for k, v in state.proposed.items() if k != key}
        return replace(state, proposed=proposed)
    return _decided(plan, state, key, state.proposed[key])


def _decided(plan: Plan, state: State, key: Key, outcome: str) -> State:
    then = outcome_of(assessment_of(plan, key[0]), outcome).then
    state = replace(state, decided={**state.decided, key: outcome})
    if then in RESULTS:
        return replace(state, standing="over", result=RESULTS[then])
    return replace(state, standing="adjusted" if then == ADJUST else state.standing)
