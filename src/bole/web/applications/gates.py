"""What stands against or beside a submission, each with its clause and where to mend it.

Hard gates block: the window, limits, exclusivity, what the form and the list of materials demand,
consents, and a criterion that the pack makes a guard of the filing stage. Everything else is
advice: an unmet criterion warns with its clause, an open one is named, and people decide.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Final

from bole import levels
from bole.criteria.kernel import Formula
from bole.facts.identity import tidy_code
from bole.policy.pack import FormField
from bole.process.advance import slot_of
from bole.text import Text
from bole.web.accounts import consents
from bole.web.applications.advice import advice as advised
from bole.web.applications.gate import Gate, Level, address, form_place, row_place
from bole.web.applications.world import Situation
from bole.web.organisations.models import Organisation
from bole.web.profiles import bridge
from bole.web.profiles.completeness import doubts_of
from bole.web.programmes.sections import REQUIRED

#: Names of a limit's key that a person has to give, and what to give.
_GIVE: Final = {
    "person": Text("证件号码", "the identity number"),
    "uscc": Text("单位的统一社会信用代码", "the employer's credit code"),
    "employer": Text("单位的统一社会信用代码", "the employer's credit code"),
    "recommender": Text("推荐单位", "the recommending body"),
}


def gates(situation: Situation, *, advice: bool = True) -> list[Gate]:
    """Every gate, hard ones first, each group in the order in which people mend them.

    Without `advice` the clauses of the tier are left out, which are explained at some cost.
    """
    sources = (*_sources(situation), advised) if advice else _sources(situation)
    found = [gate for source in sources for gate in source(situation)]
    order = {"hard": 0, "soft": 1, "open": 2}
    return sorted(found, key=lambda g: order[g.level])


def hard(found: list[Gate]) -> list[Gate]:
    """Those that block."""
    return [g for g in found if g.level == "hard"]


def against(situation: Situation) -> list[Gate]:
    """What already stands against an application however it is filled in, hard ones first.

    Limits whose places are taken, and the condition of the filing where what was told rules it out:
    a list that is not whole yet may still meet it. The same gates as at the end.
    """
    stage = situation.rules.stage(situation.case.stage)
    if stage is not None and stage.kind != "file":
        return []
    full = [g for g in _limits(situation) if g.code == "quota.full"]
    found = [*full, *_guard(situation, level=situation.level_so_far)]
    return sorted(found, key=lambda g: g.level != "hard")


def unregistered(unit: Organisation, *, on: dt.date) -> Gate:
    """What bars an employer that may not act that day from filing."""
    zh, en = "单位的登记没有通过，或已暂停", "The employer's registration is not in force"
    if unit.lapsed_on(on):
        zh = f"单位的登记已于 {unit.verified_until} 到期，更新登记后才能提交"
        en = f"The employer's registration lapsed on {unit.verified_until}: refresh it first"
    return Gate("hard", "organisation", Text(zh, en), "", address("organisation", unit.uscc))


def _sources(s: Situation) -> tuple[Callable[[Situation], Iterator[Gate]], ...]:
    """What is asked: all of it at the filing, the form and the materials at a completion."""
    filled = (_unreadable, _doubtful, _boxes, _materials)
    stage = s.rules.stage(s.case.stage)
    if stage is not None and stage.kind != "file":
        return (_time, _who_files, *filled)
    return (_time, _way, _who_files, _choices, _limits, *filled, _consents, _guard)


def _time(s: Situation) -> Iterator[Gate]:
    """The window, or the stage's own end."""
    it = s.deadline
    if it.state == "ahead":
        zh = f"还没开始收：{it.starts.zh}起"
        yield Gate("hard", "window", Text(zh, f"Not open before {it.starts.say('en')}"), it.cite)
    elif not it.open:
        zh, en = f"已于 {it.ends.zh} 截止", f"Closed on {it.ends.say('en')}"
        yield Gate("hard", "late", Text(zh, en), it.cite)


def _way(s: Situation) -> Iterator[Gate]:
    """The way in, which may be for some people only."""
    way = next((i for i in s.rules.programme.intake if i.id == s.case.intake), None)
    if len(s.rules.programme.intake) > 1 and way is None:
        yield _choose(s, "intake", Text("还没选怎么报", "Choose the way to apply"))
    if way is not None and way.when is not None and s.level(way.when) != levels.MEETS:
        zh = f"“{way.label.zh}”只收符合这一条件的人，按目前填的还不是"
        en = f"“{way.label.say('en')}” is for people who meet its condition; your answers do not"
        yield Gate("hard", "intake", Text(zh, en), way.cite, form_place(s, "intends_to_move_in"))


def _who_files(s: Situation) -> Iterator[Gate]:
    """The employer's registration, where the employer files."""
    unit = s.case.filer_organisation
    if unit is not None and not unit.acts_on(s.at.date()):
        yield unregistered(unit, on=s.at.date())


