"""The form that a pack asks for: which facts and records, in which sections, why, and which boxes.

Only what the pack needs is asked: what its criteria (of the track), its materials and its ways in
read, what the boxes of its official form take, and what identifies the person and the employer.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bole.criteria.kernel import Count, Each, Fact, Formula, Having, Months, Sum, parts_of, terms_of
from bole.facts.definitions import FactDef, FamilyDef
from bole.facts.vocabulary import Vocabulary
from bole.policy.pack import FormField, Pack, Programme
from bole.text import Text
from bole.web.programmes import sections
from bole.web.programmes.held import Held
from bole.web.programmes.needs import Fields

#: Clauses named beside a question, at most.
MOST_CITED = 3


@dataclass(frozen=True, slots=True)
class Question:
    """One value to fill in; `cites` are the clauses and boxes it is asked for."""

    definition: FactDef
    cites: tuple[str, ...] = ()
    required: bool = False
    #: Citizenships that leave it empty.
    without: frozenset[str] = frozenset()
    #: Numbers of the official form's boxes that it fills.
    boxes: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The fact's id, or the field's short name."""
        return self.definition.id


@dataclass(frozen=True, slots=True)
class Records:
    """One family of records to fill in."""

    family: FamilyDef
    questions: tuple[Question, ...]
    cites: tuple[str, ...] = ()
    required: bool = False

    @property
    def key(self) -> str:
        """The sheet's key of its rows."""
        return f"family:{self.family.id}"


