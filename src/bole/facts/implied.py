"""What follows from what was said: an award's level, a post held now, the retirement date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from bole.facts.definitions import FamilyDef
from bole.facts.model import ABSENT, UNKNOWN, State, Value
from bole.facts.retirement import retirement_range
from bole.facts.vocabulary import Vocabulary

#: The list of grades that people write behind an award's name.
GRADES: Final = "award_grade"


def fill_record(
    family: FamilyDef, values: Mapping[str, Value], *, vocabulary: Vocabulary
) -> dict[str, Value]:
    """The record with what its choices imply; nothing that was said is changed."""
    filled = _split_grade(family, values, vocabulary=vocabulary)
    for name, value in list(filled.items()):
        field = family.fields.get(name)
        if field is None or field.kind != "choice" or len(value.choices) != 1:
            continue
        listed = vocabulary.catalogue(field).values.get(next(iter(value.choices)))
        for other, word in (listed.implies if listed else {}).items():
            if other in family.fields and filled.get(other, UNKNOWN).state is State.UNKNOWN:
                filled[other] = _choice(family, other, word, value, vocabulary=vocabulary)
    _ongoing(family, filled)
    return filled


def fill_scalars(scalars: Mapping[str, Value], *, vocabulary: Vocabulary) -> dict[str, Value]:
    """The scalars with a man's retirement category, and the statutory date where it is fixed."""
    filled = dict(scalars)
    birth, category = filled.get("birth_date", UNKNOWN), filled.get("retirement_category", UNKNOWN)
    men = filled.get("sex", UNKNOWN).choices == {"male"} and category.state is State.UNKNOWN
    if men and "retirement_category" in vocabulary.facts:
        category = filled["retirement_category"] = replace(filled["sex"], source="sex")
    known = "retires_on" in vocabulary.facts and filled.get("retires_on", UNKNOWN) == UNKNOWN
    if known and birth.given and len(category.choices) == 1:
        days = retirement_range(birth.low, birth.high, category=next(iter(category.choices)))
        if days:
            state = State.KNOWN if days[0] == days[1] else State.RANGE
            assurance = min(birth.assurance, category.assurance)
            filled["retires_on"] = Value(state, *days, assurance=assurance, source="birth_date")
    return filled


def _split_grade(
    family: FamilyDef, values: Mapping[str, Value], *, vocabulary: Vocabulary
) -> dict[str, Value]:
    """`国家科技进步奖二等奖` as the award and its grade, where the grade was not said apart."""
    filled = dict(values)
    grade = family.fields.get("grade")
    if grade is None or grade.catalogue != GRADES or "grade" in values:
        return filled
    for name, value in values.items():
        field = family.fields[name]
        written = next(iter(value.choices)) if len(value.choices) == 1 else ""
        if field.kind != "choice" or not written.startswith("~"):
            continue
        for word, award in _heads(written[1:], vocabulary=vocabulary, catalogue=field.catalogue):
            filled[name] = _choice(family, name, award, value, vocabulary=vocabulary)
            filled["grade"] = _choice(family, "grade", word, value, vocabulary=vocabulary)
    return filled


def _heads(written: str, *, vocabulary: Vocabulary, catalogue: str) -> Iterator[tuple[str, str]]:
    """The grade at the end of what was written, with the listed value before it; at most one."""
    words = vocabulary.catalogues[GRADES].words()
    for word in sorted(words, key=len, reverse=True):
        if written.endswith(word):
            award = vocabulary.catalogues[catalogue].find(written.removesuffix(word))
            grade = vocabulary.catalogues[GRADES].find(word)
            if award and grade:
                yield grade, award
                return


def _choice(
    family: FamilyDef, name: str, word: str, cause: Value, *, vocabulary: Vocabulary
) -> Value:
    catalogue = vocabulary.catalogue(family.fields[name])
    rank = catalogue.rank(word)
    return Value(State.KNOWN, rank, rank, frozenset({word}), catalogue.values[word].name.zh,
                 cause.assurance, cause.source, cause.where)  # fmt: skip


def _ongoing(family: FamilyDef, filled: dict[str, Value]) -> None:
    """`end: 至今` and `current: 是` say the same."""
    if not family.period or "current" not in family.fields:
        return
    end = family.period[1]
    current, until = filled.get("current", UNKNOWN), filled.get(end, UNKNOWN)
    if until.state is State.ABSENT and current.state is State.UNKNOWN:
        filled["current"] = Value(State.KNOWN, 1, 1, text="是", assurance=until.assurance)
    elif current.given and current.low == current.high == 1 and until.state is State.UNKNOWN:
        filled[end] = Value(ABSENT.state, assurance=current.assurance)
