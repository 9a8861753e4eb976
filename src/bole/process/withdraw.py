"""Taking an application back before it has been accepted: pure, with the reason in words."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bole.problems import Problems, problem
from bole.process.model import Event, Process, State

#: Until one of these has ended well for the last time, nothing has been accepted.
BEFORE: Final = ("file", "endorse", "recommend", "check")


def can_withdraw(process: Process, state: State) -> bool:
    """True while the case stands before its acceptance: all stages so far file, endorse or check."""
    if state.ended:
        return False
    for stage in process.stages:
        if stage.kind not in BEFORE:
            return False
        if stage.id == state.stage:
            return True
    return False


def withdraw(process: Process, state: State, event: Event) -> State:
    """The state after the filer has taken the application back; its places are free again.

    Raises Problems where it has been accepted or has ended.
    """
    if not can_withdraw(process, state):
        zh, en = "已经受理或办结，不能撤回", "Accepted or ended: it cannot be withdrawn"
        raise Problems([problem("withdraw", zh, en)])
    return replace(
        state,
        stage="",
        entered=event.at,
        due=None,
        result="withdrawn",
        slots=frozenset(),
        history=(*state.history, event),
    )
