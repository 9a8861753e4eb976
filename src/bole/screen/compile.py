"""From the kernel to SQL: every level is a few bits of an integer, no condition is a join.

A child table is read once into one row per person (`lanes`); for each duration three lengths
(`spells`). Then formulas are `&`, `|` and CASE over columns. The dialect is what DuckDB and
Spark have in common.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

from bole.criteria.kernel import (
    AgeOn,
    All,
    AnyOf,
    AtLeast,
    Claimed,
    Compare,
    Each,
    Field,
    Formula,
    Having,
    Judgement,
    Not,
    OneOf,
    Param,
    Readings,
    Since,
    Soft,
    Staged,
    Term,
    opposite,
    terms_in,
)
from bole.judge.keys import Keys
from bole.judge.plan import DERIVED
from bole.judge.terms import Setting
from bole.screen import algebra
from bole.screen.algebra import LATER, MET, NO, PEOPLE, Level
from bole.screen.bounds import BIG
from bole.screen.dialect import Dialect
from bole.screen.lanes import Lane, taken
from bole.screen.terms import PARTS, Terms, cutoff

SHORT = 80
#: What a value stands for that is not listed.
UNLISTED = 16


class SqlCompiler(Terms):
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
        super().__init__(setting, as_of=as_of, dialect=dialect)
        self.claims, self.claimed = claims, claimed_columns or {}
        self.ruled = ruled_columns or {}
        self.keys = Keys()
        self._known: dict[tuple[int, str], Level] = {}
        self._lanes: dict[tuple[int, str], Lane] = {}

    def level(self, formula: Formula, *, family: str = "") -> Level:
        """The expression of a formula's level, about the person or a record of `family`."""
        key = (self.keys.of(formula), family)
        if key not in self._known:
            level = self._level(formula, family)
            if len(level.sql) > SHORT and not (family and level.cases):
                # A column of its own, so that others do not repeat it.
                if family:
                    name = self.family_plan(family).once(f"r{key[0]}", level.sql)
                else:
                    name = self.column(f"x{key[0]}", level.sql)
                level = Level(name, level.waits, level.two)
            self._known[key] = level
        return self._known[key]

    def _level(self, formula: Formula, family: str) -> Level:
        def of(parts: tuple[Formula, ...]) -> list[Level]:
            return [self.level(p, family=family) for p in parts]

        match formula:
            case Compare():
                return self._compare(formula, family)
            case OneOf():
                return self._one_of(formula, family)
            case All(parts):
                return algebra.least(of(parts))
            case AnyOf(parts):
                return algebra.greatest(of(parts))
            case AtLeast(n, parts):
                return algebra.nth_greatest(of(parts), n)
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
                return algebra.agreed(of(tuple(o.part for o in kept)))
            case Claimed(address, part):
                return self._claimed(address, self.level(part, family=family), family)
            case Staged(stage, part):
                later = self.setting.later(stage)
                return LATER if later else self.level(part, family=family)
            case _:
                assert_never(formula)

    def _not(self, part: Formula, family: str) -> Level:
        """Pushed to the leaves, as judging does."""
        pushed = opposite(part)
        if pushed is not None:
            return self.level(pushed, family=family)
        if isinstance(part, Soft):
            inner = self.level(Not(part.part), family=family)
            return self._soft(part.ruling, inner, family, met=0)
        if isinstance(part, Claimed):
            inner = self.level(Not(part.part), family=family)
            return self._claimed(part.address, inner, family, unclaimed=MET)
        return algebra.negated(self.level(part, family=family))

    # Leaves --------------------------------------------------------------------------------

    def _compare(self, formula: Compare, family: str) -> Level:
        right = formula.right
        terms = [*terms_in(formula.left), *terms_in(right)]
        if any(isinstance(t, Param) and self.setting.params.get(t.key) is None for t in terms):
            return self._undecided([t for t in terms if not isinstance(t, DERIVED)], family)
        if isinstance(formula.left, Since | AgeOn):
            return self._elapsed(formula, formula.left, family)
        sure, likely, most = (self.bound(formula.left, p, family) for p in PARTS)
        low, high = self.bound(right, "sure", family), self.bound(right, "possible", family)
        return algebra.ordered(formula.op, sure, likely, most, low=low, high=high)

    def _undecided(self, told: list[Term], family: str) -> Level:
        """A number the office has yet to decide: people decide, once the facts are there."""
        if not told:
            return PEOPLE
        pairs = [(self.bound(t, "sure", family), self.bound(t, "possible", family)) for t in told]
        # A scale's fact is listed beside it; only the scale has numbers.
        absent = " OR ".join(f"{low} > {high}" for low, high in pairs)
        unknown = " OR ".join(f"({low} = {-BIG} AND {high} = {BIG})" for low, high in pairs)
        return algebra.chosen([(absent, 0), (unknown, 1), ("", 3)])

    def _elapsed(self, formula: Compare, left: Since | AgeOn, family: str) -> Level:
        """Ages and lengths against a fixed number become a day compared with another day.

        At least n since a day means: that day is no later than the last from which n has passed.
        """
        start = left.born if isinstance(left, AgeOn) else left.start
        needed = self.number(formula.right)
        on = self.day(left.on)
        if needed is None or on is None:
            raise NotImplementedError("elapsed time against a number that is not fixed")
        last = cutoff(left, needed if formula.op == "ge" else needed + 1, on=on)
        low, high = self.bound(start, "sure", family), self.bound(start, "possible", family)
        wholly, never = (7, 0) if formula.op == "ge" else (0, 7)
        early, partly = f"{high} <= {last}", f"{low} <= {last}"
        return algebra.chosen([(f"{low} > {high}", 0), (early, wholly), (partly, 1), ("", never)])

    def _one_of(self, formula: OneOf, family: str) -> Level:
        other = NO
        if formula.claim is not None:
            other = self._claimed(formula.claim, self._ruling(formula.ruling, family), family)
        cases = listed(formula)
        if other == NO:
            return Level(self.looked_up(formula.of, cases, family=family), two=False)
        column = self.looked_up(formula.of, cases, family=family, otherwise=UNLISTED)
        return Level(f"(CASE WHEN {column} = {UNLISTED} THEN {other} ELSE {column} & 7 END)")

    def _ruling(self, ruling: str, family: str) -> Level:
        if ruling not in self.ruled:
            return PEOPLE
        column = self.of_person(self.ruled[ruling], family)
        # -1: nobody ruled; 0 and 1: how they did.
        return algebra.chosen([(f"{column} = -1", 3), (f"{column} = 1", 7), ("", 0)])

    def _soft(self, ruling: str, part: Level, family: str, *, met: int = 3) -> Level:
        done = MET if met == 3 else NO
        if part in (LATER, done):
            return part
        softened = algebra.soft(part, met=met)
        if ruling not in self.ruled:
            return softened
        column = self.of_person(self.ruled[ruling], family)
        kept = f"{part} = {done}" + (f" OR {part} = 8" if part.waits else "")
        sql = (
            f"(CASE WHEN {column} = -1 THEN {softened} WHEN {column} = 1 AND NOT ({kept}) "
            f"THEN {done} ELSE {part} END)"
        )
        return Level(sql, part.waits)

    def _claimed(self, address: str, part: Level, family: str, *, unclaimed: Level = NO) -> Level:
        if address in self.claims:
            return part
        if address not in self.claimed or part == unclaimed:
            return unclaimed
        column = self.of_person(self.claimed[address], family)
        sql = f"(CASE WHEN {column} = 1 THEN {part} ELSE {unclaimed} END)"
        return Level(sql, part.waits, part.two)

    # Records -------------------------------------------------------------------------------

    def lane(self, name: str, where: Formula) -> Lane:
        """The lane of a condition on the records of a family."""
        key = (self.keys.of(where), name)
        if key not in self._lanes:
            plan, parts = self.family_plan(name), []
            words: dict[str, Mapping[str, int]] = {}
            for part in _conjuncts(where):
                found = self._word(part)
                if found is not None and found[0] not in words:
                    words[found[0]] = found[1]
                else:
                    parts.append(_now(self.level(part, family=name)))
            self._lanes[key] = plan.lane(tuple(parts), words)
        return self._lanes[key]

    def _word(self, part: Formula) -> tuple[str, dict[str, int]] | None:
        """The field and the codes of its values, where a part asks nothing else of a record."""
        if isinstance(part, OneOf) and isinstance(part.of, Field):
            if part.claim in (self.claims | self.claimed.keys()):
                return None
            return part.of.name, listed(part)
        if not isinstance(part, AnyOf) or not part.parts:
            return None
        found = [self._word(p) for p in part.parts]
        codes: dict[str, int] = {}
        for one in found:
            if one is None or found[0] is None or one[0] != found[0][0]:
                return None
            for value, code in one[1].items():
                codes[value] = codes.get(value, 0) | code
        return (found[0][0], codes) if found[0] is not None else None

    def _having(self, name: str, n: int, where: Formula) -> Level:
        more = self._maybe_more(name)
        if n == 1:
            lane = self.lane(name, where)
            found = self.of_records(name, self.family_plan(name).greatest(lane))
            code = self.once(taken(found, lane, dialect=self.dialect))
            return Level(f"({code} | {more})", two=lane.two)
        ranks = [
            (k, code)
            for k, code in ((3, 7), (2, 3), (1, 1))
            if k != 2 or self.lane(name, where).two
        ]
        counts = [(f"{self.counted(name, where, k)} >= {n}", code) for k, code in ranks]
        return Level(f"({algebra.chosen([*counts, ('', 0)])} | {more})")

    def _each(self, name: str, where: Formula) -> Level:
        lane = self.lane(name, where)
        found = self.of_records(name, self.family_plan(name).least(lane))
        code = self.once(taken(found, lane, dialect=self.dialect))
        # Open, it is at best 1; 7 where nothing more can come.
        return Level(f"({code} & (7 - 6 * {self._maybe_more(name)}))", two=lane.two)

    def _maybe_more(self, name: str) -> str:
        """1 where a family may have more records."""
        self.family_plan(name)
        return self.once(f"(CASE WHEN {self.closed(name)} THEN CAST(0 AS TINYINT) ELSE 1 END)")


def listed(formula: OneOf) -> dict[str, int]:
    """The codes of the values that count, or may."""
    return dict.fromkeys(formula.maybe, 1) | dict.fromkeys(formula.values, 7)


def _conjuncts(formula: Formula) -> Iterator[Formula]:
    """The parts that must all hold, opened as far as they go."""
    pushed = opposite(formula.part) if isinstance(formula, Not) else None
    if pushed is not None:
        yield from _conjuncts(pushed)
    elif isinstance(formula, All):
        for part in formula.parts:
            yield from _conjuncts(part)
    else:
        yield formula


def _now(level: Level) -> Level:
    """A record has no later: what is decided later is not met by it."""
    if level == LATER:
        return NO
    if not level.waits:
        return level
    return Level(f"(CASE WHEN {level} = 8 THEN 0 ELSE {level} END)", False, level.two)
