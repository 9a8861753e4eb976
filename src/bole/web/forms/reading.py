"""From a posted section to the values of its keys; what cannot be read is kept as it was typed.

Inputs are named `f:<fact>`, `<family>:r:<n>:<field>` (each with parts, see `selfcheck.forms`),
`<family>:r:<n>:` (the record's id), `closed:<family>` and `v:<key>` (the version shown).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _

from bole.facts.vocabulary import Vocabulary
from bole.web.common.numbers import whole
from bole.web.forms.asking import ask_of, chosen_of, is_long
from bole.web.profiles.bridge import CLOSED, TYPED
from bole.web.profiles.merging import ID, new_id
from bole.web.profiles.services import value_in
from bole.web.programmes.form import Question, Records, Section
from bole.web.selfcheck import forms
from bole.web.selfcheck.forms import Posted
from bole.web.selfcheck.questions import Screen

ALL, NONE, MORE = "all", "none", "more"
_PARTS: Final = ("", ".y", ".m", ".d", ".none", ".other")


@dataclass(slots=True)
class Reading:
    """The values by key, what is wrong by input, and the versions that the page showed."""

    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    base: dict[str, int] = field(default_factory=dict)


def read_section(
    section: Section,
    *,
    posted: Posted,
    content: Mapping[str, Any],
    vocabulary: Vocabulary,
    skip: frozenset[str] = frozenset(),
) -> Reading:
    """Everything that the page says; keys in `skip`, and what it did not show, are left alone.

    `content` is what stands: what a record holds beyond the questions of this form is kept.
    """
    found = Reading()
    for key in section.keys:
        said = (posted.get(f"v:{key}") or [""])[0]
        if (version := whole(said, default=-1)) >= 0:
            found.base[key] = version
    facts = [q for q in section.facts if q.id not in skip and q.id in found.base]
    _facts(found, facts, posted=posted, vocabulary=vocabulary)
    for records in section.records:
        if records.key in found.base and records.key not in skip:
            _records(found, records, posted=posted, content=content, vocabulary=vocabulary)
    return found


def rows_posted(family: str, *, posted: Posted) -> dict[str, list[str]]:
    """The inputs of one family's records, named as the self-check names them (`r:<n>:<field>`)."""
    head = f"{family}:"
    return {k[len(head) :]: list(v) for k, v in posted.items() if k.startswith(f"{head}r:")}


def _facts(
    found: Reading, questions: Iterable[Question], *, posted: Posted, vocabulary: Vocabulary
) -> None:
    listed = list(questions)
    values, errors = read_values(listed, place="f:", posted=posted, vocabulary=vocabulary)
    found.values |= {q.id: values.get(q.id) for q in listed}
    found.errors |= errors


def _records(
    found: Reading,
    records: Records,
    *,
    posted: Posted,
    content: Mapping[str, Any],
    vocabulary: Vocabulary,
) -> None:
    """The family's rows, and whether there are no more."""
    family = records.family.id
    rows: list[dict[str, Any]] = []
    inputs = rows_posted(family, posted=posted)
    stands = {str(row.get(ID)): row for row in value_in(content, records.key) or []}
    asked = {q.id for q in records.questions}
    for number in forms.row_numbers(inputs):
        place = f"r:{number}:"
        values, errors = read_values(
            records.questions, place=place, posted=inputs, vocabulary=vocabulary
        )
        found.errors |= {f"{family}:{name}": wrong for name, wrong in errors.items()}
        id = (inputs.get(place) or [""])[0]
        kept = {k: v for k, v in stands.get(id, {}).items() if k not in asked and k != ID}
        if values or kept:
            rows.append({ID: id or new_id(), **kept, **values})
    _closed(found, records, rows=rows, said=(posted.get(f"{CLOSED}{family}") or [""])[0])


def _closed(found: Reading, records: Records, *, rows: list[dict[str, Any]], said: str) -> None:
    family, none = records.family.id, said == NONE or (said == ALL and not rows)
    found.values[records.key] = rows or ([] if none else None)
    found.values[f"{CLOSED}{family}"] = {ALL: True, NONE: True, MORE: False}.get(said)
    if said == NONE and rows:
        found.values[f"{CLOSED}{family}"] = None
        found.errors[f"{CLOSED}{family}"] = _("上面写了记录，不能选“没有”。写错了就先去掉。")


def read_values(
    questions: Iterable[Question], *, place: str, posted: Posted, vocabulary: Vocabulary
) -> tuple[dict[str, Any], dict[str, str]]:
    """The values that were filled in, as typed where they cannot be read; and what is wrong."""
    asks, shown, errors = [], dict(posted), {}
    values: dict[str, Any] = {}
    for question in questions:
        ask = ask_of(question, vocabulary=vocabulary)
        name = f"{place}{question.id}"
        if is_long(question.definition, vocabulary=vocabulary):
            chosen = chosen_of(posted, name=name, ask=ask, vocabulary=vocabulary)
            if chosen is None:
                errors[name] = _("列出的里面没有这一项，从列出的里面选")
                values[question.id] = typed(posted, name=name)
                continue
            shown |= chosen
        asks.append(ask)
    screen = Screen("", "facts", tuple(asks))
    of_row = place != "f:"
    read, wrong = _read(screen, place=place, posted=shown, of_row=of_row)
    for name in wrong:
        values[name.removeprefix(place)] = typed(posted, name=name)
    return values | read, errors | wrong


def _read(
    screen: Screen, *, place: str, posted: Posted, of_row: bool
) -> tuple[dict[str, Any], dict[str, str]]:
    if not of_row:
        return forms.read_facts(screen, posted=posted)
    own = {name: said for name, said in posted.items() if name.startswith(place)}
    rows, errors = forms.read_rows(screen, posted=own)
    return (rows[0] if rows else {}), errors


def typed(posted: Posted, *, name: str) -> dict[str, dict[str, str]]:
    """A value as it was typed, part by part."""
    parts = {p.lstrip("."): (posted.get(name + p) or [""])[0].strip()[:200] for p in _PARTS}
    return {TYPED: {part: said for part, said in parts.items() if said}}
