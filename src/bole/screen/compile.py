"""From the kernel to SQL: every level is a non-null small integer, no condition is a join.

A child table is read once into one row per person: for each quantifier the greatest or least
level, or counts of `level >= k`; for each duration three lengths. Then formulas are LEAST,
GREATEST and CASE over columns. The dialect is what DuckDB and Spark have in common.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, assert_never

from bole import units
from bole.criteria.kernel import (
    AgeOn,
    All,
    AnyOf,
    AsOf,
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
    Scale,
    Shift,
    Since,
    Soft,
    Staged,
    Sum,
    Term,
    opposite,
    terms_in,
)
from bole.judge.keys import Keys
from bole.judge.plan import DERIVED
from bole.judge.terms import Setting
from bole.screen.algebra import (
    LATER,
    agreed,
    greatest,
    least,
    may_be_two,
    may_wait,
    negated,
    nth_greatest,
    ordered,
)
from bole.screen.bounds import BIG, Need
from bole.screen.dates import Dates

Part = Literal["sure", "likely", "possible"]
SHORT = 80
NAMED = re.compile(r"\bx\d+w?\b|\bg\d+\b")


@dataclass(slots=True)
class Spells:
    """A duration: the column of its condition, whether only the longest run counts, its bounds."""

    where: str
    longest: bool
    parts: dict[Part, None] = field(default_factory=dict)


@dataclass(slots=True)
class FamilyPlan:
    """What one child table gives: record columns first, then one row per person."""

    need: Need = field(default_factory=Need)
    #: Level of each distinct condition on a record, by column.
    wheres: dict[str, str] = field(default_factory=dict)
    #: The same the other way round.
    columns: dict[str, str] = field(default_factory=dict)
    #: Aggregates over a person's records, by column.
    sums: dict[str, str] = field(default_factory=dict)
    #: What a person without records has, by column.
    empty: dict[str, int] = field(default_factory=dict)
    #: Durations by column.
    spells: dict[str, Spells] = field(default_factory=dict)
    #: Columns of the person that conditions on records read.
    borrowed: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Dialect:
    """What engines write differently."""

    div: Callable[[str, int], str]


class SqlCompiler:
    """Compiles formulas of one plan; collects what it needs of each table."""

    def __init__(
        self,
        setting: Setting,
        *,
        as_of: int,
        dialect: Dialect,
        claims: frozenset[str] = frozenset(),
        claimed_columns: Mapping[str, str] | None = None,
        ruled_columns: Mapping[str, str] | None = None,
    ) -> None:
        self.setting, self.as_of = setting, as_of
        self.dates = Dates(dialect.div)
        self.claims, self.claimed = claims, claimed_columns or {}
        self.ruled = ruled_columns or {}
        self.persons = Need()
        self.families: dict[str, FamilyPlan] = {}
        self.keys = Keys()
        #: Longer expressions about the person, named, in layers: each reads those before it.
        self.layers: list[dict[str, str]] = []
        self._layer_of: dict[str, int] = {}
        self._known: dict[tuple[int, str], str] = {}

    def level(self, formula: Formula, *, family: str = "") -> str:
        """The expression of a formula's level, about the person or a record of `family`."""
        key = (self.keys.of(formula), family)
        if key not in self._known:
            sql = self._level(formula, family)
            named = not family and len(sql) > SHORT
            self._known[key] = self._named(f"x{key[0]}", sql) if named else sql
        return self._known[key]

    def _named(self, name: str, sql: str) -> str:
        """The expression as a column of its own, so that others do not repeat it."""
        # A level that may be "later" shows it in its name, as `may_wait` asks.
        return self.column(f"{name}w" if may_wait(sql) else name, sql)

    def column(self, shown: str, sql: str) -> str:
        """A column of that name, in the layer above those it reads."""
        below = [self._layer_of[n] for n in NAMED.findall(sql)]
        layer = 1 + max(below, default=-1)
        while len(self.layers) <= layer:
            self.layers.append({})
        self.layers[layer][shown] = sql
        self._layer_of[shown] = layer
        return shown

    def _level(self, formula: Formula, family: str) -> str:
        match formula:
            case Compare():
                return self._compare(formula, family)
            case OneOf():
                return self._one_of(formula, family)
            case All(parts):
                return least([self.level(p, family=family) for p in parts])
            case AnyOf(parts):
                return greatest([self.level(p, family=family) for p in parts])
            case AtLeast(n, parts):
                return nth_greatest([self.level(p, family=family) for p in parts], n)
            case Not(part):
                return self._not(part, family)
            case Having(name, n, where):
                return self._having(name, n, where)
            case Each(name, where):
                return self._each(name, where)
            case Soft(ruling, part):
                return self._soft(ruling, self.level(part, family=family), family)
            case Judgement(ruling):
                return self._ruling(ruling, family)
            case Readings(key, options):
                adopted = self.setting.adopted.get(key)
                kept = [o for o in options if o.id == adopted] or list(options)
                return agreed([self.level(o.part, family=family) for o in kept])
            case Claimed(address, part):
                return self._claimed(address, self.level(part, family=family), family)
            case Staged(stage, part):
                later = self.setting.later(stage)
                return LATER if later else self.level(part, family=family)
            case _:
                assert_never(formula)

    def _not(self, part: Formula, family: str) -> str:
        """Pushed to the leaves, as judging does."""
        pushed = opposite(part)
        if pushed is not None:
            return self.level(pushed, family=family)
        if isinstance(part, Soft):
            inner = self.level(Not(part.part), family=family)
            return self._soft(part.ruling, inner, family, met=0)
        if isinstance(part, Claimed):
            inner = self.level(Not(part.part), family=family)
            return self._claimed(part.address, inner, family, unclaimed="3")
        return negated(self.level(part, family=family))

    # Leaves --------------------------------------------------------------------------------

    def _compare(self, formula: Compare, family: str) -> str:
        right = formula.right
        terms = [*terms_in(formula.left), *terms_in(right)]
        if any(isinstance(t, Param) and self.setting.params.get(t.key) is None for t in terms):
            return self._undecided([t for t in terms if not isinstance(t, DERIVED)], family)
        if isinstance(formula.left, Since | AgeOn):
            return self._elapsed(formula, formula.left, family)
        sure, likely, most = (self.bound(formula.left, p, family) for p in _PARTS)
        low, high = self.bound(right, "sure", family), self.bound(right, "possible", family)
        return ordered(formula.op, sure, likely, most, low=low, high=high)

    def _undecided(self, told: list[Term], family: str) -> str:
        """A number the office has yet to decide: people decide, once the facts are there."""
        pairs = [(self.bound(t, "sure", family), self.bound(t, "possible", family)) for t in told]
        # A scale's fact is listed beside it; only the scale has numbers.
        absent = " OR ".join(f"{low} > {high}" for low, high in pairs)
        unknown = " OR ".join(f"({low} = {-BIG} AND {high} = {BIG})" for low, high in pairs)
        return f"(CASE WHEN {absent} THEN 0 WHEN {unknown} THEN 1 ELSE 2 END)" if pairs else "2"

    def _elapsed(self, formula: Compare, left: Since | AgeOn, family: str) -> str:
        """Ages and lengths against a fixed number become a day compared with another day.

        At least n since a day means: that day is no later than the last from which n has passed.
        """
        start = left.born if isinstance(left, AgeOn) else left.start
        needed = self._number(formula.right)
        on = self._day(left.on)
        if needed is None or on is None:
            raise NotImplementedError("elapsed time against a number that is not fixed")
        at_least = needed if formula.op == "ge" else needed + 1
        cutoff = _cutoff(left, at_least, on=on)
        low, high = self.bound(start, "sure", family), self.bound(start, "possible", family)
        told = f"CASE WHEN {low} > {high} THEN 0"
        if formula.op == "ge":
            return (
                f"({told} WHEN {high} <= {cutoff} THEN 3 WHEN {low} <= {cutoff} THEN 1 ELSE 0 END)"
            )
        return f"({told} WHEN {high} <= {cutoff} THEN 0 WHEN {low} <= {cutoff} THEN 1 ELSE 3 END)"

    def _one_of(self, formula: OneOf, family: str) -> str:
        state, word = (self.value(formula.of, p, family) for p in ("s", "c"))
        other = "0"
        if formula.claim is not None:
            other = self._claimed(formula.claim, self._ruling(formula.ruling, family), family)
            other = other if other == "0" else f"CASE WHEN {word} = '' THEN 0 ELSE {other} END"
        inside = f"WHEN {among(word, formula.values)} THEN 3"
        if formula.maybe:
            inside += f" WHEN {among(word, formula.maybe)} THEN 1"
        return f"(CASE WHEN {state} <> 3 THEN {state} {inside} ELSE {other} END)"

    def _ruling(self, ruling: str, family: str) -> str:
        if ruling not in self.ruled:
            return "2"
        column = self._of_person(self.ruled[ruling], family)
        # -1: nobody ruled; 0 and 1: how they did.
        return f"(CASE {column} WHEN -1 THEN 2 WHEN 1 THEN 3 ELSE 0 END)"

    def _soft(self, ruling: str, part: str, family: str, *, met: int = 3) -> str:
        if part in (LATER, str(met)):
            return part
        soft = "2"
        if ruling in self.ruled:
            column = self._of_person(self.ruled[ruling], family)
            soft = f"CASE {column} WHEN -1 THEN 2 WHEN 1 THEN {met} ELSE {part} END"
        kept = f"{met}, -1" if may_wait(part) else str(met)
        return f"(CASE WHEN {part} IN ({kept}) THEN {part} ELSE {soft} END)"

    def _claimed(self, address: str, part: str, family: str, *, unclaimed: str = "0") -> str:
        if address in self.claims:
            return part
        if address not in self.claimed or part == unclaimed:
            return unclaimed
        column = self._of_person(self.claimed[address], family)
        return f"(CASE WHEN {column} = 1 THEN {part} ELSE {unclaimed} END)"

    def _of_person(self, column: str, family: str) -> str:
        """A column of the person, as a condition on records sees it."""
        if not family:
            return _quoted(column)
        self.families[family].borrowed.add(column)
        return _quoted(f"p__{column}")

    def value(self, of: Fact | Field, part: str, family: str) -> str:
        """A column of a fact or field; what is needed of which table is noted."""
        name = of.id if isinstance(of, Fact) else of.name
        need = self.persons if isinstance(of, Fact) else self.families[family].need
        (need.ordered if part in ("lo", "hi") else need.chosen).add(name)
        column = f"{name}__{part}"
        return self._of_person(column, family) if isinstance(of, Fact) else _quoted(column)

    # Terms ---------------------------------------------------------------------------------

    def bound(self, term: Term, part: Part, family: str) -> str:
        """The expression of one bound of a term."""
        number = self._number(term)
        if number is None and isinstance(term, AsOf | Shift):
            number = self._day(term)
        if number is not None:
            return str(number)
        match term:
            case Fact() | Field():
                return self.value(term, "hi" if part == "possible" else "lo", family)
            case Scale(of, catalogue):
                return self._rank(of, catalogue, "rhi" if part == "possible" else "rlo", family)
            case Shift(day, months, year_start):
                return self._shifted(self.bound(day, part, family), months, year_start=year_start)
            case Months(name, where, longest):
                return self._months(name, where, longest, part)
            case Count(name, where):
                column = self._counted(name, where, {"sure": 3, "likely": 2, "possible": 1}[part])
                return self._open_top(name, column) if part == "possible" else column
            case Sum(name, value, where):
                return self._summed(name, value, where, part)
            case _:
                raise NotImplementedError(f"no expression for {term}")

    def _number(self, term: Term) -> int | None:
        match term:
            case Const(value):
                return value
            case Param(key, times, plus):
                known = self.setting.params.get(key)
                return None if known is None else known * times + plus
            case _:
                return None

    def _day(self, term: Term) -> int | None:
        """A day that is the same for everyone, None where it depends on the person."""
        match term:
            case AsOf():
                return self.as_of
            case Shift(day, months, year_start):
                inner = self._day(day)
                if inner is None:
                    return None
                moved = units.shift_months(inner, months=months)
                return moved // 10000 * 10000 + 101 if year_start else moved
            case _:
                return self._number(term)

    def _shifted(self, day: str, months: int, *, year_start: bool) -> str:
        moved = self.dates.shift(day, str(months))
        if year_start:
            moved = f"({self.dates.year(moved)} * 10000 + 101)"
        return f"(CASE WHEN ABS({day}) >= {BIG} THEN {day} ELSE {moved} END)"

    # Families ------------------------------------------------------------------------------

    def _rank(self, of: Fact | Field, catalogue: str, part: str, family: str) -> str:
        if isinstance(of, Fact):
            self.persons.ranked[of.id] = catalogue
            return self._of_person(f"{of.id}__{part}", family)
        self.families[family].need.ranked[of.name] = catalogue
        return _column(of.name, part)

    def family_plan(self, name: str) -> FamilyPlan:
        """What is asked of a family so far."""
        self.persons.families.add(name)
        return self.families.setdefault(name, FamilyPlan())

    def where(self, name: str, where: Formula) -> str:
        """The column of a condition on records; conditions that come to the same share it."""
        plan = self.family_plan(name)
        sql = self.level(where, family=name)
        column = plan.columns.setdefault(sql, f"w{self.keys.of(where)}")
        plan.wheres[column] = sql
        return column

    def _having(self, name: str, n: int, where: Formula) -> str:
        closed = f"(1 - {_column(name, 'closed')})"
        if n == 1:
            column = self._greatest_level(name, where)
            return f"GREATEST({column}, {closed})"
        counts = [(k, self._counted(name, where, k)) for k in (3, 2, 1)]
        return (
            "(CASE "
            + " ".join(f"WHEN {c} >= {n} THEN {k}" for k, c in counts)
            + f" ELSE {closed} END)"
        )

    def _greatest_level(self, name: str, where: Formula) -> str:
        plan, column = self.family_plan(name), self.where(name, where)
        target = f"{name}__{column}_max"
        plan.sums[target] = f"MAX(CASE WHEN certain = 1 THEN {column} ELSE LEAST({column}, 1) END)"
        plan.empty[target] = 0
        return _quoted(target)

    def _counted(self, name: str, where: Formula, level: int) -> str:
        plan, column = self.family_plan(name), self.where(name, where)
        level = 3 if level == 2 and not may_be_two(plan.wheres[column]) else level
        target = f"{name}__{column}_n{level}"
        sure = "" if level == 1 else " AND certain = 1"
        plan.sums[target] = f"SUM(CASE WHEN {column} >= {level}{sure} THEN 1 ELSE 0 END)"
        plan.empty[target] = 0
        return _quoted(target)

    def _each(self, name: str, where: Formula) -> str:
        plan, column = self.family_plan(name), self.where(name, where)
        target = f"{name}__{column}_min"
        plan.sums[target] = (
            f"MIN(CASE WHEN certain = 1 THEN {column} ELSE GREATEST({column}, 1) END)"
        )
        plan.empty[target] = 3
        return f"LEAST({_quoted(target)}, 1 + 2 * {_column(name, 'closed')})"

    def _summed(self, name: str, value: str, where: Formula, part: Part) -> str:
        plan, column = self.family_plan(name), self.where(name, where)
        plan.need.ordered.add(value)
        if part == "likely" and not may_be_two(plan.wheres[column]):
            part = "sure"
        low, high = _column(value, "lo"), _column(value, "hi")
        given = f"{low} <= {high} AND {low} > {-BIG}"
        target = f"{name}__{column}_{value}_{part}"
        if part == "possible":
            top = f"CASE WHEN {given} THEN {high} WHEN {low} > {high} THEN 0 ELSE {BIG} END"
            inner = f"CASE WHEN {column} >= 1 THEN {top} ELSE 0 END"
            plan.sums[target] = f"LEAST(SUM({inner}), {BIG})"
        else:
            level = 3 if part == "sure" else 2
            fits = f"{column} >= {level} AND certain = 1 AND {given}"
            plan.sums[target] = f"SUM(CASE WHEN {fits} THEN {low} ELSE 0 END)"
        plan.empty[target] = 0
        return self._open_top(name, _quoted(target)) if part == "possible" else _quoted(target)

    def _months(self, name: str, where: Formula, longest: bool, part: Part) -> str:
        plan, column = self.family_plan(name), self.where(name, where)
        plan.need.ordered |= {"start", "end", "current"}
        base = f"{name}__{column}_{'longest' if longest else 'union'}"
        parts = plan.spells.setdefault(base, Spells(column, longest)).parts
        if part == "likely" and not may_be_two(plan.wheres[column]):
            part = "sure"
        parts[part] = None
        target = f"{base}_{part}"
        return self._open_top(name, _quoted(target)) if part == "possible" else _quoted(target)

    def _open_top(self, name: str, column: str) -> str:
        return f"(CASE WHEN {_column(name, 'closed')} = 1 THEN {column} ELSE {BIG} END)"


