"""From answers to the facts of the core."""

from __future__ import annotations

from collections.abc import Mapping

from bole.facts.definitions import FactDef, FamilyDef
from bole.facts.implied import fill_record, fill_scalars
from bole.facts.model import UNKNOWN, Facts, Family, Record, Value
from bole.facts.values import parse_value
from bole.facts.vocabulary import Vocabulary
from bole.problems import Problems
from bole.web.selfcheck.answers import ABSENT, Answers, Raw, Row


def facts_of(answers: Answers, *, vocabulary: Vocabulary) -> Facts:
    """The facts, with what follows from them; a family that was told is closed.

    What was told to another programme in part is not taken for all there is.
    """
    scalars = {
        id: value_of(vocabulary.fact(id), raw, vocabulary=vocabulary)
        for id, raw in answers.facts.items()
        if id in vocabulary.facts and id not in answers.partial
    }
    families = {
        name: _family(
            rows,
            definition=vocabulary.family(name),
            vocabulary=vocabulary,
            closed=name not in answers.partial,
        )
        for name, rows in answers.families.items()
        if name in vocabulary.families
    }
    return Facts(fill_scalars(scalars, vocabulary=vocabulary), families)


def _family(
    rows: tuple[Row, ...], *, definition: FamilyDef, vocabulary: Vocabulary, closed: bool
) -> Family:
    told = [_values(row, fields=definition.fields, vocabulary=vocabulary) for row in rows]
    filled = [fill_record(definition, values, vocabulary=vocabulary) for values in told]
    return Family(tuple(Record(i, values) for i, values in enumerate(filled)), closed=closed)


def value_of(definition: FactDef, raw: Raw, *, vocabulary: Vocabulary) -> Value:
    """One value; UNKNOWN where the vocabulary no longer takes it."""
    try:
        return parse_value(definition, "没有" if raw == ABSENT else raw, vocabulary=vocabulary)
    except Problems:
        return UNKNOWN


def _values(
    row: Mapping[str, Raw], *, fields: Mapping[str, FactDef], vocabulary: Vocabulary
) -> dict[str, Value]:
    return {
        name: value_of(fields[name], raw, vocabulary=vocabulary)
        for name, raw in row.items()
        if name in fields
    }