def _choices(s: Situation) -> Iterator[Gate]:
    """What has to be chosen."""
    case, rules = s.case, s.rules
    if rules.programme.tracks[0].id and not case.track:
        yield _choose(s, "track", Text("还没选领域", "Choose the field"))
    tier = rules.tier(case.tier)
    if tier is None:
        yield _choose(s, "tier", Text("还没选类别", "Choose the tier"))
    elif not tier.direct:
        zh, en = f"{tier.label.zh}不能直接报", f"{tier.label.say('en')} cannot be applied for"
        yield Gate("hard", "tier", Text(zh, en), tier.cite, address("case_choice", case.id))
    if rules.recommends is not None and case.recommender is None:
        text = Text("还没选推荐单位", "Choose the recommending body")
        yield _choose(s, "recommender", text, cite=rules.recommends.cite)
    yield from _endorser(s)
    typed = tidy_code(s.facts.get("employer.code").text)
    if typed and case.employer and typed != case.employer.uscc:
        zh = "表里填的单位代码和选的单位不是同一个"
        text = Text(zh, "The employer's code in the form is not that of the employer chosen")
        yield Gate("hard", "employer", text, "", address("case_choice", case.id))


def _endorser(s: Situation) -> Iterator[Gate]:
    """Where an employer has to endorse, there must be one, and it should be able to act."""
    endorses = next(
        (t for t in s.rules.programme.process.stages if t.kind == "endorse" and t.by == "employer"),
        None,
    )
    employer = s.case.employer
    if endorses is None or s.case.filer_organisation is not None:
        return
    if employer is None:
        text = Text("还没写单位，提交后要由它审核推荐", "Name the employer, who has to endorse you")
        yield _choose(s, "employer", text, cite=endorses.cite)
    elif not employer.acts_on(s.at.date()):
        zh = "单位还没在这里注册，提交后要等它注册才能推荐"
        en = "The employer has not registered here yet and can endorse only once it has"
        yield Gate("open", "employer", Text(zh, en), endorses.cite)


def _limits(s: Situation) -> Iterator[Gate]:
    """Places under limits: taken with this step they block, later ones are told ahead."""
    told: set[tuple[str, str]] = set()
    for limit in s.rules.programme.process.limits:
        now = limit.take == s.rules.filing.id
        lacking = [n for n in limit.per if n in _GIVE and not s.names.get(n)]
        for name in lacking if now else ():
            if ("give", name) not in told and not (name == "person" and _asks(s, "identity_code")):
                told.add(("give", name))
                zh = f"还没填{_GIVE[name].zh}：{limit.label.zh}"
                en = f"Give {_GIVE[name].say('en')}: {limit.label.say('en')}"
                yield Gate("hard", f"give.{name}", Text(zh, en), limit.cite, _where(s, name))
        slot = slot_of(limit, world=s.world)
        if lacking or slot is None:
            continue
        most = limit.max if not limit.table else s.world.tables.get(limit.table, {}).get(slot.key)
        level: Level = "hard" if now else "open"
        if most is None:
            zh, en = "名额表还没填", "The quota is not filled in yet"
            yield _limited(level, "quota.empty", limit.label, limit.cite, Text(zh, en))
        elif s.used(slot) >= most:
            zh, en = f"最多 {most}，已经用完", f"At most {most}, all taken"
            yield _limited(level, "quota.full", limit.label, limit.cite, Text(zh, en))


def _unreadable(s: Situation) -> Iterator[Gate]:
    """Values that were typed and cannot be read."""
    for wrong in bridge.unreadable(*s.contents):
        label = _label(s, wrong.id, wrong.field)
        zh = (
            f"“{label.zh}”填的读不懂，请改"
            if wrong.row < 0
            else (f"第 {wrong.row + 1} 条的“{label.zh}”读不懂，请改")
        )
        en = f"“{label.say('en')}” cannot be read: please correct it"
        yield Gate("hard", "unreadable", Text(zh, en), "", form_place(s, wrong.id))


def _doubtful(s: Situation) -> Iterator[Gate]:
    """What cannot all be true, such as a wrong check digit; and a person who is not named."""
    for found, (id, row, field) in doubts_of(s.facts):
        if found.warning:
            continue
        label = _label(s, id, field)
        zh, en = (
            f"“{label.zh}”：{found.message.zh}",
            f"“{label.say('en')}”: {found.message.say('en')}",
        )
        if row >= 0:
            zh, en = f"第 {row + 1} 条的{zh}", f"No. {row + 1}, {en}"
        yield Gate("hard", "doubtful", Text(zh, en), "", form_place(s, id))
    for id in _unboxed(s):
        label = _label(s, id, "")
        zh, en = f"表里“{label.zh}”还空着", f"The box “{label.say('en')}” is empty"
        yield Gate("hard", "box", Text(zh, en), "", form_place(s, id))


