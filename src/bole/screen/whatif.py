"""The same criteria under another number: a parameter, or the threshold of one condition."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping

from bole import units
from bole.criteria.kernel import (
    AgeOn,
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
    Months,
    Not,
    Readings,
    Scale,
    Since,
    Soft,
    Staged,
    Sum,
    walk,
)
from bole.facts.definitions import FactDef
from bole.facts.quantities import read_number
from bole.facts.values import parse_threshold
from bole.facts.vocabulary import Vocabulary
from bole.judge.verdict import Key
from bole.policy.cycle import Cycle
from bole.policy.pack import Pack
from bole.problems import Problem, Problems, did_you_mean, problem
from bole.text import Text

SPAN = re.compile(r"(\d+)\s*(年|years?|y|个月|月|months?|m)?")


def changed(
    cycle: Cycle, roots: Mapping[Key, Formula], settings: Iterable[str]
) -> tuple[Cycle, dict[Key, Formula]]:
    """The cycle and conditions under `KEY=VALUE` settings; raises Problems.

    KEY is a parameter, or the id of a condition that compares with one number.
    """
    params, found = dict(cycle.params), dict(roots)
    wrong: list[Problem] = []
    for setting in settings:
        key, _, value = setting.partition("=")
        try:
            if key in cycle.pack.parameters:
                params[key] = _parameter(cycle.pack, key, value)
            else:
                found = _threshold(found, key, value, pack=cycle.pack)
        except Problems as problems:
            wrong += problems.problems
    if wrong:
        raise Problems(wrong)
    return dataclasses.replace(cycle, params=params), found


def _parameter(pack: Pack, key: str, value: str) -> int:
    parameter = pack.parameters[key]
    blank = Text("")
    kind = FactDef(key, parameter.kind, "person", parameter.label, blank, blank, blank)  # type: ignore[arg-type]
    return parse_threshold(kind, value, vocabulary=pack.vocabulary)


def _threshold(
    roots: Mapping[Key, Formula], id: str, value: str, *, pack: Pack
) -> dict[Key, Formula]:
    found = [n for root in roots.values() for n in walk(root) if n.meta.id == id]
    numbers = {c for node in found for c in _compared(node)}
    if not found:
        known = sorted({n.meta.id for r in roots.values() for n in walk(r) if n.meta.id})
        hint = did_you_mean(id, among=[*pack.parameters, *known])
        zh, en = f"没有参数或条件“{id}”", f"There is no parameter or condition {id!r}"
        raise Problems([problem("simulate.key", zh, en, hint=hint)])
    if len(numbers) != 1:
        zh = f"“{id}”不是和一个数比较的条件"
        en = f"{id!r} does not compare with one number"
        raise Problems([problem("simulate.number", zh, en)])
    number = _number(next(iter(numbers)), value, vocabulary=pack.vocabulary)
    return {key: _replaced(root, id, number) for key, root in roots.items()}


def _compared(node: Formula) -> Iterator[Compare]:
    for inner in walk(node):
        if isinstance(inner, Compare) and isinstance(inner.right, Const):
            yield inner


def _number(compare: Compare, value: str, *, vocabulary: Vocabulary) -> int:
    """The value in the units of what is compared; strict comparisons take the next number."""
    left = compare.left
    match left:
        case Fact(id):
            number = parse_threshold(vocabulary.fact(id), value, vocabulary=vocabulary)
        case Field(family, name):
            number = parse_threshold(vocabulary.field(family, name), value, vocabulary=vocabulary)
        case Scale(of=Fact(id)):
            number = parse_threshold(vocabulary.fact(id), value, vocabulary=vocabulary)
        case Scale(of=Field(family, name)):
            number = parse_threshold(vocabulary.field(family, name), value, vocabulary=vocabulary)
        case Months() | Since():
            match_ = SPAN.fullmatch(value.strip())
            if match_ is None:
                raise Problems([_unreadable(value)])
            years = (match_[2] or "").startswith(("年", "y"))
            number = int(match_[1]) * (units.YEAR if years else units.MONTH)
        case AgeOn() | Count():
            try:
                number = read_number(value, unit="岁")
            except ValueError:
                raise Problems([_unreadable(value)]) from None
        case _:
            raise Problems([_unreadable(value)])
    if not compare.strict:
        return number
    return number + 1 if compare.op == "ge" else number - 1


def _unreadable(value: str) -> Problem:
    return problem("simulate.value", f"读不懂 {value!r}", f"Cannot read {value!r}")


def _replaced(formula: Formula, id: str, number: int, *, inside: bool = False) -> Formula:
    inside = inside or formula.meta.id == id

    def again(part: Formula) -> Formula:
        return _replaced(part, id, number, inside=inside)

    match formula:
        case All() | AnyOf() | AtLeast():
            return dataclasses.replace(formula, parts=tuple(map(again, formula.parts)))
        case Not() | Soft() | Claimed() | Staged():
            return dataclasses.replace(formula, part=again(formula.part))
        case Readings(options=options):
            kept = tuple(dataclasses.replace(o, part=again(o.part)) for o in options)
            return dataclasses.replace(formula, options=kept)
        case Having() | Each():
            return dataclasses.replace(formula, where=again(formula.where))
        case Compare(left=Months() | Count() | Sum() as left):
            below = dataclasses.replace(left, where=again(left.where))
            right = Const(number) if inside and isinstance(formula.right, Const) else formula.right
            return dataclasses.replace(formula, left=below, right=right)
        case Compare(right=Const()) if inside:
            return dataclasses.replace(formula, right=Const(number))
        case _:
            return formula
