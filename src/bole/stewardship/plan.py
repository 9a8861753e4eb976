"""A plan through its period: what is filed and assessed when, proposed, reviewed, and the end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from bole import units
from bole.problems import Problem, Problems
from bole.process.due import due_at
from bole.stewardship import appraisal
from bole.stewardship.act import Act, Finding, Setting, no_such, not_yours, refusal
from bole.stewardship.model import Assessment, Filing, Item, Outcome, Plan, Template
from bole.text import Text

DOES = ("file", "assess", "propose", "review", "carry", "fund", "spend")
ADJUST, EXIT, COMPLETE = "adjust", "exit", "complete"
#: What a plan that is over came to.
RESULTS: Mapping[str, str] = {EXIT: "exited", COMPLETE: "completed"}
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Milestone:
    """A day on which something of the plan falls; `due` is the first instant too late."""

    item: str
    number: int
    label: Text
    on: dt.date
    due: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """What one evaluator recorded at an assessment."""

    key: Key
    by: str
    outcome: str
    words: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """Where a plan stands. `standing` is running, adjusted (until goals are filed anew) or over."""

    plan: str
    begun: dt.date
    kind: str = ""
    standing: str = "running"
    filed: tuple[Key, ...] = ()
    records: tuple[Record, ...] = ()
    proposed: Mapping[Key, str] = field(default_factory=dict)
    decided: Mapping[Key, str] = field(default_factory=dict)
    carried: tuple[str, ...] = ()
    balance: int = 0
    late: tuple[Key, ...] = ()
    result: str = ""
    history: tuple[Act, ...] = ()

    def heard(self, key: Key) -> tuple[Record, ...]:
        """What was recorded at one assessment."""
        return tuple(r for r in self.records if r.key == key)


def months_of(plan: Plan, *, setting: Setting) -> int | None:
    """How long the plan runs, None until an office decides it."""
    decided = setting.params.get(plan.param)
    return plan.months if decided is None else 12 * decided


def milestones(plan: Plan, *, begun: dt.date, setting: Setting) -> tuple[Milestone, ...]:
    """Everything that falls on a day, by day; nothing while the length is not decided."""
    months = months_of(plan, setting=setting)
    if months is None:
        return ()
    found = [
        m for f in plan.files for m in _filings(f, begun=begun, months=months, setting=setting)
    ]
    for one in plan.assessments:
        for number, day in enumerate(_days(one, begun=begun, months=months), start=1):
            found.append(Milestone(one.id, number, one.label, day))
    return tuple(sorted(found, key=lambda m: m.on))


def last_day(begun: dt.date, *, months: int) -> dt.date:
    """The last day of a period that begins on `begun`."""
    return _shifted(begun, months=months) - dt.timedelta(days=1)


def _filings(
    filing: Filing, *, begun: dt.date, months: int, setting: Setting
) -> Iterator[Milestone]:
    years = range((months + 11) // 12) if filing.yearly else range(1)
    for year in years:
        on = _shifted(begun, months=12 * year)
        entered = dt.datetime.combine(on, dt.time())
        count = setting.params.get(filing.due.param) if filing.due else None
        due = due_at(filing.due, entered=entered, count=count, workdays=setting.workdays)
        yield Milestone(filing.id, year + 1, filing.label, on, due)


def _days(one: Assessment, *, begun: dt.date, months: int) -> Iterator[dt.date]:
    if one.when == "mid":
        yield _shifted(begun, months=months // 2)
    elif one.when == "end":
        yield last_day(begun, months=months)
    else:
        yield from (last_day(begun, months=m) for m in range(12, months + 1, 12))


def _shifted(day: dt.date, *, months: int) -> dt.date:
    return units.to_date(units.shift_months(units.to_int(day), months=months))


def advance(
    plan: Plan, state: State, act: Act, *, setting: Setting, template: Template | None = None
) -> State:
    """The state after the act; raises Problems with the reasons where it cannot be.

    `template` is the indicator system of the state's kind, where there is one.
    """
    refused = list(_refusals(plan, state, act, setting=setting, template=template))
    if refused:
        raise Problems(refused)
    state = replace(state, history=(*state.history, act))
    key = _key(act)
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
    key, late = _key(act), state.late
    for mark in milestones(plan, begun=state.begun, setting=setting):
        due = mark.due.replace(tzinfo=act.at.tzinfo) if mark.due else None
        if (mark.item, mark.number) == key and due and act.at >= due:
            late = (*late, key)
    # Goals that are filed anew close an adjustment.
    again = state.standing == "adjusted" and not _filing(plan, act.item).yearly
    return replace(
        state,
        filed=(*state.filed, key),
        late=late,
        standing="running" if again else state.standing,
    )


def _reviewed(plan: Plan, state: State, act: Act) -> State:
    key = _key(act)
    if act.values["verdict"] == "return":
        proposed = {k: v for k, v in state.proposed.items() if k != key}
        return replace(state, proposed=proposed)
    return _decided(plan, state, key, state.proposed[key])


def _decided(plan: Plan, state: State, key: Key, outcome: str) -> State:
    then = _outcome(_assessment(plan, key[0]), outcome).then
    state = replace(state, decided={**state.decided, key: outcome})
    if then in RESULTS:
        return replace(state, standing="over", result=RESULTS[then])
    return replace(state, standing="adjusted" if then == ADJUST else state.standing)


def _key(act: Act) -> Key:
    return act.item, int(act.about or 1)


def _filing(plan: Plan, id: str) -> Filing:
    return next(f for f in plan.files if f.id == id)


def _assessment(plan: Plan, id: str) -> Assessment:
    return next(a for a in plan.assessments if a.id == id)


def _outcome(one: Assessment, id: str) -> Outcome:
    return next(o for o in one.outcomes if o.id == id)


def _refusals(
    plan: Plan, state: State, act: Act, *, setting: Setting, template: Template | None
) -> Iterator[Problem]:
    if state.result:
        yield refusal(plan, "ended", "这个管理期已经结束", "This period is over")
    elif act.do not in DOES:
        yield no_such(plan, act.do, among=DOES)
    elif act.about and not act.about.isdigit():
        yield no_such(plan, act.about, among=("1", "2"))
    elif act.do == "file":
        yield from _filing_refused(plan, state, act, setting=setting)
    elif act.do == "carry":
        known = {m.id: m for m in plan.measures}
        if act.item not in known:
            yield no_such(plan, act.item, among=known)
        else:
            yield from not_yours(known[act.item], known[act.item].by, act=act)
    elif act.do in ("fund", "spend"):
        yield from _money_refused(plan, state, act)
    else:
        yield from _assessing_refused(plan, state, act, setting=setting, template=template)


def _filing_refused(plan: Plan, state: State, act: Act, *, setting: Setting) -> Iterator[Problem]:
    known = {f.id: f for f in plan.files}
    if act.item not in known:
        yield no_such(plan, act.item, among=known)
        return
    filing = known[act.item]
    yield from not_yours(filing, filing.by, act=act)
    months = months_of(plan, setting=setting)
    years = (months + 11) // 12 if months and filing.yearly else 1
    if months and not 1 <= _key(act)[1] <= years:
        yield no_such(filing, act.about, among=[str(n + 1) for n in range(years)])
    anew = state.standing == "adjusted" and not filing.yearly
    if _key(act) in state.filed and not anew:
        yield refusal(filing, "filed", "{f}已经报过", "{f}: filed already", f=filing.label)


def _money_refused(plan: Plan, state: State, act: Act) -> Iterator[Problem]:
    if plan.account is None:
        yield no_such(plan, act.do, among=[d for d in DOES if d not in ("fund", "spend")])
        return
    known = plan.account.sources if act.do == "fund" else plan.account.uses
    amount = act.values.get("amount", "")
    if act.item not in known:
        yield no_such(plan.account, act.item, among=known)
    if not amount.isdigit() or int(amount) == 0:
        yield refusal(plan.account, "value", "金额要写大于 0 的分", "An amount in fen above 0")
    elif act.do == "spend" and int(amount) > state.balance:
        yield refusal(plan.account, "balance", "余额不够", "Not enough in the account")


def _assessing_refused(
    plan: Plan, state: State, act: Act, *, setting: Setting, template: Template | None
) -> Iterator[Problem]:
    known = {a.id: a for a in plan.assessments}
    if act.item not in known:
        yield no_such(plan, act.item, among=known)
        return
    one, key = known[act.item], _key(act)
    if key in state.decided:
        yield refusal(one, "decided", "{a}已有结论", "{a} is concluded", a=one.label)
        return
    if act.do == "review":
        yield from _review_refused(plan, state, act, one=one)
        return
    outcomes = [o.id for o in one.outcomes]
    if act.values.get("outcome") not in outcomes:
        yield no_such(one, act.values.get("outcome", ""), among=outcomes)
    if act.do == "propose":
        yield from _proposal_refused(plan, state, act, one=one, setting=setting, template=template)
        return
    yield from not_yours(one, one.by, act=act)
    yield from _order_refused(plan, state, one=one)
    if any(r.by == act.by for r in state.heard(key)):
        yield refusal(one, "recorded", "{by}已经记过", "{by} has recorded already", by=act.by)
    if template is not None:
        yield from appraisal.refusals(
            template, act.findings, words=act.words, adopted=setting.adopted
        )


def _order_refused(plan: Plan, state: State, *, one: Assessment) -> Iterator[Problem]:
    """An earlier assessment comes first; yearly ones stand for themselves."""
    for earlier in plan.assessments[: plan.assessments.index(one)]:
        if "yearly" not in (earlier.when, one.when) and (earlier.id, 1) not in state.decided:
            yield refusal(one, "order", "先办完{a}", "{a} comes first", a=earlier.label)


def _proposal_refused(
    plan: Plan,
    state: State,
    act: Act,
    *,
    one: Assessment,
    setting: Setting,
    template: Template | None,
) -> Iterator[Problem]:
    yield from _may(plan, plan.proposes, act=act)
    heard = state.heard(_key(act))
    joint = one.joint is not None and one.joint.holds(setting.adopted)
    absent = [b for b in one.by if b not in {r.by for r in heard}]
    if absent and not (joint and heard):
        yield refusal(
            one, "records", "还没有考核记录：{w}", "No record yet of: {w}", w="、".join(absent)
        )
    elif template is not None:
        yield from appraisal.missing(template, [f for r in heard for f in r.findings])


def _review_refused(plan: Plan, state: State, act: Act, *, one: Item) -> Iterator[Problem]:
    yield from _may(plan, plan.reviews, act=act)
    if _key(act) not in state.proposed:
        yield refusal(one, "proposal", "还没有调整意见", "Nothing is proposed yet")
    verdict = act.values.get("verdict", "")
    if verdict not in ("approve", "return"):
        yield no_such(one, verdict, among=("approve", "return"))
    if verdict == "return" and not act.words:
        yield refusal(one, "words", "退回要说明理由", "Say why it goes back")


def _may(plan: Plan, by: tuple[str, ...], *, act: Act) -> Iterator[Problem]:
    if not by:
        yield no_such(plan, act.do, among=[d for d in DOES if d not in ("propose", "review")])
    else:
        yield from not_yours(plan, by, act=act)
