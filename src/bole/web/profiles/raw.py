"""From values back to raw ones, as sheets and forms hold them, and on to a profile file."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from bole.facts.definitions import FactDef
from bole.facts.model import Facts, Record, State, Value
from bole.facts.vocabulary import Vocabulary
from bole.units import DateRange
from bole.web.profiles.bridge import ABSENT, CLAIMS, Raw, typed_in
from bole.web.profiles.merging import ID, new_id

PRESENT: Final = "至今"
#: Yuan in fen, ten thousand of them.
_WAN: Final = 100 * 10_000


def raw_of(definition: FactDef, value: Value) -> Raw:
    """The raw value; None where nothing was said."""
    if value.state is State.UNKNOWN:
        return None
    if value.state is State.ABSENT:
        return PRESENT if definition.id == "end" else ABSENT
    if value.state is State.DECLINED:
        return "不愿提供"
    match definition.kind:
        case "choice":
            chosen = sorted(value.choices)
            return chosen if definition.many else chosen[0]
        case "bool":
            return bool(value.low)
        case "date":
            return str(DateRange(value.low, value.high))
        case "number" if value.low == value.high:
            return value.low
        case "amount" if value.low == value.high:
            return f"{_plain(Decimal(value.low) / _WAN)}万元"
        case "percent" if value.low == value.high:
            return f"{_plain(Decimal(value.low) / 100)}%"
        case _:
            return value.text


def content_of_facts(
    facts: Facts, *, claims: tuple[str, ...], vocabulary: Vocabulary
) -> dict[str, Any]:
    """A sheet's content of what a file says; what only follows from it is left out."""
    scalars = {
        id: raw_of(vocabulary.fact(id), value)
        for id, value in facts.scalars.items()
        if _said(value)
    }
    families: dict[str, list[dict[str, Raw]]] = {}
    for name, family in facts.families.items():
        fields = vocabulary.family(name).fields
        rows = [_row(record, fields=fields) for record in family.records]
        if rows or family.closed:
            families[name] = rows
    closed = {name: True for name, family in facts.families.items() if family.closed}
    told = {k: v for k, v in scalars.items() if v is not None}
    return {"facts": told, "families": families, "closed": closed, CLAIMS: list(claims)}


def profile_of(content: Mapping[str, Any], *, vocabulary: Vocabulary) -> dict[str, Any]:
    """A profile as `bole judge` reads it; what cannot be read is left out."""
    found: dict[str, Any] = {}
    for id, raw in content.get("facts", {}).items():
        if id in vocabulary.facts and typed_in(raw) is None:
            found[id] = _written(raw)
    for name, rows in content.get("families", {}).items():
        if name in vocabulary.families:
            found[name] = [
                {
                    k: _written(v)
                    for k, v in row.items()
                    if not k.startswith("_") and typed_in(v) is None
                }
                for row in rows
            ]
    complete = [n for n, said in content.get("closed", {}).items() if said and found.get(n)]
    if complete:
        found["complete"] = sorted(complete)
    if content.get(CLAIMS):
        found["claims"] = list(content[CLAIMS])
    return found


def _row(record: Record, *, fields: Mapping[str, FactDef]) -> dict[str, Raw]:
    told = {
        name: raw_of(fields[name], value) for name, value in record.values.items() if _said(value)
    }
    return {ID: new_id(), **{k: v for k, v in told.items() if v is not None}}


def _said(value: Value) -> bool:
    """True for what the file itself says: only that has a place in it."""
    return value.where is not None and value.source != "sex"


def _written(raw: Raw) -> Raw:
    return "没有" if raw == ABSENT else raw


def _plain(number: Decimal) -> str:
    return format(number.normalize(), "f")
