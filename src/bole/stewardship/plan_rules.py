"""What stands against an act on a plan: whose it is, what comes first, who was not heard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bole.problems import Problem
from bole.stewardship import appraisal
from bole.stewardship.act import Act, Setting, no_such, not_yours, refusal, too_early
from bole.stewardship.course import State, key_of
from bole.stewardship.model import Assessment, Item, Plan, Template
from bole.stewardship.period import milestones

DOES: Final = ("file", "assess", "propose", "review", "carry", "fund", "spend")


def refusals(
    plan: Plan, state: State, act: Act, *, setting: Setting, template: Template | None
) -> Iterator[Problem]:
    """The refusals of an act; none where it can be done."""
    yield from too_early(plan, state.history, act=act)
    if state.result:
        yield refusal(plan, "ended", "这个管理期已经结束", "This period is over")
    elif act.do not in DOES:
        yield no_such(plan, act.do, among=DOES)
    elif act.about and not act.about.isdecimal():
        yield no_such(plan, act.about, among=("1", "2"))
    elif act.do == "file":
        yield from _filing_refused(plan, state, act, setting=setting)
    elif act.do == "carry":
        known = {m.id: m for m in plan.measures}
        if act.item not in known:
            yield no_such(plan, act.item, among=known)
        else:
            yield from not_yours(known[act.item], known[act.item].by, act=act, setting=setting)
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
    yield from not_yours(filing, filing.by, act=act, setting=setting)
    yield from _number_refused(plan, state, act, item=filing, many=filing.yearly, setting=setting)
    anew = state.standing == "adjusted" and not filing.yearly
    if key_of(act) in state.filed and not anew:
        yield refusal(filing, "filed", "{f}已经报过", "{f}: filed already", f=filing.label)


def _number_refused(
    plan: Plan, state: State, act: Act, *, item: Item, many: bool, setting: Setting
) -> Iterator[Problem]:
    """A refusal where the period has no such year."""
    marks = milestones(plan, begun=state.begun, setting=setting)
    numbers = [m.number for m in marks if m.item == item.id] or ([] if many else [1])
    number = key_of(act)[1]
    if number < 1 or (numbers and number not in numbers):
        yield no_such(item, act.about, among=[str(n) for n in numbers])


def _money_refused(plan: Plan, state: State, act: Act) -> Iterator[Problem]:
    if plan.account is None:
        yield no_such(plan, act.do, among=[d for d in DOES if d not in ("fund", "spend")])
        return
    known = plan.account.sources if act.do == "fund" else plan.account.uses
    amount = act.values.get("amount", "")
    if act.item not in known:
        yield no_such(plan.account, act.item, among=known)
    if not amount.isdecimal() or int(amount) == 0:
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
    one, key = known[act.item], key_of(act)
    many = one.when == "yearly"
    yield from _number_refused(plan, state, act, item=one, many=many, setting=setting)
    if key in state.decided:
        yield refusal(one, "decided", "{a}已有结论", "{a} is concluded", a=one.label)
        return
    if act.do == "review":
        yield from _review_refused(plan, state, act, one=one, setting=setting)
        return
    outcomes = [o.id for o in one.outcomes]
    if act.values.get("outcome") not in outcomes:
        yield no_such(one, act.values.get("outcome", ""), among=outcomes)
    if act.do == "propose":
        yield from _proposal_refused(plan, state, act, one=one, setting=setting, template=template)
        return
    yield from not_yours(one, one.by, act=act, setting=setting)
    yield from _order_refused(plan, state, one=one)
    if any(r.by == act.by for r in state.heard(key)):
        yield refusal(
            one, "recorded", "{by}已经记过", "{by} has recorded already", by=setting.who([act.by])
        )
    if template is not None:
        yield from appraisal.refusals(template, act.findings, words=act.words, setting=setting)


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
    yield from _may(plan, plan.proposes, act=act, setting=setting)
    if not plan.proposes:
        return
    if key_of(act) in state.proposed:
        yield refusal(one, "proposed", "已经提过意见", "Something is proposed already")
    heard = state.heard(key_of(act))
    joint = one.joint is not None and one.joint.holds(setting.adopted)
    absent = [b for b in one.by if b not in {r.by for r in heard}]
    if absent and not (joint and heard):
        yield refusal(
            one, "records", "还没有考核记录：{w}", "No record yet of: {w}", w=setting.who(absent)
        )
    elif template is not None:
        yield from appraisal.missing(template, [f for r in heard for f in r.findings])


def _review_refused(
    plan: Plan, state: State, act: Act, *, one: Item, setting: Setting
) -> Iterator[Problem]:
    yield from _may(plan, plan.reviews, act=act, setting=setting)
    if key_of(act) not in state.proposed:
        yield refusal(one, "proposal", "还没有调整意见", "Nothing is proposed yet")
    verdict = act.values.get("verdict", "")
    if verdict not in ("approve", "return"):
        yield no_such(one, verdict, among=("approve", "return"))
    if verdict == "return" and not act.words:
        yield refusal(one, "words", "退回要说明理由", "Say why it goes back")


def _may(plan: Plan, by: tuple[str, ...], *, act: Act, setting: Setting) -> Iterator[Problem]:
    if not by:
        yield no_such(plan, act.do, among=[d for d in DOES if d not in ("propose", "review")])
    else:
        yield from not_yours(plan, by, act=act, setting=setting)
