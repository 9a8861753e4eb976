"""From answers to the facts of the core."""

from __future__ import annotations

from collections.abc import Mapping

from bole.facts.definitions import FactDef
from bole.facts.model import DECLINED, UNKNOWN, Facts, Family, Record, Value
from bole.facts.values import parse_value
from bole.facts.vocabulary import Vocabulary
from bole.problems import Problems
from bole.web.selfcheck.answers import ABSENT, Answers, Raw

SOURCE = "self-check"


def facts_of(answers: Answers, *, vocabulary: Vocabulary) -> Facts:
    """The facts; what was asked and passed over is declined, a told family is closed."""
    scalars = {
        id: DECLINED for ids in answers.asked.values() for id in ids if id in vocabulary.facts
    }
    for id, raw in answers.facts.items():
        if id in vocabulary.facts:
            scalars[id] = value_of(vocabulary.fact(id), raw, vocabulary=vocabulary)
    families = {
        name: Family(
            tuple(
                Record(
                    index,
                    _values(row, fields=vocabulary.family(name).fields, vocabulary=vocabulary),
                )
                for index, row in enumerate(rows)
            ),
            closed=True,
        )
        for name, rows in answers.families.items()
        if name in vocabulary.families
    }
    return Facts(scalars, families)


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
