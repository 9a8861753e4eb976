"""What can be said of a formula without any facts: always, never, weaker than another."""

from __future__ import annotations

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
    Months,
    Not,
    OneOf,
    Param,
    Readings,
    Scale,
    Staged,
    Sum,
    Term,
)
from bole.facts.vocabulary import Vocabulary


def constant(formula: Formula, *, words: Vocabulary) -> int | None:
    """0 where the formula can never hold, 3 where it can never fail, None where it depends.

    Either may still be open for lack of facts: nobody has said that there are no more records.
    """

    def of(part: Formula) -> int | None:
        return constant(part, words=words)

    match formula:
        case All(parts):
            found = [of(p) for p in parts]
            if 0 in found or _clash(parts):
                return 0
            return 3 if all(f == 3 for f in found) else None
        case AnyOf(parts):
            found = [of(p) for p in parts]
            if 3 in found:
                return 3
            return 0 if all(f == 0 for f in found) else None
        case AtLeast(n, parts):
            if n > sum(of(p) != 0 for p in parts):
                return 0
            return 3 if n <= sum(of(p) == 3 for p in parts) else None
        case Not(part):
            inner = of(part)
            return None if inner is None else 3 - inner
        case Having(n=n, where=where):
            return 3 if n <= 0 else 0 if of(where) == 0 else None
        case Each(where=where):
            return 3 if of(where) == 3 else None
        case OneOf(values=values, claim=claim):
            return 0 if not values and claim is None else None
        case Compare():
            return _compare(formula, words=words)
        case Staged(part=part):
            return of(part)
        case Claimed(part=part):
            return 0 if of(part) == 0 else None
        case _:
            return None


def implies(first: Formula, second: Formula) -> bool:
    """True where `second` is surely YES when `first` is, and `first` NO when `second` is."""
    if first == second:
        return True
    match first, second:
        case _, All(parts) if parts:
            return all(implies(first, p) for p in parts)
        case AnyOf(parts), _ if parts:
            return all(implies(p, second) for p in parts)
        case _, AnyOf(parts) if any(implies(first, p) for p in parts):
            return True
        case All(parts), _ if any(implies(p, second) for p in parts):
            return True
        case Staged(a, one), Staged(b, other):
            return a == b and implies(one, other)
        case Claimed(a, one), Claimed(b, other):
            return a == b and implies(one, other)
        case Claimed(part=one), _:
            return implies(one, second)
        case Not(one), Not(other):
            return implies(other, one)
        case Compare(), Compare():
            return _compares(first, second)
        case OneOf(), OneOf():
            same = first.of == second.of and first.maybe >= second.maybe - second.values
            return same and first.values <= second.values and first.claim in (None, second.claim)
        case Having(), Having():
            same = first.family == second.family and first.n >= second.n
            return same and implies(first.where, second.where)
        case Each(), Each():
            return first.family == second.family and implies(first.where, second.where)
        case AtLeast(n, parts), AtLeast(m, others):
            return parts == others and n >= m
        case Readings(key, options), Readings(other, others):
            pairs = zip(options, others, strict=False)
            same = key == other and [o.id for o in options] == [o.id for o in others]
            return same and all(implies(a.part, b.part) for a, b in pairs)
        case _:
            return False


def _compares(first: Compare, second: Compare) -> bool:
    if first.op != second.op or not _bound(first, second):
        return False
    if first.left == second.left:
        return True
    match first.left, second.left:
        case Count(a, one), Count(b, other):
            return a == b and first.op == "ge" and implies(one, other)
        case Months(a, one, longest), Months(b, other, longer):
            grows = longest == longer or longest
            return a == b and grows and first.op == "ge" and implies(one, other)
        case _:
            return False


def _bound(first: Compare, second: Compare) -> bool:
    """True where the first threshold is at least as hard."""
    match first.right, second.right:
        case Const(a), Const(b):
            return a >= b if first.op == "ge" else a <= b
        case Param(k, t, a), Param(q, u, b):
            return (k, t) == (q, u) and (a >= b if first.op == "ge" else a <= b)
        case a, b:
            return a == b


def _clash(parts: tuple[Formula, ...]) -> bool:
    """True where one part asks for more and another for less of the same."""
    least: dict[Term, int] = {}
    most: dict[Term, int] = {}
    for part in parts:
        if isinstance(part, Compare) and isinstance(part.right, Const):
            value = part.right.value
            if part.op == "ge":
                least[part.left] = max(value, least.get(part.left, value))
            else:
                most[part.left] = min(value, most.get(part.left, value))
    return any(least[term] > most[term] for term in least.keys() & most.keys())


def _compare(formula: Compare, *, words: Vocabulary) -> int | None:
    if not isinstance(formula.right, Const):
        return None
    value, op = formula.right.value, formula.op
    low, high = _range(formula.left, words=words)
    if op == "ge":
        if high is not None and value > high:
            return 0
        return 3 if low is not None and value <= low and _always_known(formula.left) else None
    if low is not None and value < low:
        return 0
    return 3 if high is not None and value >= high and _always_known(formula.left) else None


def _always_known(term: Term) -> bool:
    """A count or length stands at 0 even where nothing was said; a fact may be absent."""
    return isinstance(term, Count | Months | Sum)


def _range(term: Term, *, words: Vocabulary) -> tuple[int | None, int | None]:
    match term:
        case Fact(id):
            definition = words.fact(id)
            return definition.least, definition.most
        case Field(family, name):
            definition = words.field(family, name)
            return definition.least, definition.most
        case Scale(_, catalogue):
            ranks = [
                words.catalogues[catalogue].rank(v) for v in words.catalogues[catalogue].values
            ]
            return min(ranks), max(ranks)
        case Count() | Months() | Sum():
            return 0, None
        case _:
            return None, None
