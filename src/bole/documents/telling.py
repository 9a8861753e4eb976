"""Facts in the words of a form: a value, a record in a line, the record that leads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from bole.facts.definitions import FactDef, FamilyDef
from bole.facts.model import Record, State, Value
from bole.facts.values import show_value
from bole.facts.vocabulary import Vocabulary
from bole.policy.pack import FormField
from bole.text import Text, join

NOTHING: Final = Text("")
#: Fields that serve the rules; a form tells the record, not how it counts.
ASIDE: Final = frozenset({"sector", "domain", "own_employer", "current"})
OF_EMPLOYER: Final = "employer_"
NAME_OF_EMPLOYER: Final = "employer_name"
WORDED: Final = ("text", "choice")
COUNTED: Final = ("number", "amount", "percent")


def value_text(fact: FactDef, value: Value, *, vocabulary: Vocabulary) -> Text:
    """The value in words, empty where nothing is known: boxes are not filled with excuses."""
    return show_value(fact, value, vocabulary=vocabulary) if value.given else NOTHING


def told_fields(family: FamilyDef) -> tuple[FactDef, ...]:
    """The fields that tell a record: words first as defined, then counts; dates apart."""
    fields = [
        f for f in family.fields.values()
        if f.id == NAME_OF_EMPLOYER or not (f.id in ASIDE or f.id.startswith(OF_EMPLOYER))
    ]  # fmt: skip
    names = [f for f in fields if f.kind == "text"]
    choices = [f for f in fields if f.kind == "choice"]
    return (*names, *choices, *(f for f in fields if f.kind in COUNTED))


def period_text(record: Record, *, family: FamilyDef, vocabulary: Vocabulary) -> Text:
    """When it was: from and to, or its day."""
    if family.period is not None:
        ends = [(family.fields[name], record.get(name)) for name in family.period]
        shown = [
            show_value(f, v, vocabulary=vocabulary)
            if v.given or (v.state is State.ABSENT and f.id == "end")
            else NOTHING
            for f, v in ends
        ]
        return join([t for t in shown if t], zh=" – ", en=" – ")
    dates = [f for f in family.fields.values() if f.kind == "date"]
    texts = (value_text(f, record.get(f.id), vocabulary=vocabulary) for f in dates)
    return next((t for t in texts if t), NOTHING)


def record_line(record: Record, *, family: FamilyDef, vocabulary: Vocabulary) -> Text:
    """The record in one line: its time, then its words and counts."""
    when = period_text(record, family=family, vocabulary=vocabulary)
    said = join(_said(record, family=family, vocabulary=vocabulary), zh="，", en=", ")
    return join([t for t in (when, said) if t], zh="　", en="  ") if when else said


def _said(record: Record, *, family: FamilyDef, vocabulary: Vocabulary) -> Iterator[Text]:
    for field in told_fields(family):
        text = value_text(field, record.get(field.id), vocabulary=vocabulary)
        if not text:
            continue
        if field.kind in WORDED:
            yield text
        else:
            label = field.label
            yield Text(f"{label.zh} {text.zh}", f"{label.say('en')} {text.say('en')}")


def ordered_field(
    family: str, *, box: FormField, form: Sequence[FormField], vocabulary: Vocabulary
) -> str:
    """The field that picks the record of a box: the nearest ordered one of the family, up to it.

    A form asks for the highest degree, then for the subject of that degree.
    """
    place = form.index(box)
    named = [
        name.partition(".")[2]
        for other in form[: place + 1]
        for name in other.facts
        if name.partition(".")[0] == family and "." in name
    ]
    fields = vocabulary.families[family].fields
    return next((f for f in reversed(named) if _is_ordered(fields[f], vocabulary=vocabulary)), "")


def _is_ordered(field: FactDef, *, vocabulary: Vocabulary) -> bool:
    catalogue = vocabulary.catalogues.get(field.catalogue)
    return catalogue is not None and catalogue.ordered


def leading(
    records: Iterable[Record], *, family: FamilyDef, order: str, vocabulary: Vocabulary
) -> Record | None:
    """The highest record by the field `order`; without one, the last that has ended, or the first."""
    listed = list(records)
    if order:
        ranked = [r for r in listed if r.get(order).given]
        field = family.fields[order]
        return max(ranked, key=lambda r: _rank(r, field=field, vocabulary=vocabulary), default=None)
    if family.period is None:
        return listed[0] if listed else None
    end = family.period[1]
    ended = [r for r in listed if r.get(end).given]
    return max(ended, key=lambda r: r.get(end).high, default=None)


def _rank(record: Record, *, field: FactDef, vocabulary: Vocabulary) -> int:
    values = vocabulary.catalogues[field.catalogue].values
    return max((values[c].rank for c in record.get(field.id).choices if c in values), default=-1)
