"""The only bridge from what was told (raw values, as sheets and forms hold them) to `Facts`.

A raw value stands as in a profile file: `2019-03`, true, a list of catalogue ids, `50万元`; ABSENT
says that there is none. What a person typed and nobody can read is kept as `{"typed": {part: text}}`
and counts as not said. A record may carry keys that start with "_" (its id), which say nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from bole.facts.definitions import FactDef, FamilyDef
from bole.facts.implied import fill_record, fill_scalars
from bole.facts.model import UNKNOWN, Assurance, Facts, Family, Record, Value
from bole.facts.values import parse_value
from bole.facts.vocabulary import Vocabulary
from bole.problems import Problems
from bole.web.profiles.merging import ID

#: There is no such thing: no degree, not yet employed.
ABSENT: Final = "-"
#: The key of a value that cannot be read, as it was typed.
TYPED: Final = "typed"
#: The keys of a sheet beside the ids of facts (see `profiles.services`).
CLAIMS: Final = "claims"
FAMILY: Final = "family:"
CLOSED: Final = "closed:"

Raw = Any


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A value as it was typed: the fact, or the family with the record's place and field."""

    id: str
    typed: Mapping[str, str]
    row: int = -1
    field: str = ""


def sheet_for(key: str, *, vocabulary: Vocabulary) -> Literal["person", "case"]:
    """Which sheet holds a key: the person's own facts are kept once, all else is the case's."""
    name = key.removeprefix(CLOSED).removeprefix(FAMILY)
    if name in vocabulary.facts:
        definition = vocabulary.fact(name)
        return "case" if definition.local or definition.of != "person" else "person"
    if name in vocabulary.families:
        return "person" if vocabulary.family(name).of == "person" else "case"
    return "case"


def facts_of_contents(
    *contents: Mapping[str, Any], vocabulary: Vocabulary, closed: bool = False
) -> Facts:
    """The facts of one or more sheets (the later one counts), with what follows from them.

    A family is closed where that was said or none were told; with `closed`, as in an application
    that is handed in, all of them are.
    """
    scalars: dict[str, Raw] = {}
    families: dict[str, Iterable[Mapping[str, Raw]]] = {}
    done: set[str] = set()
    for content in contents:
        scalars |= content.get("facts", {})
        families |= content.get("families", {})
        done |= {name for name, said in content.get("closed", {}).items() if said}
    done |= {name for name, rows in families.items() if rows == []}
    backed = {
        key: Assurance(entry["a"])
        for content in contents
        for key, entry in content.get("meta", {}).items()
        if entry.get("a", 1) > 1
    }
    if closed:
        families = {**dict.fromkeys(vocabulary.families, ()), **families}
        done = set(families)
    facts = facts_of_raw(scalars, families, vocabulary=vocabulary, closed=done)
    return _backed(facts, backed) if backed else facts


def facts_of_raw(
    scalars: Mapping[str, Raw],
    families: Mapping[str, Iterable[Mapping[str, Raw]]],
    *,
    vocabulary: Vocabulary,
    closed: Iterable[str],
) -> Facts:
    """The facts of raw values, with what follows from them; `closed` names the families told."""
    ended = frozenset(closed)
    values = {
        id: value_of(vocabulary.fact(id), raw, vocabulary=vocabulary)
        for id, raw in scalars.items()
        if id in vocabulary.facts
    }
    told = {
        name: _family(
            rows, definition=vocabulary.family(name), vocabulary=vocabulary, closed=name in ended
        )
        for name, rows in families.items()
        if name in vocabulary.families
    }
    told |= {
        name: Family(closed=True) for name in ended if name in vocabulary.families.keys() - told
    }
    return Facts(fill_scalars(values, vocabulary=vocabulary), told)


def _backed(facts: Facts, backed: Mapping[str, Assurance]) -> Facts:
    """The facts with what backs them, key by key."""
    scalars = {
        id: replace(value, assurance=backed[id]) if id in backed else value
        for id, value in facts.scalars.items()
    }
    families = dict(facts.families)
    for name, family in families.items():
        level = backed.get(f"{FAMILY}{name}")
        if level is not None:
            rows = tuple(replace(row, assurance=level) for row in family.records)
            families[name] = replace(family, records=rows, backed=level)
    return Facts(scalars, families)


def ids_of(*contents: Mapping[str, Any]) -> dict[str, list[str]]:
    """By family, the id of each record in the order of the facts, "" where it has none."""
    rows = {name: r for content in contents for name, r in content.get("families", {}).items()}
    return {name: [str(row.get(ID, "")) for row in r if _says(row)] for name, r in rows.items()}


def value_of(definition: FactDef, raw: Raw, *, vocabulary: Vocabulary) -> Value:
    """One value; UNKNOWN where it cannot be read or the vocabulary no longer takes it."""
    if typed_in(raw) is not None:
        return UNKNOWN
    try:
        return parse_value(definition, "没有" if raw == ABSENT else raw, vocabulary=vocabulary)
    except Problems:
        return UNKNOWN


def typed_in(raw: Raw) -> Mapping[str, str] | None:
    """What was typed, by part, where the value cannot be read; None where it can."""
    if isinstance(raw, dict) and set(raw) == {TYPED} and isinstance(raw[TYPED], dict):
        return {str(k): str(v) for k, v in raw[TYPED].items()}
    return None


def unreadable(*contents: Mapping[str, Any]) -> Iterator[Unreadable]:
    """Every value that was typed and cannot be read, to be told before anything is submitted."""
    for content in contents:
        for id, raw in content.get("facts", {}).items():
            if (typed := typed_in(raw)) is not None:
                yield Unreadable(id, typed)
        for family, rows in content.get("families", {}).items():
            for number, row in enumerate(rows):
                for name, raw in row.items():
                    if (typed := typed_in(raw)) is not None:
                        yield Unreadable(family, typed, number, name)


def claims_of(*contents: Mapping[str, Any]) -> tuple[str, ...]:
    """The clauses claimed, each once."""
    return tuple(dict.fromkeys(c for content in contents for c in content.get(CLAIMS) or ()))


def _family(
    rows: Iterable[Mapping[str, Raw]],
    *,
    definition: FamilyDef,
    vocabulary: Vocabulary,
    closed: bool,
) -> Family:
    told = [
        _values(row, fields=definition.fields, vocabulary=vocabulary) for row in rows if _says(row)
    ]
    filled = [fill_record(definition, values, vocabulary=vocabulary) for values in told]
    return Family(tuple(Record(i, values) for i, values in enumerate(filled)), closed=closed)


def _says(row: Mapping[str, Raw]) -> bool:
    """True where a row says something beside which one it is."""
    return any(not name.startswith("_") for name in row)


def _values(
    row: Mapping[str, Raw], *, fields: Mapping[str, FactDef], vocabulary: Vocabulary
) -> dict[str, Value]:
    return {
        name: value_of(fields[name], raw, vocabulary=vocabulary)
        for name, raw in row.items()
        if name in fields
    }
