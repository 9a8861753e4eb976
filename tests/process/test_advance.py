"""The reducer: outcomes, actors, deadlines, publicity, limits."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bole.policy.intake import SHANGHAI, read_instant
from bole.policy.library import shared_workdays
from bole.problems import Problems
from bole.process import kinds
from bole.process.advance import World, advance, start
from bole.process.model import Due, Event, Limit, Process, Slot, Stage, State
from bole.text import Text

FILE = Stage(
    "file", "file", Text("填报"), "一", "applicant", due=Due("at", at=read_instant("2025-06-23"))
)
CHECK = Stage("check", "check", Text("审核"), "二", "officer", rounds=2)
PUBLISH = Stage(
    "publish",
    "publish",
    Text("公示"),
    "三",
    "office",
    due=Due("working_days", 5, param="publicity"),
)
ONE_FIELD = Limit("one", Text("一人一个领域"), "八", ("person",), "file", max=1)
QUOTA = Limit("quota", Text("推荐名额"), "三", ("channel",), "check", table="quota")
WORLD = World({"person": "p1", "channel": "c1"}, shared_workdays())
PROCESS = Process((FILE, CHECK, PUBLISH), (ONE_FIELD,))


def at(text: str) -> dt.datetime:
    return read_instant(text)


def go(state: State, by: str, outcome: str, when: str, *, process=PROCESS, world=WORLD) -> State:
    return advance(process, state, Event(at(when), by, outcome), world=world)


def refused(*args, **kwargs) -> list[str]:
    with pytest.raises(Problems) as caught:
        go(*args, **kwargs)
    return [p.code for p in caught.value.problems]


@pytest.fixture
def filed() -> State:
    begun = start(PROCESS, at=at("2025-06-01"), world=WORLD)
    return go(begun, "applicant", "submit", "2025-06-22T23:59:59")


def test_the_last_second_is_in_time_and_midnight_is_not():
    begun = start(PROCESS, at=at("2025-06-01"), world=WORLD)
    assert go(begun, "applicant", "submit", "2025-06-22T23:59:59").stage == "check"
    assert refused(begun, "applicant", "submit", "2025-06-23T00:00:00") == ["late"]


def test_only_its_actor_moves_a_stage(filed):
    assert refused(filed, "applicant", "accept", "2025-06-24") == ["actor"]


def test_an_unknown_outcome_says_what_can_be_done(filed):
    assert refused(filed, "officer", "approve", "2025-06-24") == ["outcome"]


def test_supplement_rounds_have_an_end(filed):
    once = go(filed, "officer", "supplement", "2025-06-24")
    twice = go(once, "officer", "supplement", "2025-06-25")
    assert twice.rounds == {"check": 2}
    assert refused(twice, "officer", "supplement", "2025-06-26") == ["rounds"]


def test_publicity_cannot_end_before_its_time(filed):
    published = go(filed, "officer", "accept", "2025-09-28T10:00")
    assert published.due == dt.datetime(2025, 10, 12, tzinfo=SHANGHAI)
    assert refused(published, "office", "clear", "2025-10-11T23:59") == ["early"]
    done = go(published, "office", "clear", "2025-10-12T09:00")
    assert (done.stage, done.result) == ("", "recognised")


def test_an_office_that_checks_late_is_late_and_the_case_goes_on():
    timed = replace(PROCESS, stages=(FILE, replace(CHECK, due=Due("working_days", 5)), PUBLISH))
    begun = start(timed, at=at("2025-06-01"), world=WORLD)
    waiting = go(begun, "applicant", "submit", "2025-06-02T10:00", process=timed)
    assert waiting.due is not None
    assert go(waiting, "officer", "accept", "2025-07-01", process=timed).stage == "publish"


def test_an_office_may_decide_a_longer_publicity(filed):
    longer = replace(WORLD, counts={"publicity": 6})
    published = go(filed, "officer", "accept", "2025-03-03", world=longer)
    assert published.due == dt.datetime(2025, 3, 12, tzinfo=SHANGHAI)


def test_a_slot_is_taken_and_freed(filed):
    assert filed.slots == {Slot("one", ("p1",))}
    assert go(filed, "officer", "decline", "2025-06-24").slots == frozenset()


def test_a_full_limit_refuses_with_its_clause():
    begun = start(PROCESS, at=at("2025-06-01"), world=WORLD)
    full = replace(WORLD, used=lambda slot: 1)
    assert refused(begun, "applicant", "submit", "2025-06-02", world=full) == ["quota.full"]


def test_an_empty_quota_table_blocks(filed):
    process = replace(PROCESS, limits=(QUOTA,))
    assert refused(filed, "officer", "accept", "2025-06-24", process=process) == ["quota.empty"]
    two = replace(WORLD, tables={"quota": {("c1",): 2}}, used=lambda slot: 1)
    assert (
        go(filed, "officer", "accept", "2025-06-24", process=process, world=two).stage == "publish"
    )


def test_a_stage_that_goes_on_elsewhere_is_held_to_the_same_limits(filed):
    jumping = replace(CHECK, next={"accept": "publish"})
    process = replace(PROCESS, stages=(FILE, jumping, PUBLISH), limits=(QUOTA,))
    assert refused(filed, "officer", "accept", "2025-06-24", process=process) == ["quota.empty"]
    two = replace(WORLD, tables={"quota": {("c1",): 2}})
    accepted = go(filed, "officer", "accept", "2025-06-24", process=process, world=two)
    assert accepted.stage == "publish"
    assert Slot("quota", ("c1",)) in accepted.slots


def test_a_guard_that_is_not_met_stops(filed):
    from bole.criteria.kernel import AnyOf

    guarded = replace(PROCESS, stages=(FILE, replace(CHECK, guard=AnyOf(())), PUBLISH))
    no = replace(WORLD, level=lambda formula: 0)
    assert refused(filed, "officer", "accept", "2025-06-24", process=guarded, world=no) == ["guard"]


def test_a_stage_that_is_off_is_skipped_until_switched_on(filed):
    process = replace(PROCESS, stages=(FILE, CHECK, replace(PUBLISH, off=True, switch="publicity")))
    assert go(filed, "officer", "accept", "2025-06-24", process=process).result == "recognised"
    on = replace(WORLD, on=frozenset({"publicity"}))
    assert (
        go(filed, "officer", "accept", "2025-06-24", process=process, world=on).stage == "publish"
    )


def test_an_ended_case_stays_ended(filed):
    ended = go(filed, "officer", "decline", "2025-06-24")
    assert refused(ended, "officer", "accept", "2025-06-25") == ["ended"]


def test_every_kind_says_its_outcomes_in_both_languages():
    for kind in kinds.registry().values():
        assert kind.doc.en
        assert kind.outcomes.keys() == kind.words.keys()
        assert all(text.en for text in kind.words.values())
