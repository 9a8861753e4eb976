"""A section as the template draws it: inputs filled from what stands, or from what was posted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bole.facts.definitions import FamilyDef
from bole.facts.vocabulary import Vocabulary
from bole.text import Lang
from bole.web.forms.asking import ask_of, is_long, shown_of
from bole.web.forms.reading import ALL, MORE, NONE, rows_posted
from bole.web.profiles.bridge import CLOSED, typed_in
from bole.web.profiles.merging import ID, new_id
from bole.web.profiles.services import value_in, versions_in
from bole.web.programmes.form import Question, Records, Section
from bole.web.selfcheck import forms
from bole.web.selfcheck.forms import Input, Posted
from bole.web.selfcheck.questions import Ask, Screen


@dataclass(frozen=True, slots=True)
class Drawn:
    """One question as an input; `long`: typed into, with the options offered."""

    input: Input
    question: Question
    version: int
    long: bool
    wide: bool
    #: Not told yet: known from elsewhere, and saved with the first change of the page.
    offered: bool = False


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """One record: its place on the page, its id, its inputs."""

    number: int
    id: str
    inputs: tuple[Drawn, ...]


@dataclass(frozen=True, slots=True)
class DrawnRecords:
    """One family: its records, what is said of more, the versions shown."""

    records: Records
    rows: tuple[DrawnRow, ...]
    closed: str
    version: int
    closed_version: int
    error: str

    @property
    def family(self) -> FamilyDef:
        """The family."""
        return self.records.family


@dataclass(frozen=True, slots=True)
class Page:
    """A section to draw, and what is wrong on it, by input, in order."""

    section: Section
    facts: tuple[Drawn, ...]
    records: tuple[DrawnRecords, ...]
    wrong: tuple[Drawn, ...]

    @property
    def alone(self) -> bool:
        """True where the page is one family and is called as that is."""
        return not self.facts and [r.family.label for r in self.records] == [self.section.title]


@dataclass(frozen=True, slots=True)
class Drawer:
    """Draws one section; `posted` stands in for the content where the page is shown again."""

    content: Mapping[str, Any]
    versions: Mapping[str, int]
    vocabulary: Vocabulary
    lang: Lang
    posted: Posted | None = None
    errors: Mapping[str, str] | None = None
    #: Families for which one more empty record is shown.
    more: frozenset[str] = frozenset()
    skip: frozenset[str] = frozenset()
    #: Facts that nobody has told and that are known from elsewhere.
    offered: frozenset[str] = frozenset()

    def page(self, section: Section) -> Page:
        """The whole section."""
        asked = [q for q in section.facts if q.id not in self.skip]
        posted = self._facts_posted(asked)
        facts = self._inputs(asked, place="f:", posted=posted, errors=self.errors or {})
        records = tuple(self._records(r) for r in section.records)
        every = [*facts, *(d for r in records for row in r.rows for d in row.inputs)]
        return Page(section, facts, records, tuple(d for d in every if d.input.error))

    def _facts_posted(self, questions: Sequence[Question]) -> Posted:
        if self.posted is not None:
            return self.posted
        shown: dict[str, list[str]] = {}
        for question in questions:
            raw = value_in(self.content, question.id)
            shown |= filled(question, raw=raw, name=f"f:{question.id}", vocabulary=self.vocabulary)
        return shown

    def _records(self, records: Records) -> DrawnRecords:
        family = records.family.id
        if self.posted is not None:
            posted = rows_posted(family, posted=self.posted)
            closed = (self.posted.get(f"{CLOSED}{family}") or [""])[0]
        else:
            rows = value_in(self.content, records.key)
            posted = _rows_shown(records, rows=rows or [], vocabulary=self.vocabulary)
            closed = _closed(value_in(self.content, f"{CLOSED}{family}"), rows=rows)
        numbers = forms.row_numbers(posted)
        if family in self.more or (not numbers and closed not in (NONE, ALL)):
            number = max(numbers, default=-1) + 1
            numbers = [*numbers, number] if len(numbers) < forms.MOST_ROWS else numbers
        errors = {
            name.removeprefix(f"{family}:"): said for name, said in (self.errors or {}).items()
        }
        return DrawnRecords(
            records,
            tuple(self._row(records, n, posted=posted, errors=errors) for n in numbers),
            closed,
            self.versions.get(records.key, 0),
            self.versions.get(f"{CLOSED}{family}", 0),
            (self.errors or {}).get(f"{CLOSED}{family}", ""),
        )

    def _row(
        self, records: Records, number: int, *, posted: Posted, errors: Mapping[str, str]
    ) -> DrawnRow:
        place = f"r:{number}:"
        id = (posted.get(place) or [""])[0] or new_id()
        drawn = self._inputs(records.questions, place=place, posted=posted, errors=errors)
        named = tuple(
            replace(d, input=replace(d.input, name=f"{records.family.id}:{d.input.name}"))
            for d in drawn
        )
        return DrawnRow(number, id, named)

    def _inputs(
        self,
        questions: Sequence[Question],
        *,
        place: str,
        posted: Posted,
        errors: Mapping[str, str],
    ) -> tuple[Drawn, ...]:
        asks = [ask_of(q, vocabulary=self.vocabulary) for q in questions]
        inputs = forms.inputs(
            asks, place=place, posted=posted, vocabulary=self.vocabulary, errors=errors
        )
        return tuple(
            self._drawn(question, drawn, ask=ask, posted=posted)
            for question, drawn, ask in zip(questions, inputs, asks, strict=True)
        )

    def _drawn(self, question: Question, plain: Input, *, ask: Ask, posted: Posted) -> Drawn:
        definition = question.definition
        long = is_long(definition, vocabulary=self.vocabulary)
        said = plain.said
        if long:
            text = shown_of(
                posted, name=plain.name, ask=ask, vocabulary=self.vocabulary, lang=self.lang
            )
            said = {**said, "": text}
        wide = plain.kind == "date" or (plain.kind == "choice" and plain.many)
        shown = replace(plain, label=definition.label, said=said)
        version = self.versions.get(question.id, 0)
        offered = plain.name == f"f:{question.id}" and question.id in self.offered
        return Drawn(shown, question, version, long, wide, offered)


def drawer_of(
    content: Mapping[str, Any], section: Section, *, vocabulary: Vocabulary, lang: Lang, **more: Any
) -> Drawer:
    """The drawer for a section of what stands."""
    return Drawer(content, versions_in(content, section.keys), vocabulary, lang, **more)


def filled(
    question: Question, *, raw: Any, name: str, vocabulary: Vocabulary
) -> dict[str, list[str]]:
    """What the inputs of a value show; as it was typed where it cannot be read."""
    if raw is None:
        return {}
    if (parts := typed_in(raw)) is not None:
        return {f"{name}{'.' if part else ''}{part}": [said] for part, said in parts.items()}
    ask = ask_of(question, vocabulary=vocabulary)
    try:
        shown = forms.posted_facts(Screen("", "facts", (ask,)), facts={question.definition.id: raw})
    except (TypeError, ValueError, AttributeError):
        return {name: [str(raw)]}
    own = f"f:{question.definition.id}"
    return {name + key[len(own) :]: said for key, said in shown.items()}


def _rows_shown(
    records: Records, *, rows: Sequence[Mapping[str, Any]], vocabulary: Vocabulary
) -> dict[str, list[str]]:
    shown: dict[str, list[str]] = {}
    for number, row in enumerate(rows):
        place = f"r:{number}:"
        shown[place] = [str(row.get(ID, ""))]
        for question in records.questions:
            shown |= filled(
                question,
                raw=row.get(question.id),
                name=f"{place}{question.id}",
                vocabulary=vocabulary,
            )
    return shown


def _closed(said: Any, *, rows: Any) -> str:
    if said is False:
        return MORE
    if rows == []:
        return NONE
    return ALL if said else ""
