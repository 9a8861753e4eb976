"""Single tests side by side: thresholds, lists, conditions on records, judgements.

A test is taken apart into facets (what is measured, and what is asked of it). Facets that both
sides have are compared, the others were added or are gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bole.check.diff.model import ADDED, CHANGED, REMOVED, from_to
from bole.check.diff.say import Say
from bole.criteria.kernel import (
    All,
    AnyOf,
    AtLeast,
    Claimed,
    Compare,
    Const,
    Count,
    Each,
    Fact,
    Field,
    Formula,
    Having,
    Judgement,
    Months,
    Not,
    OneOf,
    Param,
    Readings,
    Shift,
    Soft,
    Staged,
    Sum,
    Term,
)
from bole.judge.plan import facts_read
from bole.text import Text, join

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing that a test asks for: `title` says of what, `value` how much or which."""

    title: Text
    value: Text
    #: The names of a list, for what came and went; empty where it is no list.
    names: tuple[Text, ...] = ()
    #: True for a list that ends in "or the like".
    open: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """One difference of a test in words."""

    what: str
    text: Text
    before: Text = Text("")
    after: Text = Text("")


def compare_leaves(a: Formula, b: Formula, *, old: Say, new: Say) -> list[Said]:
    """What differs between two tests; one line at least, for tests that are not equal."""
    before, after = dict(_facets(a, say=old)), dict(_facets(b, say=new))
    found: list[Said] = []
    for key, facet in after.items():
        if key not in before:
            found.append(_only(facet, ADDED, "另外要求", "also asks for"))
        elif before[key] != facet:
            found.append(_changed(before[key], facet))
    for key, facet in before.items():
        if key not in after:
            found.append(_only(facet, REMOVED, "不再要求", "no longer asks for"))
    return found or [_reworded(a, b, old=old, new=new)]


def _only(facet: Facet, what: str, zh: str, en: str) -> Said:
    said = join([t for t in (facet.title, facet.value) if t], zh=" ", en=" ")
    text = Text(f"{zh}：{said.zh}", f"{en}: {said.say('en')}")
    return Said(what, text, *((said, Text("")) if what == REMOVED else (Text(""), said)))


def _changed(a: Facet, b: Facet) -> Said:
    if a.names and b.names:
        return _list(a, b)
    text = from_to(a.value, b.value)
    return Said(CHANGED, _titled(b.title, text), a.value, b.value)


def _list(a: Facet, b: Facet) -> Said:
    came, went = [n for n in b.names if n not in a.names], [n for n in a.names if n not in b.names]
    parts = []
    if came:
        names = join(came)
        parts.append(Text(f"增加 {names.zh}", f"adds {names.say('en')}"))
    if went:
        names = join(went)
        parts.append(Text(f"去掉 {names.zh}", f"drops {names.say('en')}"))
    if a.open != b.open:
        zh, en = ("名单外的也可以", "others may count") if b.open else ("只限名单", "only those")
        parts.append(Text(zh, en))
    return Said(CHANGED, _titled(b.title, join(parts, zh="；", en="; ")), a.value, b.value)


def _titled(title: Text, text: Text) -> Text:
    if not title:
        return text
    return Text(f"{title.zh}：{text.zh}", f"{title.say('en')}: {text.say('en')}")


def _reworded(a: Formula, b: Formula, *, old: Say, new: Say) -> Said:
    before, after = old.needed(a), new.needed(b)
    if before == after:
        return Said(CHANGED, Text("判断方式有变", "is judged in another way"))
    return Said(CHANGED, from_to(before, after), before, after)


# Taking a test apart ------------------------------------------------------------------------


def _facets(formula: Formula, *, say: Say, at: Key = ()) -> Iterator[tuple[Key, Facet]]:
    match formula:
        case All(parts):
            for part in parts:
                yield from _facets(part, say=say, at=at)
        case Compare(left=left):
            yield from _compare(formula, left, say=say, at=at)
        case OneOf():
            yield (*at, "in", formula.of), _choices(formula, say=say)
        case Having(family, n, where):
            yield (*at, "n", family), Facet(_family(family, say), _count(n))
            yield from _facets(where, say=say, at=(*at, family))
        case Each(family, where):
            yield (*at, "each", family), Facet(_family(family, say), Text("每一项", "each"))
            yield from _facets(where, say=say, at=(*at, family))
        case Not(part):
            for key, facet in _facets(part, say=say, at=(*at, "not")):
                yield key, _denied(facet)
        case Readings(key, options):
            for option in options:
                inner = _facets(option.part, say=say, at=(*at, key, option.id))
                for place, facet in inner:
                    yield place, replace(facet, title=_under(option.label, facet.title))
        case Judgement():
            yield (*at, "judged"), Facet(Text("由人评判", "judged by people"), formula.meta.label)
        case AnyOf() | AtLeast():
            yield (*at, "any", facts_read(formula)), Facet(Text(""), say.needed(formula))
        case Soft(part=part) | Claimed(part=part) | Staged(part=part):
            yield from _facets(part, say=say, at=at)


