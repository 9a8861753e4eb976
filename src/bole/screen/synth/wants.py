"""What the rules of packs ask of persons and records, so that some of the invented ones have it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeAlias

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
    Fact,
    Field,
    Formula,
    Having,
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
    terms_of,
    walk,
    where_of,
)
from bole.facts.vocabulary import Vocabulary
from bole.policy.pack import Pack

#: Bounds in the units of the kind; None where there is none.
Span: TypeAlias = tuple[int | None, int | None]
Wish: TypeAlias = frozenset[str] | Span
Row: TypeAlias = Mapping[str, Wish]
#: How many ways to satisfy one condition are looked at.
WAYS = 12


@dataclass(slots=True)
class Wants:
    """What the packs read, and what they hope to find there, by track ("" for all)."""

    vocabulary: Vocabulary
    facts: set[str] = field(default_factory=set)
    fields: dict[str, set[str]] = field(default_factory=dict)
    #: Wishes for scalar facts: fact, then track.
    wishes: dict[str, dict[str, list[Wish]]] = field(default_factory=dict)
    #: Records that satisfy a quantifier: family, then track.
    rows: dict[str, dict[str, list[Row]]] = field(default_factory=dict)
    #: Addresses to claim, by track.
    claims: dict[str, list[str]] = field(default_factory=dict)
    tracks: list[str] = field(default_factory=list)
    #: Families that only a register closes and every pack knows: a manifest may name them.
    registers: frozenset[str] = frozenset()


def wants_of(packs: Iterable[Pack], *, as_of: int, claims: Pack | None = None) -> Wants:
    """Everything that the packs' criteria read and ask for on the day `as_of`.

    `claims` is the pack whose criteria people claim; a register belongs to one round.
    """
    packs = list(packs)
    found = Wants(Vocabulary())
    if packs:
        found.registers = frozenset.intersection(*(p.vocabulary.registers for p in packs))
    for pack in packs:
        found.vocabulary = _joined(found.vocabulary, pack.vocabulary)
        days = Numbers({k: p.value for k, p in pack.parameters.items()}, as_of)
        for _, track, _, root in pack.formulas():
            if track and track not in found.tracks:
                found.tracks.append(track)
            _note(found, root, track, Solver(pack.vocabulary, days))
            if claims is not None and pack.id == claims.id:
                listed = found.claims.setdefault(track, [])
                listed += [c for c in _claimable(root) if c not in listed]
    return found


@dataclass(frozen=True, slots=True)
class Numbers:
    """Terms that are the same for everyone."""

    params: Mapping[str, int | None]
    as_of: int

    def of(self, term: Term) -> int | None:
        """The number or day, None where it depends on the person or is not decided."""
        match term:
            case Const(value):
                return value
            case Param(key, times, plus):
                known = self.params.get(key)
                return None if known is None else known * times + plus
            case AsOf():
                return self.as_of
            case Shift(day, months, year_start):
                inner = self.of(day)
                if inner is None:
                    return None
                moved = units.shift_months(inner, months=months)
                return moved // 10000 * 10000 + 101 if year_start else moved
            case _:
                return None


@dataclass(frozen=True, slots=True)
class Solver:
    """Finds values that satisfy conditions; what it cannot tell it leaves to chance."""

    vocabulary: Vocabulary
    numbers: Numbers

    def ways(self, formula: Formula) -> list[Row]:
        """Some ways to satisfy a condition on a record."""
        match formula:
            case All(parts):
                return self._each(parts)
            case AtLeast(n, parts):
                return self._each(parts[:n])
            case AnyOf(parts):
                return list(islice((w for p in parts for w in self.ways(p)), WAYS)) or [{}]
            case Readings(_, options):
                return list(islice((w for o in options for w in self.ways(o.part)), WAYS))
            case Soft(part=part) | Claimed(part=part) | Staged(part=part):
                return self.ways(part)
            case Not(part):
                pushed = opposite(part)
                return [{}] if pushed is None else self.ways(pushed)
            case OneOf(of=Field(name=name)):
                return [{name: formula.values}]
            case Compare():
                wish = self.wish(formula)
                return [{wish[0]: wish[1]}] if wish and isinstance(wish[2], Field) else [{}]
            case _:
                return [{}]

    def wish(self, formula: Compare) -> tuple[str, Wish, Fact | Field] | None:
        """The name compared, the values that satisfy it, and whose they are."""
        left, bound = formula.left, self.numbers.of(formula.right)
        if isinstance(left, AgeOn | Since):
            return self._past(left, formula, bound)
        of = left.of if isinstance(left, Scale) else left
        if bound is None or not isinstance(of, Fact | Field):
            return None
        name = of.id if isinstance(of, Fact) else of.name
        if isinstance(left, Scale):
            ranks = self.vocabulary.catalogues[left.catalogue].values.values()
            fits = (
                v.id for v in ranks if (v.rank >= bound) == (formula.op == "ge") or v.rank == bound
            )
            return name, frozenset(fits), of
        return name, ((bound, None) if formula.op == "ge" else (None, bound)), of

    def _past(
        self, left: AgeOn | Since, formula: Compare, bound: int | None
    ) -> tuple[str, Wish, Fact | Field] | None:
        """A day long enough ago, or not longer ago."""
        start = left.born if isinstance(left, AgeOn) else left.start
        on = self.numbers.of(left.on)
        if bound is None or on is None or not isinstance(start, Fact):
            return None
        months = bound * 12 if isinstance(left, AgeOn) else bound // units.MONTH
        day = units.shift_months(on, months=-months)
        return start.id, ((None, day) if formula.op == "ge" else (day, None)), start

    def _each(self, parts: tuple[Formula, ...]) -> list[Row]:
        found: list[Row] = [{}]
        for part in parts:
            joined = (merged(a, b) for a in found for b in self.ways(part))
            found = list(islice((row for row in joined if row is not None), WAYS)) or found
        return found


def merged(a: Row, b: Row) -> Row | None:
    """Both at once, None where they exclude each other."""
    both: dict[str, Wish] = dict(a)
    for name, wish in b.items():
        mine = both.get(name)
        if mine is None:
            both[name] = wish
        elif isinstance(mine, frozenset) and isinstance(wish, frozenset):
            both[name] = mine & wish
            if not both[name]:
                return None
        elif isinstance(mine, tuple) and isinstance(wish, tuple):
            lows, highs = _given(mine[0], wish[0]), _given(mine[1], wish[1])
            low, high = max(lows, default=None), min(highs, default=None)
            if low is not None and high is not None and low > high:
                return None
            both[name] = (low, high)
    return both


def _given(*numbers: int | None) -> list[int]:
    return [n for n in numbers if n is not None]


def _note(found: Wants, root: Formula, track: str, solver: Solver) -> None:
    """Adds what one tier reads and asks."""
    for node in walk(root):
        family = _family_of(node)
        where = where_of(node)
        if family and where is not None:
            ways = found.rows.setdefault(family, {}).setdefault(track, [])
            ways += [w for w in solver.ways(where) if w not in ways]
        if isinstance(node, OneOf) and isinstance(node.of, Fact):
            _wish(found, node.of.id, track, node.values)
        if isinstance(node, Compare):
            wish = solver.wish(node)
            if wish and isinstance(wish[2], Fact):
                _wish(found, wish[0], track, wish[1])
    for fact, name in _read(root):
        if name:
            found.fields.setdefault(fact, set()).add(name)
        else:
            found.facts.add(fact)


def _claimable(root: Formula) -> Iterator[str]:
    return (node.meta.cite for node in walk(root) if node.meta.numbered)


def _wish(found: Wants, fact: str, track: str, wish: Wish) -> None:
    wishes = found.wishes.setdefault(fact, {}).setdefault(track, [])
    wishes += [wish] if wish not in wishes else []


def _family_of(node: Formula) -> str:
    match node:
        case Having(family=family):
            return family
        case Compare(left=(Months(family=family) | Count(family=family) | Sum(family=family))):
            return family
        case _:
            return ""


def _read(root: Formula) -> Iterator[tuple[str, str]]:
    """(fact, "") and (family, field) of everything read."""
    for term in terms_of(root):
        match term:
            case Fact(id):
                yield id, ""
            case Field(family, name):
                yield family, name
            case Months(family=family):
                yield from ((family, name) for name in ("start", "end", "current"))
            case Sum(family, name, _):
                yield family, name
            case Scale(of=of):
                yield (of.id, "") if isinstance(of, Fact) else (of.family, of.name)
            case _:
                pass
    for node in walk(root):
        family = getattr(node, "family", "")
        if family:
            yield family, ""


def _joined(a: Vocabulary, b: Vocabulary) -> Vocabulary:
    """The facts of both, and of each list what both know: a register serves several packs."""
    families = dict(a.families)
    for family in b.families.values():
        mine = families.get(family.id)
        if mine is None or len(mine.fields) < len(family.fields):
            families[family.id] = family
    catalogues = dict(a.catalogues)
    for listed in b.catalogues.values():
        known = catalogues.get(listed.id)
        if known is None or len(known.values) > len(listed.values):
            catalogues[listed.id] = listed
    return Vocabulary({**a.facts, **b.facts}, families, catalogues)
