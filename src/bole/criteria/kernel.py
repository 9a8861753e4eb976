"""The closed language every criterion comes down to: formulas over terms.

`judge` and every bulk backend know only these nodes, through a `match` that ends in
`assert_never`. Equality leaves out `meta`, so equal conditions are judged once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from bole.text import Text


@dataclass(frozen=True, slots=True)
class Meta:
    """What people need to see of a node: its id, its clause, its words."""

    id: str = ""
    cite: str = ""
    label: Text = Text("")
    note: Text = Text("")
    #: The requirement in words, where a predicate says it better than its formula does.
    needed: Text = Text("")
    #: True where the pack wrote the node, False for what a predicate adds.
    shown: bool = False
    #: True where a predicate made the node: people see it as one line.
    leaf: bool = False
    #: True for a numbered criterion a person can claim.
    numbered: bool = False


BARE: Final = Meta()
Op: TypeAlias = Literal["ge", "le"]


# Terms ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fact:
    """A scalar fact of the person, employer or team."""

    id: str


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the record at hand, inside the `where` of a quantifier."""

    family: str
    name: str


@dataclass(frozen=True, slots=True)
class Const:
    """A number in the units of the fact's kind."""

    value: int


@dataclass(frozen=True, slots=True)
class Param:
    """A cited parameter of the pack, or one an office decides: value * times + plus."""

    key: str
    times: int = 1
    plus: int = 0


@dataclass(frozen=True, slots=True)
class AsOf:
    """The day the verdict is asked for."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A day some calendar months later (or earlier), then the first day of that year if asked."""

    day: Term
    months: int
    year_start: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """The rank of a choice in its ordered catalogue."""

    of: Fact | Field
    catalogue: str


@dataclass(frozen=True, slots=True)
class AgeOn:
    """Full years from a day to another."""

    born: Term
    on: Term


@dataclass(frozen=True, slots=True)
class Since:
    """The length from a day to another (`units`: months * 31 + days)."""

    start: Term
    on: Term


@dataclass(frozen=True, slots=True)
class Months:
    """The length of the union of spells of a family; `longest` takes the longest run only."""

    family: str
    where: Formula
    longest: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """How many records satisfy `where`."""

    family: str
    where: Formula


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of a field over the records that satisfy `where`."""

    family: str
    field: str
    where: Formula


Term: TypeAlias = (
    Fact | Field | Const | Param | AsOf | Shift | Scale | AgeOn | Since | Months | Count | Sum
)


# Formulas ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Compare:
    """`left >= right` or `left <= right`; strict comparisons are written with the next number.

    `strict` only says how to show it: "over 500" instead of "at least 501".
    """

    left: Term
    op: Op
    right: Term
    strict: bool = field(default=False, compare=False)
    meta: Meta = field(default=BARE, compare=False)


@dataclass(frozen=True, slots=True)
class OneOf:
    """A choice among `values` (narrower ones already included).

    `claim` is the clause of an open list: a value not listed counts as "people decide" where
    the person claims that clause; None closes the list. `maybe` are broader values: too
    imprecise to tell, so facts are missing.
    """

    of: Fact | Field
    values: frozenset[str]
    maybe: frozenset[str] = frozenset()
    claim: str | None = None
    ruling: str = ""
    meta: Meta = field(default=BARE, compare=False)


@dataclass(frozen=True, slots=True)
class All:
    """Every part."""

    parts: tuple[Formula, ...]
    meta: Meta = field(default=BARE, compare=False)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One part at least."""

    parts: tuple[Formula, ...]
    meta: Meta = field(default=BARE, compare=False)


