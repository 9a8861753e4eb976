"""Rows of a register as the facts of persons, for ways that judge one person at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from bole.facts.definitions import FactDef
from bole.facts.implied import fill_record, fill_scalars
from bole.facts.model import ABSENT, Facts, Family, Record, State, Value
from bole.facts.vocabulary import Vocabulary
from bole.screen.manifest import read_manifest


def people(folder: Path, *, vocabulary: Vocabulary, ids: range) -> Iterator[tuple[int, Facts]]:
    """Each person of `ids` with all facts; tables in exact columns only."""
    complete = read_manifest(folder, vocabulary=vocabulary).complete
    families = {
        name: _records(folder, name, vocabulary=vocabulary, ids=ids)
        for name in vocabulary.families
        if (folder / name).is_dir()
    }
    for row in _rows(folder, "persons", ids=ids):
        person = row["person_id"]
        scalars = _values(row, vocabulary.facts)
        held = {
            name: Family(
                tuple(records.get(person, ())),
                closed=name in complete or bool(row.get(f"closed_{name}")),
            )
            for name, records in families.items()
        }
        yield person, Facts(fill_scalars(scalars, vocabulary=vocabulary), held)


def _records(
    folder: Path, name: str, *, vocabulary: Vocabulary, ids: range
) -> dict[int, list[Record]]:
    family = vocabulary.families[name]
    found: dict[int, list[Record]] = defaultdict(list)
    for row in _rows(folder, name, ids=ids):
        values = fill_record(family, _values(row, family.fields), vocabulary=vocabulary)
        mine = found[row["person_id"]]
        # Equal records count once.
        if all(record.values != values for record in mine):
            mine.append(Record(len(mine), values))
    return found


def _values(row: dict[str, Any], definitions: Any) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for name, definition in definitions.items():
        value = _value(row, definition)
        if value is not None:
            found[name] = value
    return found


def _value(row: dict[str, Any], definition: FactDef) -> Value | None:
    name = definition.id
    if row.get(f"{name}_state") == 0:
        return ABSENT
    if definition.kind == "choice":
        chosen = row.get(name)
        if chosen is None:
            return None
        return Value(
            State.KNOWN, choices=frozenset([chosen] if isinstance(chosen, str) else chosen)
        )
    low, high = row.get(f"{name}_low"), row.get(f"{name}_high")
    if low is None:
        return None
    return Value(State.KNOWN if low == high else State.RANGE, low, high)


def _rows(folder: Path, table: str, *, ids: range) -> Iterator[dict[str, Any]]:
    found = duckdb.sql(
        f"SELECT * FROM '{folder / table}/*.parquet' "
        f"WHERE person_id BETWEEN {ids.start} AND {ids.stop - 1} ORDER BY person_id"
    )
    names = found.columns
    for row in found.fetchall():
        yield dict(zip(names, row, strict=True))
