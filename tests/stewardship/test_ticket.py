"""Tickets: ways, moves, due dates, records, joining."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bole.problems import Problems
from bole.process.model import Due
from bole.stewardship.model import OPENER, Field, Move, Step, TicketKind, Way
from bole.stewardship.ticket import Ticket, handle, open_ticket
from bole.text import Text
from tests.stewardship.acts import SETTING, act, at

DUE = Due("working_days", None, param="days")
KIND = TicketKind(
    id="request",
    label=Text("申请"),
    cite=("五",),
    fields=(
        Field(id="what", label=Text("事项"), need=True),
        Field(id="result", label=Text("结果")),
    ),
    ways=(
        Way(id="own", label=Text("本人"), opens=("talent",), starts="opened"),
        Way(id="unit", label=Text("单位"), opens=("unit",), starts="in_hand"),
    ),
    steps=(
        Step(
            id="opened",
            label=Text("已提出"),
            due=DUE,
            since_open=True,
            moves=(
                Move(id="take", label=Text("受理"), to="in_hand", by=("office",)),
                Move(id="withdraw", label=Text("撤回"), to="end:withdrawn", by=(OPENER,)),
            ),
        ),
        Step(
            id="in_hand",
            label=Text("办理"),
            due=DUE,
            since_open=True,
            moves=(
                Move(
                    id="close",
                    label=Text("办结"),
                    to="end:closed",
                    by=("office",),
                    needs=("result",),
                ),
            ),
        ),
    ),
    ends={"closed": Text("办结"), "withdrawn": Text("撤回")},
    joins=True,
)
FIVE = replace(SETTING, params={"days": 5})
OPEN = act("2025-06-03T09:00", "talent", "open", "own", what="x")


def opened(kind: TicketKind = KIND, *, setting=FIVE, one=OPEN) -> Ticket:
    return open_ticket(kind, one, setting=setting)


def refused(ticket: Ticket, one) -> list[str]:
    with pytest.raises(Problems) as caught:
        handle(KIND, ticket, one, setting=FIVE)
    return [p.code for p in caught.value.problems]


def test_five_working_days_from_a_tuesday_end_with_the_next_tuesday():
    # 3 June 2025 is a Tuesday and does not count: Wed, Thu, Fri, Mon, Tue.
    assert opened().due == at("2025-06-11")


def test_nothing_is_due_before_an_office_decides_the_days():
    ticket = opened(setting=SETTING)
    assert ticket.due is None
    assert not ticket.overdue(at("2030-01-01"))


def test_both_steps_share_the_date_that_counts_from_the_opening():
    taken = handle(KIND, opened(), act("2025-06-09", "office", "take"), setting=FIVE)
    assert (taken.step, taken.due) == ("in_hand", at("2025-06-11"))


def test_a_step_of_its_own_pace_counts_from_its_entry():
    own = replace(KIND, steps=(KIND.steps[0], replace(KIND.steps[1], since_open=False)))
    taken = handle(own, opened(own), act("2025-06-09", "office", "take"), setting=FIVE)
    assert taken.due == at("2025-06-17")


@pytest.mark.parametrize(
    ("when", "late"), [("2025-06-10T23:59:59", ()), ("2025-06-11", ("opened",))]
)
def test_late_is_noted_to_the_second_and_does_not_stop_the_work(when, late):
    taken = handle(KIND, opened(), act(when, "office", "take"), setting=FIVE)
    assert (taken.step, taken.late) == ("in_hand", late)


def test_a_ticket_closes_only_with_its_record_and_stays_closed():
    taken = handle(KIND, opened(), act("2025-06-04", "office", "take"), setting=FIVE)
    assert refused(taken, act("2025-06-05", "office", "close")) == ["missing"]
    closed = handle(KIND, taken, act("2025-06-05", "office", "close", result="y"), setting=FIVE)
    assert (closed.result, closed.step, closed.due) == ("closed", "", None)
    assert refused(closed, act("2025-06-06", "office", "close")) == ["ended"]


def test_only_the_opener_withdraws():
    assert refused(opened(), act("2025-06-04", "office", "withdraw")) == ["actor"]
    gone = handle(KIND, opened(), act("2025-06-04", "talent", "withdraw"), setting=FIVE)
    assert gone.result == "withdrawn"


def test_a_way_has_its_own_openers_and_first_step():
    assert opened(one=replace(OPEN, by="unit", item="unit")).step == "in_hand"
    with pytest.raises(Problems) as caught:
        opened(one=replace(OPEN, by="unit"))
    assert [p.code for p in caught.value.problems] == ["actor"]


def test_a_way_has_to_be_named_where_there_are_several():
    with pytest.raises(Problems) as caught:
        opened(one=replace(OPEN, item=""))
    assert [p.code for p in caught.value.problems] == ["unknown"]
    single = replace(KIND, ways=KIND.ways[:1])
    assert opened(single, one=replace(OPEN, item="")).ways == ("own",)


def test_opening_says_everything_that_is_wrong_at_once():
    with pytest.raises(Problems) as caught:
        opened(one=replace(OPEN, by="office", values={"why": "z"}))
    assert [p.code for p in caught.value.problems] == ["actor", "unknown", "missing"]


def test_another_way_joins_once_and_moves_nothing():
    joined = handle(KIND, opened(), act("2025-06-04", "unit", "join", "unit"), setting=FIVE)
    assert (joined.ways, joined.step) == (("own", "unit"), "opened")
    assert refused(joined, act("2025-06-05", "unit", "join", "unit")) == ["joined"]
    assert refused(joined, act("2025-06-05", "unit", "join", "other")) == ["unknown"]


def test_an_unknown_move_lists_what_can_be_done():
    with pytest.raises(Problems) as caught:
        handle(KIND, opened(), act("2025-06-04", "office", "tak"), setting=FIVE)
    (found,) = caught.value.problems
    assert found.hint is not None
    assert "take" in found.hint.zh


def test_what_was_done_keeps_its_order():
    assert refused(opened(), act("2025-06-02", "office", "take")) == ["earlier"]