@dataclass(frozen=True, slots=True)
class AtLeast:
    """`n` parts at least."""

    n: int
    parts: tuple[Formula, ...]
    meta: Meta = field(default=BARE, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite."""

    part: Formula
    meta: Meta = field(default=BARE, compare=False)


@dataclass(frozen=True, slots=True)
class Having:
    """At least `n` records satisfy `where`."""

    family: str
    n: int
    where: Formula
    meta: Meta = field(default=BARE, compare=False)


@dataclass(frozen=True, slots=True)
class Each:
    """Every record satisfies `where`."""

    family: str
    where: Formula
    meta: Meta = field(default=BARE, compare=False)


@dataclass(frozen=True, slots=True)
class Soft:
    """A condition that never fails anyone; `ground` is what an officer would have to record."""

    ruling: str
    part: Formula
    ground: Text = field(default=Text(""), compare=False)
    meta: Meta = field(default=BARE, compare=False)


@dataclass(frozen=True, slots=True)
class Judgement:
    """Decided by people: only a ruling signed by at least `quorum` of them closes it."""

    ruling: str
    quorum: int = 1
    by: Text = field(default=Text(""), compare=False)
    rubric: Text = field(default=Text(""), compare=False)
    meta: Meta = field(default=BARE, compare=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a text."""

    id: str
    part: Formula
    label: Text = field(default=Text(""), compare=False)


@dataclass(frozen=True, slots=True)
class Readings:
    """A text that can be read in several ways; `key` names the question an office may settle."""

    key: str
    options: tuple[Reading, ...]
    meta: Meta = field(default=BARE, compare=False)


@dataclass(frozen=True, slots=True)
class Claimed:
    """Counts only where the person claims the clause `address` of the tier at hand."""

    address: str
    part: Formula
    meta: Meta = field(default=BARE, compare=False)


@dataclass(frozen=True, slots=True)
class Staged:
    """Decided at `stage`; before it, it does not enter."""

    stage: str
    part: Formula
    meta: Meta = field(default=BARE, compare=False)


Formula: TypeAlias = (
    Compare
    | OneOf
    | All
    | AnyOf
    | AtLeast
    | Not
    | Having
    | Each
    | Soft
    | Judgement
    | Readings
    | Claimed
    | Staged
)

#: Holds for every record.
TRUE: Final = All(())


def parts_of(formula: Formula) -> tuple[Formula, ...]:
    """The formulas directly inside, without those inside a quantifier's `where`."""
    match formula:
        case All() | AnyOf() | AtLeast():
            return formula.parts
        case Not() | Soft() | Claimed() | Staged():
            return (formula.part,)
        case Readings():
            return tuple(option.part for option in formula.options)
        case _:
            return ()


def opposite(formula: Formula) -> Formula | None:
    """What `Not` of a formula comes to with `Not` one step further in; None at the leaves."""
    match formula:
        case Not(part):
            return part
        case All(parts):
            return AnyOf(tuple(Not(p) for p in parts))
        case AnyOf(parts):
            return All(tuple(Not(p) for p in parts))
        case AtLeast(n, parts) if 1 <= n <= len(parts):
            return AtLeast(len(parts) - n + 1, tuple(Not(p) for p in parts))
        case Staged(stage, part):
            return Staged(stage, Not(part))
        case Readings(key, options):
            return Readings(key, tuple(Reading(o.id, Not(o.part), o.label) for o in options))
        case _:
            return None


def where_of(formula: Formula) -> Formula | None:
    """The condition on records of a quantifier or of a comparison over records."""
    match formula:
        case Having() | Each():
            return formula.where
        case Compare(left=(Months() | Count() | Sum()) as left):
            return left.where
        case _:
            return None


def walk(formula: Formula) -> Iterator[Formula]:
    """The formula and everything inside it, conditions on records included."""
    yield formula
    for part in parts_of(formula):
        yield from walk(part)
    where = where_of(formula)
    if where is not None:
        yield from walk(where)


def terms_of(formula: Formula) -> Iterator[Term]:
    """Every term inside, nested ones included."""
    for node in walk(formula):
        match node:
            case Compare():
                yield from terms_in(node.left)
                yield from terms_in(node.right)
            case OneOf():
                yield node.of
            case _:
                pass


def terms_in(term: Term) -> Iterator[Term]:
    """The term and those nested in it; conditions on records are not entered."""
    yield term
    match term:
        case Shift():
            yield from terms_in(term.day)
        case Scale():
            yield term.of
        case AgeOn():
            yield from terms_in(term.born)
            yield from terms_in(term.on)
        case Since():
            yield from terms_in(term.start)
            yield from terms_in(term.on)
        case _:
            pass
