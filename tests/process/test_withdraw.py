"""An application can be taken back until it has been accepted."""

from __future__ import annotations

import datetime as dt

import pytest

from bole.policy.intake import SHANGHAI
from bole.problems import Problems
from bole.process.model import Event, Process, Slot, Stage, State
from bole.process.withdraw import can_withdraw, withdraw
from bole.text import Text

AT = dt.datetime(2025, 5, 20, 10, tzinfo=SHANGHAI)
STAGES = tuple(
    Stage(kind, kind, Text(kind), "", "applicant")
    for kind in ("file", "endorse", "check", "decide")
)
PROCESS = Process(STAGES)
EVENT = Event(AT, "applicant", "withdraw", "改报")


@pytest.mark.parametrize("stage", ["file", "endorse", "check"])
def test_before_acceptance_it_ends_and_frees_its_places(stage: str) -> None:
    state = State(stage, AT, due=AT, slots=frozenset({Slot("person", ("p",))}))
    after = withdraw(PROCESS, state, EVENT)
    assert (after.result, after.stage, after.due, after.slots) == (
        "withdrawn", "", None, frozenset(),
    )  # fmt: skip
    assert after.history == (EVENT,)


@pytest.mark.parametrize("state", [State("decide", AT), State("", AT, result="recognised")])
def test_accepted_or_ended_it_stands(state: State) -> None:
    assert not can_withdraw(PROCESS, state)
    with pytest.raises(Problems, match="不能撤回"):
        withdraw(PROCESS, state, EVENT)
