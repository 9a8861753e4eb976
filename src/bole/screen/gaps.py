"""Which facts may still decide a condition, as bits of one integer per person.

The same rules as `bole.explain.missing`, told by fact and family: a leaf that is open, below
nothing but open conditions. Bits are spread over several integers where there are many facts.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bole.criteria.kernel import (
    AgeOn,
    All,
    AnyOf,
    AtLeast,
    Claimed,
    Compare,
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
    Readings,
    Scale,
    Shift,
    Since,
    Soft,
    Staged,
    Sum,
    Term,
    parts_of,
    terms_of,
)
from bole.screen.algebra import LATER, MET, NO, Level
from bole.screen.bounds import BIG
from bole.screen.compile import SHORT, SqlCompiler
from bole.screen.dates import Div

BITS: Final = 62
SETTLED: Final = (NO.sql, MET.sql, LATER.sql)
Words = dict[int, str]


class Gaps:
    """Builds the masks; `facts` has the id of each bit, in order."""

    def __init__(self, compiler: SqlCompiler) -> None:
        self.compiler = compiler
        self.facts: dict[str, int] = {}
        self._known: dict[int, Words] = {}
        self._count = 0

    @property
    def words(self) -> int:
        """How many integers a mask has."""
        return len(self.facts) // BITS + 1

    def mask(self, formula: Formula) -> Words:
        """The expressions of a formula's mask by place; places without bits are left out."""
        key = self.compiler.keys.of(formula)
        if key not in self._known:
            level = self.compiler.level(formula)
            found = {} if level.sql in SETTLED else self._own(formula)
            self._known[key] = {w: self._named(level, sql) for w, sql in found.items()}
        return self._known[key]

    def _named(self, level: Level, sql: str) -> str:
        gated = sql if level.fixed else f"(CASE WHEN {level} IN (1, 3) THEN {sql} ELSE 0 END)"
        if len(gated) <= SHORT:
            return gated
        self._count += 1
        return self.compiler.column(f"g{self._count}", gated)

    def _own(self, formula: Formula) -> Words:
        match formula:
            case Compare(left, _, right):
                return _union([self._term(left), self._term(right)])
            case OneOf(of, _, maybe):
                return self._bit(of.id, self._vague(of, maybe, "")) if isinstance(of, Fact) else {}
            case Having(family, _, where):
                return self._records(family, where, settled=0)
            case Each(family, where):
                return self._records(family, where, settled=7)
            case Readings(key, options):
                adopted = self.compiler.setting.adopted.get(key)
                kept = [o.part for o in options if adopted in (None, o.id)]
                return _union([self.mask(p) for p in kept])
            case Judgement():
                return {}
            case _:
                return _union([self.mask(p) for p in parts_of(formula)])

    def _term(self, term: Term) -> Words:
        match term:
            case Fact(id):
                return self._bit(id, self._range(term, ""))
            case Scale(Fact(id), _):
                return self._bit(id, self._unranked(term, ""))
            case Shift(day=day):
                return self._term(day)
            case AgeOn(start, on) | Since(start, on):
                return _union([self._term(start), self._term(on)])
            case Months(family, where):
                return self._records(family, where, settled=0, spells=True)
            case Count(family, where):
                return self._records(family, where, settled=0)
            case Sum(family, name, where):
                return self._records(family, where, settled=0, value=name)
            case _:
                return {}

    def _bit(self, fact: str, condition: str) -> Words:
        place = self.facts.setdefault(fact, len(self.facts))
        return {place // BITS: f"(CASE WHEN {condition} THEN {1 << place % BITS} ELSE 0 END)"}

    # Leaves -----------------------------------------------------------------------------------

    def _range(self, of: Fact | Field, family: str) -> str:
        low, high = (self.compiler.bound(of, p, family) for p in ("sure", "possible"))
        return f"{low} < {high}"

    def _unranked(self, term: Scale, family: str) -> str:
        low, high = (self.compiler.bound(term, p, family) for p in ("sure", "possible"))
        return f"({low} = {-BIG} AND {high} = {BIG})"

    def _vague(self, of: Fact | Field, maybe: frozenset[str], family: str) -> str:
        """The condition that a choice is not told, or too broad."""
        column = self.compiler.looked_up(of, dict.fromkeys(maybe, 1), family=family)
        return f"{column} = 1"

    # Records ----------------------------------------------------------------------------------

    def _records(
        self, family: str, where: Formula, *, settled: int, spells: bool = False, value: str = ""
    ) -> Words:
        plan, lane = self.compiler.family_plan(family), self.compiler.lane(family, where)
        plain = self._plain(where)
        inside = lane.stands_at(1) if plain else self._record(where, family)
        open_ = [inside] if inside else []
        if spells:
            plan.need.ordered |= {"start", "end", "current"}
            open_.append(_vague_ends(self.compiler.dates.div))
        if value:
            plan.need.ordered.add(value)
            open_.append(f'"{value}__lo" < "{value}__hi"')
        lacking = " OR ".join(["certain = 0", *open_])
        target, bit = plan.flag(f"NOT {lane.stands_at(settled)} AND ({lacking})")
        name = self.compiler.of_records(family, target)
        found = f"{name} & {1 << bit} <> 0"
        own = self._bit(family, f"(NOT {self.compiler.closed(family)} OR {found})")
        others = [
            self._bit(t.id, f"({found} AND {self._range_or_state(t, where)})")
            for t in terms_of(where)
            if isinstance(t, Fact)
        ]
        return _union([own, *others])

    def _plain(self, formula: Formula) -> bool:
        """True where a record lacks something just where the level is 1."""
        match formula:
            case OneOf(Field(), claim=claim):
                compiler = self.compiler
                return claim not in (compiler.claims | compiler.claimed.keys())
            case Compare(Field() | Scale(Field()), _, right):
                return (
                    self.compiler.number(right) is not None or self.compiler.day(right) is not None
                )
            case All() | AnyOf() | AtLeast() | Not():
                return all(map(self._plain, parts_of(formula)))
            case _:
                return False

    def _range_or_state(self, fact: Fact, where: Formula) -> str:
        chosen = any(isinstance(n, OneOf) and n.of == fact for n in _inside(where))
        return self._vague(fact, frozenset(), "") if chosen else self._range(fact, "")

    def _record(self, formula: Formula, family: str) -> str:
        """The condition that a record lacks something this formula asks; empty where never."""
        level = self.compiler.level(formula, family=family)
        if level.sql in SETTLED:
            return ""
        if self._plain(formula):
            return f"{level} = 1"
        match formula:
            case Compare(left, _, right):
                found = [self._record_term(t, family) for t in (left, right)]
            case OneOf(of, _, maybe):
                found = [self._vague(of, maybe, family)] if isinstance(of, Field) else []
            case Having() | Each() | Judgement():
                found = []
            case All() | AnyOf() | AtLeast() | Not() | Soft() | Claimed() | Staged() | Readings():
                found = [self._record(p, family) for p in parts_of(formula)]
        found = [f for f in dict.fromkeys(found) if f]
        if not found:
            return ""
        joined = found[0] if len(found) == 1 else f"({' OR '.join(found)})"
        return joined if level.fixed else f"({level} IN (1, 3) AND {joined})"

    def _record_term(self, term: Term, family: str) -> str:
        match term:
            case Field():
                return self._range(term, family)
            case Scale(Field(), _):
                return self._unranked(term, family)
            case Shift(day=day):
                return self._record_term(day, family)
            case AgeOn(start, on) | Since(start, on):
                found = [f for f in (self._record_term(t, family) for t in (start, on)) if f]
                return f"({' OR '.join(found)})" if found else ""
            case _:
                return ""


def _inside(formula: Formula) -> Iterable[Formula]:
    yield formula
    for part in parts_of(formula):
        yield from _inside(part)


def _union(masks: list[Words]) -> Words:
    found: dict[int, list[str]] = {}
    for mask in masks:
        for word, sql in mask.items():
            if sql not in found.setdefault(word, []):
                found[word].append(sql)
    return {w: s[0] if len(s) == 1 else f"({' | '.join(s)})" for w, s in found.items()}


def _vague_ends(div: Div) -> str:
    """Start or end of a spell that is not exact enough to count (a month counts whole)."""

    def vague(name: str) -> str:
        low, high = f'"{name}__lo"', f'"{name}__hi"'
        months = f"{div(low, 100)} <> {div(high, 100)}"
        return f"({low} < {high} AND {months})"

    unsaid = f'"end__lo" = {-BIG} AND "end__hi" = {BIG}'
    return f'({vague("start")} OR ({vague("end")} AND NOT ({unsaid} AND "current__lo" = 1)))'
