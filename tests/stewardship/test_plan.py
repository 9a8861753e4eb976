"""Plans: what falls when, filings, assessments, proposals, review, money."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bole.problems import Problems
from bole.process.model import Due
from bole.stewardship.act import Finding
from bole.stewardship.course import State
from bole.stewardship.model import (
    Account,
    Assessment,
    Choice,
    Filing,
    Group,
    Indicator,
    Measure,
    Outcome,
    Plan,
    Template,
)
from bole.stewardship.period import last_day, milestones
from bole.stewardship.plan import advance
from bole.text import Text
from tests.stewardship.acts import SETTING, act


def outcome(id: str, then: str) -> Outcome:
    return Outcome(id=id, label=Text(id), then=then)


def assessment(id: str, when: str, *outcomes: Outcome, by=("superior", "unit")) -> Assessment:
    joint = Choice(key="assessors", option="joint")
    return Assessment(id=id, label=Text(id), when=when, by=by, outcomes=outcomes, joint=joint)


MID = assessment(
    "mid", "mid", outcome("keep", "go_on"), outcome("adjust", "adjust"), outcome("exit", "exit")
)
FINAL = assessment("final", "end", outcome("keep", "complete"), outcome("exit", "exit"))
CYCLE = Plan(
    id="cycle",
    label=Text("管理期"),
    cite=("八",),
    subject="person",
    months=60,
    files=(
        Filing(id="goals", label=Text("目标"), by=("talent",), due=Due("days", 10)),
        Filing(id="annual", label=Text("年度计划"), by=("talent",), yearly=True),
    ),
    assessments=(MID, FINAL),
    proposes=("superior", "unit"),
    reviews=("office",),
    measures=(Measure(id="visit", label=Text("走访"), by=("unit",)),),
)
BEGUN = State("cycle", dt.date(2020, 3, 16))
TEMPLATE = Template(
    id="t",
    label=Text("指标"),
    guarded=True,
    groups=(
        Group(
            id="g", label=Text("专业"), by=("expert",),
            indicators=(Indicator(id="i", label=Text("创新")),),
        ),
    ),
)  # fmt: skip


def go(state: State, *acts, plan: Plan = CYCLE, setting=SETTING, template=None) -> State:
    for one in acts:
        state = advance(plan, state, one, setting=setting, template=template)
    return state


def refused(state: State, one, **kwargs) -> list[str]:
    with pytest.raises(Problems) as caught:
        go(state, one, **kwargs)
    return [p.code for p in caught.value.problems]


def assessed(item: str = "mid", outcome: str = "keep", when: str = "2022-09-16") -> list:
    return [act(when, by, "assess", item, outcome=outcome) for by in ("superior", "unit")]


def concluded(item: str, outcome: str, when: str) -> list:
    return [
        *assessed(item, outcome, when),
        act(when, "unit", "propose", item, outcome=outcome),
        act(when, "office", "review", item, verdict="approve"),
    ]


def test_five_years_have_a_middle_and_an_end():
    marks = milestones(CYCLE, begun=dt.date(2020, 3, 16), setting=SETTING)
    assert [(m.item, m.number, m.on.isoformat()) for m in marks] == [
        ("goals", 1, "2020-03-16"),
        ("annual", 1, "2020-03-16"),
        ("annual", 2, "2021-03-16"),
        ("annual", 3, "2022-03-16"),
        ("mid", 1, "2022-09-16"),
        ("annual", 4, "2023-03-16"),
        ("annual", 5, "2024-03-16"),
        ("final", 1, "2025-03-15"),
    ]


def test_a_period_that_begins_on_29_february_ends_on_the_28th():
    assert last_day(dt.date(2020, 2, 29), months=60) == dt.date(2025, 2, 27)
    assert last_day(dt.date(2020, 3, 1), months=60) == dt.date(2025, 2, 28)


def test_a_length_that_nobody_decided_gives_no_dates():
    undecided = replace(CYCLE, months=None, param="years")
    assert milestones(undecided, begun=BEGUN.begun, setting=SETTING) == ()
    two = replace(SETTING, params={"years": 2})
    assert milestones(undecided, begun=BEGUN.begun, setting=two)[-1].on == dt.date(2022, 3, 15)


def test_yearly_assessments_fall_on_the_last_day_of_each_year():
    yearly = replace(CYCLE, files=(), assessments=(replace(FINAL, when="yearly"),), months=24)
    days = [m.on for m in milestones(yearly, begun=dt.date(2024, 5, 6), setting=SETTING)]
    assert days == [dt.date(2025, 5, 5), dt.date(2026, 5, 5)]


def test_a_plan_is_filed_once_a_year_by_the_one_who_works_to_it():
    filed = go(BEGUN, act("2020-03-20", "talent", "file", "annual", "1"))
    assert refused(filed, act("2020-03-21", "talent", "file", "annual", "1")) == ["filed"]
    assert refused(filed, act("2020-03-21", "unit", "file", "annual", "2")) == ["actor"]
    assert refused(filed, act("2020-03-21", "talent", "file", "annual", "6")) == ["unknown"]
    assert refused(filed, act("2020-03-21", "talent", "file", "annual", "0")) == ["unknown"]
    assert refused(filed, act("2020-03-21", "talent", "file", "annual", "two")) == ["unknown"]


def test_late_filing_is_taken_and_noted():
    in_time = go(BEGUN, act("2020-03-26T23:59:59", "talent", "file", "goals"))
    late = go(BEGUN, act("2020-03-27", "talent", "file", "goals"))
    assert (in_time.late, late.late) == ((), (("goals", 1),))


def test_each_assessor_records_once_and_both_come_before_a_proposal():
    first, second = assessed()
    state = go(BEGUN, first)
    assert refused(state, first) == ["recorded"]
    proposal = act("2022-09-20", "unit", "propose", "mid", outcome="keep")
    assert refused(state, proposal) == ["records"]
    assert go(state, second, proposal).proposed == {("mid", 1): "keep"}
    assert refused(go(state, second, proposal), proposal) == ["proposed"]


def test_under_the_joint_reading_one_record_serves():
    joint = replace(SETTING, adopted={"assessors": "joint"})
    proposal = act("2022-09-20", "unit", "propose", "mid", outcome="keep")
    assert refused(BEGUN, proposal, setting=joint) == ["records"]
    assert go(BEGUN, assessed()[0], proposal, setting=joint).proposed


def test_nothing_is_decided_before_the_office_approves():
    state = go(BEGUN, *assessed(outcome="exit"))
    review = act("2022-09-20", "office", "review", "mid", verdict="approve")
    assert refused(state, review) == ["proposal"]
    proposed = go(state, act("2022-09-18", "superior", "propose", "mid", outcome="exit"))
    assert (proposed.result, proposed.decided) == ("", {})
    assert refused(proposed, replace(review, by="superior")) == ["actor"]
    assert go(proposed, review).result == "exited"


def test_what_goes_back_says_why_and_can_be_proposed_again():
    state = go(BEGUN, *assessed(), act("2022-09-18", "unit", "propose", "mid", outcome="adjust"))
    back = act("2022-09-19", "office", "review", "mid", verdict="return")
    assert refused(state, back) == ["words"]
    again = go(state, replace(back, words="调整到哪里"))
    assert again.proposed == {}
    assert go(again, act("2022-09-20", "unit", "propose", "mid", outcome="keep")).proposed


def test_an_adjustment_waits_for_new_goals():
    state = go(BEGUN, act("2020-03-20", "talent", "file", "goals"))
    state = go(state, *concluded("mid", "adjust", "2022-09-20"))
    assert state.standing == "adjusted"
    anew = go(state, act("2022-10-20", "talent", "file", "goals"))
    assert (anew.standing, anew.late) == ("running", ())


def test_the_final_assessment_comes_after_the_middle_one_and_ends_the_period():
    assert refused(BEGUN, assessed("final", when="2025-03-15")[0]) == ["order"]
    done = go(
        BEGUN, *concluded("mid", "keep", "2022-09-16"), *concluded("final", "keep", "2025-03-15")
    )
    assert (done.standing, done.result) == ("over", "completed")
    assert refused(done, act("2025-03-16", "talent", "file", "goals")) == ["ended"]


def test_a_conclusion_is_not_changed():
    state = go(BEGUN, *concluded("mid", "keep", "2022-09-16"))
    assert refused(state, assessed(when="2022-09-17")[0]) == ["decided"]


def test_an_indicator_system_asks_for_words_and_for_every_side():
    bare = act(
        "2022-09-16", "unit", "assess", "mid", outcome="keep",
        findings=[Finding("i", "expert", number=90)],
    )  # fmt: skip
    assert refused(BEGUN, bare, template=TEMPLATE) == ["bare", "words"]
    without = [replace(a, words="好") for a in assessed()]
    state = go(BEGUN, *without, template=TEMPLATE)
    proposal = act("2022-09-20", "unit", "propose", "mid", outcome="keep")
    assert refused(state, proposal, template=TEMPLATE) == ["uncovered"]


def test_without_proposals_the_record_decides():
    survey = replace(CYCLE, proposes=(), reviews=(), assessments=(replace(MID, by=("office",)),))
    state = go(BEGUN, act("2022-09-16", "office", "assess", "mid", outcome="keep"), plan=survey)
    assert state.decided == {("mid", 1): "keep"}
    proposal = act("2022-09-20", "office", "propose", "mid", outcome="keep")
    assert refused(BEGUN, proposal, plan=survey) == ["unknown"]


def test_measures_are_carried_out_by_those_who_should():
    assert go(BEGUN, act("2021-01-01", "unit", "carry", "visit")).carried == ("visit",)
    assert refused(BEGUN, act("2021-01-01", "office", "carry", "visit")) == ["actor"]
    assert refused(BEGUN, act("2021-01-01", "unit", "carry", "dance")) == ["unknown"]


ACCOUNT = Account(
    id="a", label=Text("账户"), sources={"unit": Text("单位")}, uses={"course": Text("课")}
)
MONEY = replace(CYCLE, account=ACCOUNT)


def test_nobody_spends_more_than_there_is():
    fund = act("2021-01-01", "unit", "fund", "unit", amount=500)
    state = go(BEGUN, fund, plan=MONEY)
    spend = act("2021-01-02", "talent", "spend", "course", amount=501)
    assert refused(state, spend, plan=MONEY) == ["balance"]
    assert go(state, replace(spend, values={"amount": "500"}), plan=MONEY).balance == 0
    assert refused(BEGUN, replace(fund, item="luck"), plan=MONEY) == ["unknown"]
    assert refused(BEGUN, replace(fund, values={"amount": "-5"}), plan=MONEY) == ["value"]
    assert refused(BEGUN, fund) == ["unknown"]


@settings(deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 1000)), max_size=20))
def test_the_balance_is_what_came_in_less_what_went_out_and_never_below_zero(moves):
    state, expected = BEGUN, 0
    for into, amount in moves:
        do, item = ("fund", "unit") if into else ("spend", "course")
        one = act("2021-01-01", "unit", do, item, amount=amount)
        if amount and (into or amount <= expected):
            expected += amount if into else -amount
            state = go(state, one, plan=MONEY)
        else:
            assert refused(state, one, plan=MONEY)
        assert state.balance == expected >= 0
