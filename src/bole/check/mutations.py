"""Small mistakes a pack could hold: each changes one threshold, connective or list entry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from bole import units
from bole.check.change import copy_key
from bole.check.steps import steps_of
from bole.criteria.kernel import (
    AgeOn,
    All,
    AnyOf,
    AsOf,
    AtLeast,
    Claimed,
    Compare,
    Each,
    Fact,
    Field,
    Formula,
    Having,
    Not,
    OneOf,
    Param,
    Readings,
    Scale,
    Shift,
    Since,
    Soft,
    Term,
    parts_of,
    walk,
    where_of,
)
from bole.facts.catalogues import Catalogue
from bole.policy.pack import Pack
from bole.text import Text


@dataclass(frozen=True, slots=True)
class Mutation:
    """`old`, an object inside a unit, becomes `new`; `node` is the nearest node with an id.

    `change` is short and stable, `text` says it to people, `hint` is a case that would notice.
    """

    node: str
    change: str
    old: Formula
    new: Formula
    text: Text
    hint: Text


def mutations_of(formula: Formula, *, pack: Pack) -> Iterator[Mutation]:
    """Every mutation of a unit, in reading order; another tier's condition is left alone."""
    yield from _Mutations(pack).within(formula, node="")


class _Mutations:
    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.seen: set[tuple[object, ...]] = set()

    def within(self, formula: Formula, *, node: str) -> Iterator[Mutation]:
        key = copy_key(formula)
        if key in self.seen:
            return
        self.seen.add(key)
        node = formula.meta.id or node
        for change, new, text, hint in self._changes(formula):
            yield Mutation(node, change, formula, new, text, hint)
        inside: list[Formula] = list(parts_of(formula))
        where = where_of(formula)
        for part in [*inside, *([where] if where is not None else [])]:
            yield from self.within(part, node=node)

    def _changes(self, formula: Formula) -> Iterator[tuple[str, Formula, Text, Text]]:
        match formula:
            case Compare():
                yield from self._compare(formula)
            case OneOf():
                yield from self._one_of(formula)
            case All(parts) | AnyOf(parts) if len(parts) > 1:
                yield from self._group(formula)
            case AtLeast(n, parts):
                yield from _count(formula, n, most=len(parts))
            case Having(n=n):
                yield from _count(formula, n, most=None)
            case Not(part):
                yield (
                    "not",
                    part,
                    Text("去掉“不”", "the 'not' is dropped"),
                    Text(
                        "加一个正好有（或没有）这一项的案例", "a case with exactly this, or without"
                    ),
                )
            case Each(family, where):
                yield (
                    "each",
                    Having(family, 1, where, formula.meta),
                    Text("“都”改成“有一项”", "'every' becomes 'one'"),
                    Text(
                        "加一个一项合、一项不合的案例",
                        "a case with one that fits and one that does not",
                    ),
                )
            case Soft(part=part):
                yield (
                    "soft",
                    part,
                    Text("“一般、原则上”改成硬条件", "the soft condition becomes a hard one"),
                    Text(
                        "加一个只差这一项的案例，应为待人定",
                        "a case that lacks only this: people decide",
                    ),
                )
            case Claimed(part=part):
                yield (
                    "claim",
                    part,
                    Text("不主张也算", "it counts without a claim"),
                    Text("加一个没有主张这一条的案例", "a case that does not claim it"),
                )
            case Readings():
                yield from _readings(formula)
            case _:
                pass

    def _compare(self, formula: Compare) -> Iterator[tuple[str, Formula, Text, Text]]:
        for step in steps_of(formula, pack=self.pack):
            hint = Text(
                f"加一个正好在门槛上或差一步的案例（{step.text.zh}）",
                f"a case on the threshold or one step off ({step.text.say('en')})",
            )
            yield step.change, replace(formula, right=step.right), step.text, hint
        flipped = replace(formula, op="le" if formula.op == "ge" else "ge")
        yield (
            "op",
            flipped,
            Text("大于和小于颠倒", "the comparison is turned round"),
            Text("加一个远离门槛的案例", "a case far from the threshold"),
        )
        for change, left, text in self._days(formula.left):
            hint = Text(
                "加一个生日（或起算日）正好在那天前后的案例", "a case on the day before or after"
            )
            yield change, replace(formula, left=left), text, hint
        if isinstance(formula.right, Shift):
            yield from _window(formula, formula.right)

    def _days(self, term: Term) -> Iterator[tuple[str, Any, Text]]:
        """The day up to which an age or length counts, one day off."""
        if isinstance(term, AgeOn | Since) and isinstance(term.on, Param):
            value = self.pack.parameters[term.on.key].value
            if value is None:
                return
            day = units.to_date(value)
            for sign, word in ((-1, "前"), (1, "后")):
                other = units.to_int(day + dt.timedelta(days=sign))
                on = replace(term.on, plus=other - value)
                text = Text(
                    f"算到{word}一天", f"counted to the day {'before' if sign < 0 else 'after'}"
                )
                yield f"day{sign:+d}", replace(term, on=on), text

    def _one_of(self, formula: OneOf) -> Iterator[tuple[str, Formula, Text, Text]]:
        catalogue = self._catalogue(formula.of)
        for value in _heads(formula.values, catalogue=catalogue):
            dropped = catalogue.expand([value])
            kept = formula.values - dropped
            others = [h for h in _heads(formula.values, catalogue=catalogue) if h != value]
            kept |= formula.values & catalogue.expand(others)
            label = catalogue.name(value)
            yield (
                f"drop {value}",
                replace(formula, values=kept),
                Text(f"名单去掉“{label.zh}”", f"{label.say('en')!r} is dropped from the list"),
                Text(
                    f"加一个取值为“{label.zh}”的案例", f"a case whose value is {label.say('en')!r}"
                ),
            )
        if formula.claim is not None:
            yield (
                "closed",
                replace(formula, claim=None),
                Text("开放名单（等、同等）改成封闭", "the open list is closed"),
                Text(
                    "加一个取值不在名单、主张了这一条的案例",
                    "a claimed case with a value not listed",
                ),
            )

    def _group(self, formula: All | AnyOf) -> Iterator[tuple[str, Formula, Text, Text]]:
        every = isinstance(formula, All)
        yield (
            "any" if every else "all",
            (AnyOf if every else All)(formula.parts, formula.meta),
            Text("“都要”改成“有一项”", "'all' becomes 'any'")
            if every
            else Text("“有一项”改成“都要”", "'any' becomes 'all'"),
            Text("加一个只满足其中一项的案例", "a case that meets only one of the parts"),
        )
        for n, part in enumerate(formula.parts):
            kept = formula.parts[:n] + formula.parts[n + 1 :]
            label = self._name(part, n=n)
            hint = (
                Text("加一个只差这一项的案例", "a case that lacks only this part")
                if every
                else Text("加一个只满足这一项的案例", "a case that meets only this part")
            )
            text = Text(f"去掉“{label.zh}”", f"{label.say('en')!r} is dropped")
            yield f"part {n + 1}", replace(formula, parts=kept), text, hint

    def _name(self, part: Formula, *, n: int) -> Text:
        """The part's label, or that of the first fact or field it reads."""
        words = self.pack.vocabulary
        for node in walk(part):
            if node.meta.label:
                return node.meta.label
            if isinstance(node, Compare | OneOf):
                of = node.left if isinstance(node, Compare) else node.of
                of = of.of if isinstance(of, Scale) else of
                if isinstance(of, Field):
                    return words.field(of.family, of.name).label
        return Text(f"第 {n + 1} 项", f"part {n + 1}")

    def _catalogue(self, of: Fact | Field) -> Catalogue:
        words = self.pack.vocabulary
        definition = words.fact(of.id) if isinstance(of, Fact) else words.field(of.family, of.name)
        return words.catalogue(definition)


