"""From `stewardship.yaml` to registers, plans, tickets, indicator systems and measures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bole.criteria.kernel import Formula
from bole.criteria.spec import Words
from bole.policy.part import Part
from bole.policy.stewardship_parts import Known, among, labelled, one, texts
from bole.policy.ticket_kinds import read_ticket
from bole.problems import did_you_mean
from bole.stewardship.model import (
    FORMS,
    THENS,
    WHENS,
    Account,
    Actor,
    Assessment,
    Filing,
    Group,
    Indicator,
    Measure,
    Outcome,
    Page,
    Plan,
    Register,
    Rule,
    Stewardship,
    Template,
)


def read_stewardship(
    file: Part, *, words: Words, tiers: Mapping[str, Formula] | None = None
) -> Stewardship:
    """A pack's stewardship; problems go to the part.

    `tiers` are the criteria that rules of entry may name, as `track/tier` or `tier`.
    """
    words.tier = (tiers or {}).__getitem__
    file.only("links", "actors", "templates", "registers", "plans", "tickets", "measures", "pages")
    known = Known(words, links=texts(file, "links"))
    actors = tuple(_actor(p, known=known) for p in file.parts("actors"))
    known.actors = {a.id: a.label for a in actors}
    templates = tuple(_template(p, known=known) for p in file.parts("templates"))
    known.templates = tuple(t.id for t in templates)
    return Stewardship(
        links=known.links,
        actors=actors,
        templates=templates,
        registers=tuple(_register(p, known=known) for p in file.parts("registers")),
        plans=tuple(_plan(p, known=known) for p in file.parts("plans")),
        tickets=tuple(read_ticket(p, known=known) for p in file.parts("tickets")),
        measures=tuple(_measure(p, known=known, top=True) for p in file.parts("measures")),
        pages=tuple(_page(p, known=known) for p in file.parts("pages")),
    )


def _actor(part: Part, *, known: Known) -> Actor:
    head = known.item(part, "later", "since", top=True, cited=False)
    return Actor(
        **head, later=part.text("later"), since=known.param(part, part.word("since"), "since")
    )


def _page(part: Part, *, known: Known) -> Page:
    head = known.item(part, "what", top=True)
    return Page(**head, what=labelled(part, "what"))


def _template(part: Part, *, known: Known) -> Template:
    head = known.item(part, "groups", "guarded", "no_numbers", top=True)
    groups = tuple(_group(p, known=known) for p in part.parts("groups"))
    ids = [i.id for g in groups for i in g.indicators]
    for id in sorted({i for i in ids if ids.count(i) > 1}):
        part.fail("id", f"指标“{id}”用了两次", f"The indicator {id!r} is used twice", "groups")
    return Template(
        **head,
        groups=groups,
        guarded=part.flag("guarded"),
        no_numbers=known.choice(part, "no_numbers"),
    )


def _group(part: Part, *, known: Known) -> Group:
    head = known.item(part, "by", "indicators", "weight")
    indicators = tuple(_indicator(p, known=known) for p in part.parts("indicators"))
    if not indicators:
        part.fail("indicators", "至少写一项指标", "At least one indicator is needed")
    by = known.who(part, "by", need=True)
    return Group(**head, by=by, indicators=indicators, weight=_weight(part))


def _indicator(part: Part, *, known: Known) -> Indicator:
    head = known.item(part, "element", "form", "evidence", "weight")
    return Indicator(
        **head,
        element=part.word("element"),
        form=one(part, "form", known=FORMS, default="words"),
        evidence=part.text("evidence"),
        weight=_weight(part),
    )


def _weight(part: Part) -> int | None:
    raw = part.data.get("weight")
    if raw is None:
        return None
    if not isinstance(raw, int) or not 0 < raw <= 100:
        part.fail("weight", "权重写 1 到 100 的整数", "A weight is 1 to 100", "weight")
        return None
    return raw


def _register(part: Part, *, known: Known) -> Register:
    head = known.item(part, "of", "fields", "entry", "exit", "seen_by", "counted_by", top=True)
    fields = known.fields(part)
    ids = [f.id for f in fields]
    seen = known.who(part, "seen_by", need=True)
    for inner in fields:
        if not set(inner.seen_by) <= set(seen):
            zh, en = f"“{inner.id}”给了看不到本册的人", f"{inner.id!r} is open to outsiders"
            part.fail("seen_by", zh, en, "fields")
    return Register(
        **head,
        of=part.word("of", need=True),
        fields=fields,
        entry=tuple(_rule(p, known=known, fields=ids, of=head["id"]) for p in part.parts("entry")),
        exit=tuple(_rule(p, known=known, fields=ids, of=head["id"]) for p in part.parts("exit")),
        seen_by=seen,
        counted_by=among(part, "counted_by", known=ids),
    )


def _rule(part: Part, *, known: Known, fields: list[str], of: str) -> Rule:
    head = known.item(part, "by", "when", "needs")
    return Rule(
        **head,
        by=known.who(part, "by", need=True),
        when=known.when(part, id=f"stewardship.{of}.{head['id']}"),
        needs=among(part, "needs", known=fields),
    )


def _plan(part: Part, *, known: Known) -> Plan:
    head = known.item(
        part, "subject", "years", "param", "anchor", "templates", "files", "assessments",
        "proposes", "reviews", "measures", "account", top=True,
    )  # fmt: skip
    years, param = part.data.get("years"), known.param(part, part.word("param"), "param")
    if years is not None and (not isinstance(years, int) or years < 1):
        part.fail("years", "years 写整数", "years is a whole number", "years")
        years = None
    if years is None and not param:
        part.fail("years", "写 years，或写定年数的参数", "Write years, or a parameter for it")
    assessments = tuple(_assessment(p, known=known) for p in part.parts("assessments"))
    proposes = known.who(part, "proposes")
    if not proposes and any(len(a.by) > 1 for a in assessments):
        part.fail("proposes", "几方考核，要写谁提意见", "Say who proposes where several assess")
    return Plan(
        **head,
        subject=part.word("subject", need=True),
        months=None if years is None else 12 * years,
        param=param,
        anchor=part.text("anchor"),
        templates=_templates(part, known=known),
        files=tuple(_filing(p, known=known) for p in part.parts("files")),
        assessments=assessments,
        proposes=proposes,
        reviews=known.who(part, "reviews"),
        measures=tuple(_measure(p, known=known) for p in part.parts("measures")),
        account=_account(part, known=known),
    )


def _templates(part: Part, *, known: Known) -> dict[str, str]:
    found = {str(k): str(v) for k, v in (part.data.get("templates") or {}).items()}
    for kind, id in found.items():
        if id not in known.templates:
            hint = did_you_mean(id, among=list(known.templates))
            zh, en = f"没有指标体系“{id}”", f"No indicator system {id!r}"
            part.fail("template", zh, en, "templates", kind, hint=hint)
    return found


def _filing(part: Part, *, known: Known) -> Filing:
    head = known.item(part, "by", "to", "yearly", "due", "short")
    return Filing(
        **head,
        by=known.who(part, "by", need=True),
        to=known.who(part, "to"),
        yearly=part.flag("yearly"),
        due=known.due(part),
        short=known.choice(part, "short"),
    )


def _assessment(part: Part, *, known: Known) -> Assessment:
    head = known.item(part, "when", "by", "outcomes", "joint")
    outcomes = tuple(_outcome(p, known=known) for p in part.parts("outcomes"))
    if not outcomes:
        part.fail("outcomes", "写可能的结论", "Write the outcomes")
    return Assessment(
        **head,
        when=one(part, "when", known=WHENS),
        by=known.who(part, "by", need=True),
        outcomes=outcomes,
        joint=known.choice(part, "joint"),
    )


def _outcome(part: Part, *, known: Known) -> Outcome:
    head = known.item(part, "then")
    return Outcome(**head, then=one(part, "then", known=THENS, default="go_on"))


def _measure(part: Part, *, known: Known, top: bool = False) -> Measure:
    head = known.item(part, "by", "chosen_by", "param", "items", top=top)
    items = tuple(_measure(p, known=known) for p in part.parts("items"))
    by = known.who(part, "by", need=top)
    # What a list of measures cites and whose it is holds for its items too.
    items = tuple(replace(i, cite=i.cite or head["cite"], by=i.by or by) for i in items)
    return Measure(
        **head,
        by=by,
        param=known.param(part, part.word("param"), "param"),
        chosen_by=known.who(part, "chosen_by"),
        items=items,
    )


def _account(part: Part, *, known: Known) -> Account | None:
    raw = part.data.get("account")
    if raw is None:
        return None
    inner = Part(part.doc, (*part.path, "account"), raw, part.problems)
    head = known.item(inner, "sources", "uses")
    return Account(**head, sources=texts(inner, "sources"), uses=texts(inner, "uses"))
