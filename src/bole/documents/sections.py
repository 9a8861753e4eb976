"""What was filled in, in sections: for programmes whose document prints no form."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from bole.documents import telling
from bole.documents.kinds.application_form import Section
from bole.facts.definitions import FactDef, FamilyDef, Of
from bole.facts.model import Facts, Record
from bole.facts.vocabulary import Vocabulary
from bole.judge.plan import facts_read
from bole.policy.pack import Programme
from bole.text import Text

OWNERS: Final[dict[Of, Text]] = {
    "person": Text("本人情况", "The person"),
    "employer": Text("单位情况", "The employer"),
    "team": Text("团队情况", "The team"),
}
TIME: Final = Text("时间", "Time")
#: So many columns can be read on a page that stands upright.
COLUMNS: Final = 6


def asked_by(programme: Programme, *, track: str = "", tier: str = "") -> frozenset[str]:
    """The facts and families that a programme asks about: its criteria, form and materials.

    `track` and `tier` narrow the criteria to what is applied for.
    """
    found: set[str] = set()
    for (of_track, of_tier), root in programme.roots.items():
        if track in ("", of_track) and tier in ("", of_tier):
            found |= facts_read(root)
    found |= {name for m in programme.materials_of(track) for name in m.evidences}
    found |= {name.partition(".")[0] for box in programme.form for name in box.facts}
    found |= {name for box in programme.form for name in box.facts}
    return frozenset(found)


def fact_sections(
    facts: Facts, *, vocabulary: Vocabulary, only: Collection[str]
) -> tuple[Section, ...]:
    """The known facts by owner, then a table for each family with records; `only` are told."""
    scalars = [
        section
        for owner, title in OWNERS.items()
        if (section := _scalars(facts, owner=owner, title=title, vocabulary=vocabulary, only=only)).pairs
    ]  # fmt: skip
    families = [
        _family(family, records=facts.family(name).records, vocabulary=vocabulary)
        for name, family in vocabulary.families.items()
        if name in only and facts.family(name).records
    ]
    return (*scalars, *families)


def _scalars(
    facts: Facts, *, owner: Of, title: Text, vocabulary: Vocabulary, only: Collection[str]
) -> Section:
    pairs = tuple(
        (fact.label, text)
        for fact in vocabulary.facts.values()
        if fact.of == owner and fact.id in only
        if (text := telling.value_text(fact, facts.get(fact.id), vocabulary=vocabulary))
    )
    return Section(title, pairs)


def _family(family: FamilyDef, *, records: Sequence[Record], vocabulary: Vocabulary) -> Section:
    columns = list(_columns(family, records=records))[: COLUMNS - 1]
    times = [telling.period_text(r, family=family, vocabulary=vocabulary) for r in records]
    timed = any(times)
    rows = tuple(
        (
            *(telling.value_text(c, r.get(c.id), vocabulary=vocabulary) for c in columns),
            *((time,) if timed else ()),
        )
        for r, time in zip(records, times, strict=True)
    )
    head = (*(c.label for c in columns), *((TIME,) if timed else ()))
    return Section(family.label, head=head, rows=rows)


def _columns(family: FamilyDef, *, records: Sequence[Record]) -> Iterator[FactDef]:
    """The fields that tell, where any record says something."""
    for field in telling.told_fields(family):
        if any(r.get(field.id).given for r in records):
            yield field