def _compare(formula: Compare, left: Term, *, say: Say, at: Key) -> Iterator[tuple[Key, Facet]]:
    where = left.where if isinstance(left, Months | Count | Sum) else None
    bound = _bound(formula, say=say)
    kind = (type(left).__name__, say.label(left), formula.op)
    yield (*at, *kind), Facet(say.label(left), bound)
    if where is not None:
        yield from _facets(where, say=say, at=(*at, "where"))


def _bound(formula: Compare, *, say: Say) -> Text:
    recent = _recent(formula.right)
    if recent:
        return recent
    definition = _yes_no(formula, say=say)
    if definition:
        return definition
    if isinstance(formula.right, Const):
        step = (1 if formula.op == "ge" else -1) if formula.strict else 0
        value = say.value(formula.left, formula.right.value - step)
        sign = {("ge", False): "≥", ("ge", True): ">", ("le", False): "≤", ("le", True): "<"}
        head = sign[formula.op, formula.strict]
        return Text(f"{head} {value.zh}", f"{head} {value.say('en')}")
    return _by_parameter(formula, say=say)


def _by_parameter(formula: Compare, *, say: Say) -> Text:
    """What is asked for, without the conditions on records: they are facets of their own."""
    if isinstance(formula.left, Months | Count | Sum) and isinstance(formula.right, Param):
        label = say.pack.parameters[formula.right.key].label
        return Text(f"按“{label.zh}”", f"by {label.say('en')!r}")
    return say.needed(formula)


def _recent(right: Term) -> Text:
    """`近 3 年` for a window that ends on a reference day."""
    if not isinstance(right, Shift) or right.months >= 0 or isinstance(right.day, Fact | Field):
        return Text("")
    years, months = divmod(-right.months, 12)
    whole = Text("，从年初算", " from 1 January") if right.year_start else Text("")
    zh, en = (
        (f"{years} 年", f"{years} years")
        if not months
        else (f"{-right.months} 个月", f"{-right.months} months")
    )
    return Text(f"近 {zh}{whole.zh}", f"the last {en}{whole.say('en')}")


def _yes_no(formula: Compare, *, say: Say) -> Text:
    of = formula.left
    vocabulary = say.pack.vocabulary
    if isinstance(of, Fact) and vocabulary.facts[of.id].kind == "bool":
        return say.needed(formula)
    if isinstance(of, Field) and vocabulary.field(of.family, of.name).kind == "bool":
        return say.needed(formula)
    return Text("")


def _choices(formula: OneOf, *, say: Say) -> Facet:
    of = formula.of
    words = say.pack.vocabulary
    definition = words.facts[of.id] if isinstance(of, Fact) else words.field(of.family, of.name)
    catalogue = words.catalogue(definition)
    top = [
        v
        for v in catalogue.values
        if v in formula.values
        and not {*catalogue.values[v].broader, *catalogue.values[v].successor_of} & formula.values
    ]
    names = tuple(catalogue.name(v) for v in top)
    value = join(names)
    if formula.claim is not None:
        value = Text(f"{value.zh} 等", f"{value.say('en')} or the like")
    return Facet(say.label(of), value, names, open=formula.claim is not None)


def _family(family: str, say: Say) -> Text:
    return say.pack.vocabulary.families[family].label


def _count(n: int) -> Text:
    return Text(f"≥ {n} 项", f"≥ {n}")


def _denied(facet: Facet) -> Facet:
    title = Text(f"不是 {facet.title.zh}", f"not {facet.title.say('en')}")
    return replace(facet, title=title)


def _under(label: Text, title: Text) -> Text:
    return Text(f"（{label.zh}）{title.zh}", f"({label.say('en')}) {title.say('en')}")