def _boxes(s: Situation) -> Iterator[Gate]:
    """Boxes of the official form that have to be filled."""
    for box in _empty(s):
        zh, en = f"表里“{box.label.zh}”还空着", f"The box “{box.label.say('en')}” is empty"
        yield Gate("hard", "box", Text(zh, en), box.cite, form_place(s, box.facts[0]))


def _empty(s: Situation) -> Iterator[FormField]:
    """The boxes that have to be filled and are not."""
    citizenship = s.facts.get("citizenship").choices
    for box in s.rules.programme.form:
        if not box.required or box.source or box.by != "applicant":
            continue
        if box.asked_of(citizenship) and not any(_told(s, name) for name in box.facts):
            yield box


def _unboxed(s: Situation) -> Iterator[str]:
    """What names the person, has no box of its own and was not told."""
    boxed = {name for box in s.rules.programme.form for name in box.facts}
    for id in REQUIRED:
        if id in s.vocabulary.facts and id not in boxed and not _told(s, id):
            yield id


def _asks(s: Situation, id: str) -> bool:
    """True where an empty box asks for a fact already; what needs it does not say so again."""
    return id in _unboxed(s) or any(id in box.facts for box in _empty(s))


def _materials(s: Situation) -> Iterator[Gate]:
    """Materials that are needed and not there."""
    for item, need in s.lacking:
        what = Text("还没交", "not handed in")
        if item.explain:
            what = Text("要交或说明", "to hand in or explain")
        zh = f"材料 {item.number} {item.label.zh}：{what.zh}"
        en = f"Material {item.number}, {item.label.say('en')}: {what.say('en')}"
        level: Level = "hard" if need.hard else "soft"
        yield Gate(level, "material", Text(zh, en), item.cite, row_place(s, item.number))
    yield from _order(s)


def _order(s: Situation) -> Iterator[Gate]:
    """Attachments that do not follow the form's order: told file by file, never barred."""
    for item in s.rules.programme.materials_of(s.case.track):
        order = s.orders.get(item.number)
        if order is None or not (told := order.told):
            continue
        zh = f"材料 {item.number} {item.label.zh}，顺序要和表里一样：{told.zh}"
        en = f"Material {item.number}, {item.label.say('en')}, in the form's order: {told.en}"
        yield Gate("soft", "order", Text(zh, en), item.cite, row_place(s, item.number))


def _consents(s: Situation) -> Iterator[Gate]:
    """Agreements that have to be given, each apart."""
    given = {(c.kind, c.version) for c in s.consents if c.about == s.case.about}
    for kind in consents.required_for(s.rules.programme.process):
        if kind.optional or (kind.id, kind.version) in given:
            continue
        zh, en = f"还没同意：{kind.title.zh}", f"Not agreed to: {kind.title.say('en')}"
        yield Gate("hard", "consent", Text(zh, en), "", f"#consent-{kind.id}")


def _guard(s: Situation, *, level: Callable[[Formula], int] | None = None) -> Iterator[Gate]:
    """A criterion that the pack demands at the filing itself; `level` as it stands by then."""
    guard = s.rules.filing.guard
    if guard is not None and (level or s.level)(guard) == levels.NOT_MET:
        what = guard.meta.label or s.rules.filing.label
        zh, en = f"不能报：{what.zh}", f"Cannot be filed: {what.say('en')}"
        yield Gate("hard", "guard", Text(zh, en), guard.meta.cite or s.rules.filing.cite)


def _told(s: Situation, name: str) -> bool:
    """True where something was said of a fact, a family or a field of one."""
    vocabulary = s.vocabulary
    if name in vocabulary.facts:
        return s.facts.get(name).state.value != "unknown"
    family, _, field = name.partition(".")
    told = any(family in c.get("families", {}) for c in s.contents)
    records = s.facts.family(family).records
    return told and (not field or not records or any(r.get(field).given for r in records))


def _label(s: Situation, id: str, field: str) -> Text:
    vocabulary = s.vocabulary
    if id in vocabulary.facts:
        return vocabulary.fact(id).label
    family = vocabulary.family(id)
    return family.fields[field].label if field in family.fields else family.label


def _limited(level: Level, code: str, label: Text, cite: str, what: Text) -> Gate:
    text = Text(f"{label.zh}：{what.zh}", f"{label.say('en')}: {what.say('en')}")
    return Gate(level, code, text, cite)


def _choose(s: Situation, code: str, text: Text, *, cite: str = "") -> Gate:
    return Gate("hard", code, text, cite, address("case_choice", s.case.id))


def _where(s: Situation, name: str) -> str:
    """Where a part of a limit's key is given."""
    return form_place(s, "identity_code") if name == "person" else address("case_choice", s.case.id)