def _heads(values: frozenset[str], *, catalogue: Catalogue) -> list[str]:
    """The values that are not below another one of the list: what a rule names."""
    below = {v for head in values for v in catalogue.expand([head]) if v != head}
    return sorted(values - below)


def _count(
    formula: AtLeast | Having, n: int, *, most: int | None
) -> Iterator[tuple[str, Formula, Text, Text]]:
    for other in (n - 1, n + 1):
        if other < 1 or (most is not None and other > most):
            continue
        short = min(n, other)
        yield (
            f"n={other}",
            replace(formula, n=other),
            Text(f"至少 {n} 改成至少 {other}", f"at least {n} becomes at least {other}"),
            Text(f"加一个正好 {short} 项的案例", f"a case with exactly {short}"),
        )


def _readings(formula: Readings) -> Iterator[tuple[str, Formula, Text, Text]]:
    """Only what the pack wrote itself; how recent years count is one question for all rules."""
    if not formula.meta.shown:
        return
    for option in formula.options:
        yield (
            f"only {option.id}",
            option.part,
            Text(f"只按“{option.label.zh}”读", f"read only as {option.label.say('en')!r}"),
            Text("加一个两种读法结论不同的案例", "a case in which the readings differ"),
        )


def _window(formula: Compare, day: Shift) -> Iterator[tuple[str, Formula, Text, Text]]:
    """A window of years is changed by a year, a span between two days of a person by a month."""
    step = 12 if isinstance(day.day, Param | AsOf) else 1
    for sign in (-step, step):
        zh = f"期间{'多' if sign < 0 else '少'}{'一年' if step == 12 else '一个月'}"
        en = f"the span {'gains' if sign < 0 else 'loses'} a {'year' if step == 12 else 'month'}"
        if step == 1:
            zh, en = f"期限{sign:+d} 个月", f"the limit moves by {sign:+d} month"
        yield (
            f"months{sign:+d}",
            replace(formula, right=replace(day, months=day.months + sign)),
            Text(zh, en),
            Text(
                "加一个日期刚好在期间内和刚好在期间外的案例", "cases just inside and just outside"
            ),
        )
