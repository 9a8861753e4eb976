"""How far a form is filled: per section what is told, what must still be, what cannot be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bole.facts.consistency import consistency_problems
from bole.facts.model import Facts
from bole.facts.vocabulary import Vocabulary
from bole.problems import Problem
from bole.text import Text
from bole.web.profiles.bridge import (
    CLOSED,
    FAMILY,
    facts_of_contents,
    typed_in,
    unreadable,
    value_of,
)
from bole.web.profiles.services import value_in
from bole.web.programmes.form import Form, Question, Records, Section


@dataclass(frozen=True, slots=True)
class Lack:
    """Something to fill in or to put right: the section's id, the sheet's key, the label."""

    section: str
    key: str
    label: Text
    #: True where something stands that cannot be read.
    wrong: bool = False

    @property
    def name(self) -> str:
        """The fact's or the family's id, as the page's anchors have it."""
        return self.key.removeprefix(FAMILY)


@dataclass(frozen=True, slots=True)
class Filled:
    """A section with its number of questions told, and of all that it asks of this person."""

    section: Section
    told: int
    whole: int
    lacks: tuple[Lack, ...]

    @property
    def done(self) -> bool:
        """True where every question is told and nothing has to be put right."""
        return self.told == self.whole and not self.lacks


def filled(form: Form, *contents: Mapping[str, Any], vocabulary: Vocabulary) -> list[Filled]:
    """Every section of the form, in order; `contents` are the person's and the case's sheet."""
    content = together(*contents)
    left_out = not_asked(form, content, vocabulary=vocabulary)
    wrong = {item.id for item in unreadable(content)}
    wrong |= {
        path[0] for problem, path in doubts(content, vocabulary=vocabulary) if not problem.warning
    }
    return [_filled(s, content, skip=left_out, wrong=wrong) for s in form.sections]


def lacks(form: Form, *contents: Mapping[str, Any], vocabulary: Vocabulary) -> list[Lack]:
    """Everything that must be filled in or put right before the form can be handed in."""
    return [lack for f in filled(form, *contents, vocabulary=vocabulary) for lack in f.lacks]


def doubts(
    content: Mapping[str, Any], *, vocabulary: Vocabulary
) -> Iterator[tuple[Problem, tuple[str, int, str]]]:
    """What cannot all be true, each with its fact, or its family, record and field."""
    yield from doubts_of(facts_of_contents(content, vocabulary=vocabulary))


def doubts_of(facts: Facts) -> Iterator[tuple[Problem, tuple[str, int, str]]]:
    """The same of facts that are at hand."""
    yield from consistency_problems(facts)


def not_asked(form: Form, content: Mapping[str, Any], *, vocabulary: Vocabulary) -> frozenset[str]:
    """The facts that a person of this citizenship leaves empty."""
    if "citizenship" not in vocabulary.facts:
        return frozenset()
    raw = value_in(content, "citizenship")
    told = value_of(vocabulary.fact("citizenship"), raw, vocabulary=vocabulary).choices
    return frozenset(q.id for q in form.facts if q.without & told)


def together(*contents: Mapping[str, Any]) -> dict[str, Any]:
    """Several sheets' contents as one; of a key that several hold, the last one's."""
    found: dict[str, Any] = {"facts": {}, "families": {}, "closed": {}, "claims": [], "meta": {}}
    for content in contents:
        for part, value in content.items():
            if isinstance(value, dict):
                found[part] = {**found.get(part, {}), **value}
            elif isinstance(value, list):
                found[part] = [*found.get(part, []), *value]
    return found


def _filled(
    section: Section,
    content: Mapping[str, Any],
    *,
    skip: frozenset[str],
    wrong: set[str],
) -> Filled:
    facts = [q for q in section.facts if q.id not in skip]
    told = sum(value_in(content, q.id) is not None for q in facts)
    told += sum(_is_told(content, records) for records in section.records)
    found = [_of_fact(section, q, content, wrong=wrong) for q in facts]
    found += [_of_records(section, r, content, wrong=wrong) for r in section.records]
    lacking = tuple(lack for lack in found if lack is not None)
    return Filled(section, told, len(facts) + len(section.records), lacking)


def _of_fact(
    section: Section, question: Question, content: Mapping[str, Any], *, wrong: set[str]
) -> Lack | None:
    raw = value_in(content, question.id)
    label = question.definition.label
    if typed_in(raw) is not None or (raw is not None and question.id in wrong):
        return Lack(section.id, question.id, label, wrong=True)
    if raw is None and question.required:
        return Lack(section.id, question.id, label)
    return None


def _of_records(
    section: Section,
    records: Records,
    content: Mapping[str, Any],
    *,
    wrong: set[str],
) -> Lack | None:
    label = records.family.label
    if records.family.id in wrong:
        return Lack(section.id, records.key, label, wrong=True)
    if records.required and not _is_told(content, records):
        return Lack(section.id, records.key, label)
    return None


def _is_told(content: Mapping[str, Any], records: Records) -> bool:
    closed = value_in(content, f"{CLOSED}{records.family.id}")
    return value_in(content, records.key) is not None or bool(closed)
