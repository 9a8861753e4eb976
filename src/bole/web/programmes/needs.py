"""What the criteria of a field read: a record's fields, a choice's values, clauses to claim."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bole.criteria.kernel import (
    Claimed,
    Compare,
    Fact,
    Field,
    Formula,
    Meta,
    Months,
    OneOf,
    Scale,
    Sum,
    parts_of,
    terms_of,
    walk,
    where_of,
)
from bole.facts.vocabulary import Vocabulary
from bole.text import Text

#: The name of a choice: a fact's id, or a family and its field.
Name = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Choices:
    """The values of a choice that rules name; `whole`: they compare by rank, so all matter."""

    values: frozenset[str] = frozenset()
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """A clause that counts only where the person claims it."""

    address: str
    label: Text
    cite: str


@dataclass(frozen=True, slots=True)
class Needs:
    """What the criteria at hand read: see `Fields` and `choices_named`."""

    vocabulary: Vocabulary
    fields: Mapping[str, Sequence[str]]
    choices: Mapping[Name, Choices]
    claims: Sequence[Claim] = ()


@dataclass(slots=True)
class _Found:
    values: set[str] = field(default_factory=set)
    whole: bool = False


class Fields:
    """The fields of records that conditions read; what each reads is found out once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        # By identity: a pack's formulas live as long as this, and comparing them would be slow.
        self._found: dict[int, frozenset[Name]] = {}

    def read(
        self, roots: Iterable[Formula], *, open_: Callable[[Formula], bool]
    ) -> dict[str, list[str]]:
        """Family → fields that undecided conditions read, in the vocabulary's order."""
        names: set[Name] = set()
        seen: set[int] = set()
        for leaf in _undecided(roots, open_=open_, seen=seen):
            names |= self._of(leaf)
        families = {family for family, _ in names}
        return {
            family: [n for n in self._vocabulary.family(family).fields if (family, n) in names]
            for family in families
        }

    def _of(self, leaf: Formula) -> frozenset[Name]:
        if id(leaf) not in self._found:
            self._found[id(leaf)] = frozenset(self._names(leaf))
        return self._found[id(leaf)]

    def _names(self, leaf: Formula) -> Iterator[Name]:
        for term in terms_of(leaf):
            match term:
                case Field(family, name) | Sum(family=family, field=name):
                    yield family, name
                case Months(family=family):
                    for name in self._vocabulary.family(family).period or ():
                        yield family, name
                case _:
                    pass


def choices_named(roots: Iterable[Formula]) -> dict[Name, Choices]:
    """Choice → the values that rules name for it."""
    found: dict[Name, _Found] = {}
    for root in roots:
        for node in walk(root):
            match node:
                case OneOf(of=of, values=values, maybe=maybe):
                    found.setdefault(_name(of), _Found()).values |= values | maybe
                case Compare(left=Scale(of=of)):
                    found.setdefault(_name(of), _Found()).whole = True
                case _:
                    pass
    return {k: Choices(frozenset(v.values), v.whole) for k, v in found.items()}


def claims_in(root: Formula) -> list[Claim]:
    """The clauses of a tier that can be claimed, each once, in the document's order."""
    found: dict[str, Claim] = {}
    for address, meta in _claims(root, around=Meta()):
        found.setdefault(address, Claim(address, meta.label, meta.cite or address))
    return list(found.values())


def _claims(formula: Formula, *, around: Meta) -> Iterator[tuple[str, Meta]]:
    meta = formula.meta if formula.meta.label else around
    if isinstance(formula, Claimed):
        yield formula.address, formula.part.meta if formula.part.meta.label else meta
    elif isinstance(formula, OneOf) and formula.claim is not None:
        yield formula.claim, meta
    for part in (*parts_of(formula), where_of(formula)):
        if part is not None:
            yield from _claims(part, around=meta)


def _undecided(
    roots: Iterable[Formula], *, open_: Callable[[Formula], bool], seen: set[int]
) -> Iterator[Formula]:
    """The innermost conditions (not on records) that are still open, each once."""
    for formula in roots:
        if id(formula) in seen:
            continue
        seen.add(id(formula))
        if not open_(formula):
            continue
        parts = parts_of(formula)
        if parts:
            yield from _undecided(parts, open_=open_, seen=seen)
        else:
            yield formula


def _name(of: Fact | Field) -> Name:
    return (of.id, "") if isinstance(of, Fact) else (of.family, of.name)
