"""Terms as SQL: the bounds of facts, days, lengths, counts and sums, each a whole number."""

from __future__ import annotations

import datetime as dt
import re
from abc import ABC, abstractmethod
from typing import Final

from bole import units
from bole.criteria.kernel import (
    AgeOn,
    AsOf,
    Const,
    Count,
    Fact,
    Field,
    Formula,
    Months,
    Param,
    Scale,
    Shift,
    Since,
    Sum,
    Term,
)
from bole.judge.terms import Setting
from bole.screen.bounds import BIG, Lookup, Need
from bole.screen.dates import Dates
from bole.screen.dialect import Dialect
from bole.screen.engine import quoted
from bole.screen.lanes import FamilyPlan, Lane, Part, Spells

PARTS: Final[tuple[Part, Part, Part]] = ("sure", "likely", "possible")
NAMED: Final = re.compile(r"\b[xgl]\d+\b")


class Terms(ABC):
    """Collects what is needed of each table, and names what several expressions read."""

    def __init__(self, setting: Setting, *, as_of: int, dialect: Dialect) -> None:
        self.setting, self.as_of, self.dialect = setting, as_of, dialect
        self.dates = Dates(dialect.div)
        self.persons = Need()
        self.families: dict[str, FamilyPlan] = {}
        #: Longer expressions about the person, named, in layers: each reads those before it.
        self.layers: list[dict[str, str]] = []
        self._layer_of: dict[str, int] = {}
        self._named: dict[str, str] = {}

    @abstractmethod
    def lane(self, name: str, where: Formula) -> Lane:
        """The lane of a condition on the records of a family."""

    def column(self, shown: str, sql: str) -> str:
        """A column of that name, in the layer above those it reads."""
        below = [self._layer_of[n] for n in NAMED.findall(sql)]
        layer = 1 + max(below, default=-1)
        while len(self.layers) <= layer:
            self.layers.append({})
        self.layers[layer][shown] = sql
        self._layer_of[shown] = layer
        return shown

    def once(self, sql: str) -> str:
        """The column of an expression that several read."""
        if sql not in self._named:
            self._named[sql] = self.column(f"l{len(self._named)}", sql)
        return self._named[sql]

    def family_plan(self, name: str) -> FamilyPlan:
        """What is asked of a family so far."""
        self.persons.families.add(name)
        return self.families.setdefault(name, FamilyPlan())

    # Columns -------------------------------------------------------------------------------

    def of_person(self, column: str, family: str) -> str:
        """A column of the person, as a condition on records sees it."""
        if not family:
            return quoted(column)
        self.families[family].borrowed.add(column)
        return quoted(f"p__{column}")

    def looked_up(
        self, of: Fact | Field, cases: dict[str, int], *, family: str, otherwise: int = 0
    ) -> str:
        """The column of a byte for each value of a choice: 1 where it is not told."""
        name = of.id if isinstance(of, Fact) else of.name
        lookup = Lookup(name, tuple(sorted(cases.items())), otherwise)
        if isinstance(of, Fact):
            return self.of_person(self.persons.lookup(lookup), family)
        return quoted(self.families[family].need.lookup(lookup))

    def value(self, of: Fact | Field, part: str, family: str) -> str:
        """A column of an ordered fact or field; what is needed of which table is noted."""
        if isinstance(of, Fact):
            self.persons.ordered.add(of.id)
            return self.of_person(f"{of.id}__{part}", family)
        self.families[family].need.ordered.add(of.name)
        return quoted(f"{of.name}__{part}")

    def closed(self, name: str) -> str:
        """The condition that a family is known to have no more records."""
        return f"{_of_family(name, 'closed')} = 1"

    def of_records(self, name: str, column: str) -> str:
        """A column over a person's records."""
        return _of_family(name, column)

    # Bounds --------------------------------------------------------------------------------

    def bound(self, term: Term, part: Part, family: str) -> str:
        """The expression of one bound of a term."""
        number = self.number(term)
        if number is None and isinstance(term, AsOf | Shift):
            number = self.day(term)
        if number is not None:
            return str(number)
        match term:
            case Fact() | Field():
                return self.value(term, "hi" if part == "possible" else "lo", family)
            case Scale(of, catalogue):
                return self._rank(of, catalogue, "rhi" if part == "possible" else "rlo", family)
            case Shift(day, months, year_start):
                moved = self._shifted(self.bound(day, part, family), months, year_start=year_start)
                return moved if family else self.once(moved)
            case Months(name, where, longest):
                return self._months(name, where, longest, part)
            case Count(name, where):
                level = {"sure": 3, "likely": 2, "possible": 1}[part]
                return self._open_top(name, self.counted(name, where, level), part)
            case Sum(name, value, where):
                return self._summed(name, value, where, part)
            case _:
                raise NotImplementedError(f"no expression for {term}")

    def number(self, term: Term) -> int | None:
        """A number that is the same for everyone."""
        match term:
            case Const(value):
                return value
            case Param(key, times, plus):
                known = self.setting.params.get(key)
                return None if known is None else known * times + plus
            case _:
                return None

    def day(self, term: Term) -> int | None:
        """A day that is the same for everyone, None where it depends on the person."""
        match term:
            case AsOf():
                return self.as_of
            case Shift(day, months, year_start):
                inner = self.day(day)
                if inner is None:
                    return None
                moved = units.shift_months(inner, months=months)
                return moved // 10000 * 10000 + 101 if year_start else moved
            case _:
                return self.number(term)

    def _shifted(self, day: str, months: int, *, year_start: bool) -> str:
        moved = self.dates.shift(day, str(months))
        if year_start:
            moved = f"({self.dates.year(moved)} * 10000 + 101)"
        return f"(CASE WHEN ABS({day}) >= {BIG} THEN {day} ELSE {moved} END)"

    def _rank(self, of: Fact | Field, catalogue: str, part: str, family: str) -> str:
        if isinstance(of, Fact):
            self.persons.ranked[of.id] = catalogue
            return self.of_person(f"{of.id}__{part}", family)
        self.families[family].need.ranked[of.name] = catalogue
        return quoted(f"{of.name}__{part}")

    # Records -------------------------------------------------------------------------------

    def counted(self, name: str, where: Formula, level: int) -> str:
        """The number of records that reach a level, one that may not be so at best 1."""
        plan, lane = self.family_plan(name), self.lane(name, where)
        level = 3 if level == 2 and not lane.two else level
        sure = "" if level == 1 else " AND certain = 1"
        sql = f"COUNT(CASE WHEN {lane.reaches(level)}{sure} THEN 1 END)"
        return _of_family(name, plan.total(f"c{lane.place}_n{level}", sql, empty=0))

    def _summed(self, name: str, value: str, where: Formula, part: Part) -> str:
        plan, lane = self.family_plan(name), self.lane(name, where)
        plan.need.ordered.add(value)
        if part == "likely" and not lane.two:
            part = "sure"
        low, high = quoted(f"{value}__lo"), quoted(f"{value}__hi")
        given = f"{low} <= {high} AND {low} > {-BIG}"
        if part == "possible":
            top = f"CASE WHEN {given} THEN {high} WHEN {low} > {high} THEN 0 ELSE {BIG} END"
            inner = f"CASE WHEN {lane.reaches(1)} THEN {top} ELSE 0 END"
            sql = f"LEAST(SUM({inner}), {BIG})"
        else:
            fits = f"{lane.reaches(3 if part == 'sure' else 2)} AND certain = 1 AND {given}"
            sql = f"SUM(CASE WHEN {fits} THEN {low} ELSE 0 END)"
        target = plan.total(f"s{lane.place}_{value}_{part}", _whole(sql), empty=0)
        return self._open_top(name, _of_family(name, target), part)

    def _months(self, name: str, where: Formula, longest: bool, part: Part) -> str:
        plan, lane = self.family_plan(name), self.lane(name, where)
        plan.need.ordered |= {"start", "end", "current"}
        base = f"t{lane.place}_{'longest' if longest else 'union'}"
        if part == "likely" and not lane.two:
            part = "sure"
        plan.spells.setdefault(base, Spells(lane, longest)).parts[part] = None
        return self._open_top(name, _of_family(name, f"{base}_{part}"), part)

    def _open_top(self, name: str, column: str, part: Part) -> str:
        """Where there may be more records, nothing is too much."""
        if part != "possible":
            return column
        return f"(CASE WHEN {self.closed(name)} THEN {column} ELSE {BIG} END)"


def _of_family(name: str, column: str) -> str:
    return quoted(f"{name}__{column}")


def _whole(total: str) -> str:
    # Engines count in wider numbers than are ever compared here.
    return f"CAST({total} AS BIGINT)"


def cutoff(left: Since | AgeOn, at_least: int, *, on: int) -> int:
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