_PARTS: tuple[Part, Part, Part] = ("sure", "likely", "possible")


def _column(name: str, part: str) -> str:
    return _quoted(f"{name}__{part}")


def _quoted(name: str) -> str:
    return f'"{name}"'


def among(word: str, values: frozenset[str]) -> str:
    """The condition that a choice is one of some values, or has one of them."""
    listed = sorted(values)
    single = f"{word} IN ({', '.join(_literal(v) for v in listed)})"
    several = " OR ".join(f"INSTR({word}, {_literal(f'|{v}|')}) > 0" for v in listed)
    return f"({single} OR (INSTR({word}, '|') = 1 AND ({several})))"


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _cutoff(left: Since | AgeOn, at_least: int, *, on: int) -> int:
    """The last day from which at least so much has passed on the day `on`."""
    if isinstance(left, AgeOn):
        return on - at_least * 10000
    if at_least <= 0:
        return units.LAST_DAY
    low, high = 1, units.to_date(on).toordinal() + 1
    while high - low > 1:
        middle = (low + high) // 2
        day = units.to_int(_day_of(middle))
        if units.total_length([(day, on)]) >= at_least:
            low = middle
        else:
            high = middle
    return units.to_int(_day_of(low))


def _day_of(ordinal: int) -> dt.date:
    return dt.date.fromordinal(ordinal)