@dataclass(frozen=True, slots=True)
class Section:
    """One page of the form: facts, then families."""

    id: str
    title: Text
    facts: tuple[Question, ...] = ()
    records: tuple[Records, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The sheet's keys that the page writes."""
        families = (r.family.id for r in self.records)
        return (
            *(q.id for q in self.facts),
            *(key for name in families for key in (f"family:{name}", f"closed:{name}")),
        )


@dataclass(frozen=True, slots=True)
class Form:
    """All sections in order; `others` are boxes that somebody else fills, or nobody types."""

    sections: tuple[Section, ...]
    others: tuple[FormField, ...] = ()

    def section(self, id: str) -> Section | None:
        """The section of that id."""
        return next((s for s in self.sections if s.id == id), None)

    def section_of(self, key: str) -> Section | None:
        """The section that asks for a fact, a family, or a field of one (`awards[0].grade`)."""
        name = key.removeprefix("closed:").removeprefix("family:").split("[")[0]
        for section in self.sections:
            if name in section.keys or any(r.family.id == name for r in section.records):
                return section
        head = name.split(".")[0]
        return self.section_of(head) if head != name else None

    @property
    def facts(self) -> tuple[Question, ...]:
        """Every scalar question."""
        return tuple(q for s in self.sections for q in s.facts)

    @property
    def records(self) -> tuple[Records, ...]:
        """Every family."""
        return tuple(r for s in self.sections for r in s.records)


@dataclass(slots=True)
class _Asked:
    """What is found while the pack is read."""

    vocabulary: Vocabulary
    cites: dict[str, dict[str, None]] = field(default_factory=dict)
    fields: dict[str, set[str]] = field(default_factory=dict)
    facts: set[str] = field(default_factory=set)
    boxes: dict[str, list[FormField]] = field(default_factory=dict)
    order: dict[str, int] = field(default_factory=dict)

    def cited(self, name: str, *addresses: str) -> None:
        self.cites.setdefault(name, {}).update(dict.fromkeys(a for a in addresses if a))


def form_of(pack: Pack, *, programme: str, track: str) -> Form:
    """The form of a programme for one track; made once."""
    return _form(pack.id, pack.fingerprint, programme, track, Held(pack))


@functools.lru_cache(maxsize=128)
def _form(pack_id: str, fingerprint: str, programme: str, track: str, held: Held[Pack]) -> Form:
    return build_form(held.value, held.value.programme(programme), track=track)


def build_form(pack: Pack, programme: Programme, *, track: str) -> Form:
    """The form, from the pack."""
    asked = _Asked(pack.vocabulary)
    roots = [f for (own, _tier), f in programme.roots.items() if own == track]
    further = [m.when for m in programme.materials_of(track) if m.when is not None]
    further += [i.when for i in programme.intake if i.when is not None]
    _read(asked, [*roots, *further])
    for formula in roots:
        _cite(asked, formula, around="")
    for id in sections.basic(programme.subject):
        if id in pack.vocabulary.facts:
            asked.facts.add(id)
    for number, box in enumerate(programme.form):
        _box(asked, box, place=number)
    others = tuple(b for b in programme.form if b.source or b.by != "applicant")
    return Form(_sections(asked), others)


def _read(asked: _Asked, formulas: Iterable[Formula]) -> None:
    """Notes the facts and the fields of families that formulas read."""
    listed = list(formulas)
    for family, names in Fields(asked.vocabulary).read(listed, open_=lambda _: True).items():
        asked.fields.setdefault(family, set()).update(names)
    for formula in listed:
        asked.facts.update(t.id for t in terms_of(formula) if isinstance(t, Fact))
        for family in _families(formula):
            asked.fields.setdefault(family, set())


def _families(formula: Formula) -> Iterator[str]:
    """Families that are counted or searched, whatever of them is read."""
    if isinstance(formula, (Having, Each)):
        yield formula.family
    for term in terms_of(formula):
        if isinstance(term, (Months, Count, Sum)):
            yield term.family
    for part in parts_of(formula):
        yield from _families(part)


def _cite(asked: _Asked, formula: Formula, *, around: str) -> None:
    """Notes for each fact and family the clauses that read it, the innermost ones."""
    cite = formula.meta.cite or around
    parts = parts_of(formula)
    if parts:
        for part in parts:
            _cite(asked, part, around=cite)
        return
    names = {t.id for t in terms_of(formula) if isinstance(t, Fact)} | set(_families(formula))
    for name in names:
        asked.cited(name, cite)


def _box(asked: _Asked, box: FormField, *, place: int) -> None:
    """Notes what a box of the official form takes from the applicant."""
    if box.source or box.by != "applicant":
        return
    for name in box.facts:
        asked.order.setdefault(name, place)
        family, _, column = name.partition(".")
        if name in asked.vocabulary.facts:
            asked.facts.add(name)
        elif family in asked.vocabulary.families:
            definition = asked.vocabulary.family(family)
            names = {column} if column else set(sections.telling(definition))
            asked.fields.setdefault(family, set()).update(names)
            asked.order.setdefault(family, place)
            asked.cited(family, box.cite)
        asked.cited(name, box.cite)
        asked.boxes.setdefault(name, []).append(box)


def _sections(asked: _Asked) -> tuple[Section, ...]:
    groups: dict[str, tuple[list[Question], list[Records]]] = {}
    for id in _ordered(asked.facts & asked.vocabulary.facts.keys(), asked=asked):
        definition = asked.vocabulary.fact(id)
        place = sections.of_fact(definition)
        groups.setdefault(place, ([], []))[0].append(_question(asked, definition, name=id))
    for name in _ordered(asked.fields.keys(), asked=asked):
        family = asked.vocabulary.family(name)
        place = sections.of_family(family)
        groups.setdefault(place, ([], []))[1].append(_records(asked, family))
    order = sorted(groups, key=list(sections.TITLES).index)
    return tuple(
        Section(id, sections.TITLES[id], tuple(groups[id][0]), tuple(groups[id][1])) for id in order
    )


def _ordered(names: Iterable[str], *, asked: _Asked) -> list[str]:
    """In the order of the official form, then of the vocabulary."""
    known = {n: i for i, n in enumerate((*asked.vocabulary.facts, *asked.vocabulary.families))}
    last = len(known)
    return sorted(names, key=lambda n: (asked.order.get(n, last), known[n]))


def _question(asked: _Asked, definition: FactDef, *, name: str) -> Question:
    boxes = asked.boxes.get(name, [])
    required = name in sections.REQUIRED or any(b.required for b in boxes)
    without = frozenset.intersection(*(frozenset(b.without) for b in boxes)) if boxes else ()
    return Question(
        definition,
        tuple(asked.cites.get(name, ()))[:MOST_CITED],
        required,
        frozenset(without),
        tuple(b.number for b in boxes),
    )


def _records(asked: _Asked, family: FamilyDef) -> Records:
    wanted = asked.fields[family.id] | set(sections.naming(family))
    if family.id in asked.order:
        wanted |= {f for f in family.period or () if f in family.fields}
    wanted = wanted or set(list(family.fields)[:1])
    names = [n for n in family.fields if n in wanted]
    whole = asked.boxes.get(family.id, [])
    boxed = [b for n in names for b in asked.boxes.get(f"{family.id}.{n}", [])]
    return Records(
        family,
        tuple(_question(asked, family.fields[n], name=f"{family.id}.{n}") for n in names),
        tuple(asked.cites.get(family.id, ()))[:MOST_CITED],
        any(b.required for b in (*whole, *boxed)),
    )
