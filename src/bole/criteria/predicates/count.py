"""`count: {of: claims}` with `at_most`: how many records fit, against a bound."""

from __future__ import annotations

from collections.abc import Mapping

from bole.criteria.conditions import ORDER, bounds, records
from bole.criteria.kernel import TRUE, Const, Count, Formula
from bole.criteria.spec import Spec

KEY = "count"
EXTRA = ("where", *ORDER)
DOC = "The number of records that fit, against a bound."
SCHEMA = {"type": "object", "properties": {"of": {"type": "string"}}, "required": ["of"]}


def build(spec: Spec) -> Formula:
    """`Count` against each bound."""
    value = spec.value if isinstance(spec.value, Mapping) else {}
    found = records(value.get("of", ""), KEY, "of", spec=spec)
    if found is None:
        return TRUE
    family, where = found

    def read(key: str) -> Const:
        return Const(spec.number(spec.node[key], key))

    return bounds(Count(family.id, where), spec.node, read=read, spec=spec, label=family.label)
