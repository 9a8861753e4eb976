"""A formula with one part changed, judged without compiling the rest again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import assert_never

from bole.check.plan import CasePlan
from bole.criteria.kernel import (
    All,
    AnyOf,
    AtLeast,
    Claimed,
    Compare,
    Count,
    Each,
    Formula,
    Having,
    Judgement,
    Months,
    Not,
    OneOf,
    Reading,
    Readings,
    Soft,
    Staged,
    Sum,
)
from bole.judge.plan import Compiler
from bole.judge.terms import LevelOf
from bole.judge.verdict import Verdict


class Changed:
    """`formula` with `old` (an object inside it, and its copies) replaced by `new`.

    `fresh` are the new nodes.
    """

    def __init__(self, formula: Formula, *, old: Formula, new: Formula) -> None:
        self._old = copy_key(old)
        self.fresh: dict[int, Formula] = {id(n): n for n in _all_within(new)}
        self.formula = self._within(formula, old=old, new=new)

    def _within(self, node: Formula, *, old: Formula, new: Formula) -> Formula:
        if node is old or copy_key(node) == self._old:
            return new
        changed = mapped(node, change=lambda part: self._within(part, old=old, new=new))
        if changed is not node:
            self.fresh[id(changed)] = changed
        return changed


def copy_key(node: Formula) -> tuple[object, ...]:
    """Equal for a node and its copies (`same` in a pack): other words, the very same parts."""
    if isinstance(node, Staged | Claimed):
        return (type(node), *copy_key(node.part))
    named = (f.name for f in fields(node) if f.name != "meta")
    return (type(node), *(id(getattr(node, name)) for name in named))


def mapped(node: Formula, *, change: Callable[[Formula], Formula]) -> Formula:
    """The node with `change` applied to the formulas directly inside; itself where all stay."""
    match node:
        case All(parts) | AnyOf(parts) | AtLeast(_, parts):
            found = tuple(change(p) for p in parts)
            same = all(a is b for a, b in zip(found, parts, strict=True))
            return node if same else replace(node, parts=found)
        case Not(part) | Soft(part=part) | Claimed(part=part) | Staged(part=part):
            inner = change(part)
            return node if inner is part else replace(node, part=inner)
        case Readings(_, options):
            listed = tuple(_option(o, change=change) for o in options)
            same = all(a is b for a, b in zip(listed, options, strict=True))
            return node if same else replace(node, options=listed)
        case Having(where=where) | Each(where=where):
            inner = change(where)
            return node if inner is where else replace(node, where=inner)
        case Compare(left=(Months() | Count() | Sum()) as left):
            inner = change(left.where)
            return node if inner is left.where else replace(node, left=replace(left, where=inner))
        case Compare() | OneOf() | Judgement():
            return node
        case _:
            assert_never(node)


def _option(option: Reading, *, change: Callable[[Formula], Formula]) -> Reading:
    part = change(option.part)
    return option if part is option.part else replace(option, part=part)


def _all_within(node: Formula) -> list[Formula]:
    found = [node]

    def note(part: Formula) -> Formula:
        found.extend(_all_within(part))
        return part

    mapped(node, change=note)
    return found


class Overlay(Compiler):
    """Compiles the fresh nodes of a change; all else comes from a plan's own compiler."""

    def __init__(self, plan: CasePlan, *, changed: Changed) -> None:
        super().__init__(plan.setting)
        self.base = plan.compiler
        self.changed = changed
        self._own: dict[tuple[int, bool], LevelOf] = {}

    def _get(self, formula: Formula, *, of_record: bool) -> LevelOf:
        if id(formula) not in self.changed.fresh:
            return self.base.where(formula) if of_record else self.base.level_of(formula)
        key = (id(formula), of_record)
        if key not in self._own:
            self._own[key] = self._compile(formula, of_record=of_record)
        return self._own[key]

    def level(self, verdict: Verdict) -> int:
        """The level of the changed formula, about the verdict's person."""
        function = self.level_of(self.changed.formula)
        return function(verdict.run, None)
