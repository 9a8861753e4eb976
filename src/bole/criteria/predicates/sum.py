"""`sum: {of: income, field: amount}` with a bound: a field added up over records."""

from __future__ import annotations

from collections.abc import Mapping

from bole.criteria.conditions import ORDER, bounds, records
from bole.criteria.kernel import TRUE, Formula, Sum, Term
from bole.criteria.spec import Spec

KEY = "sum"
EXTRA = ("where", *ORDER)
DOC = "The sum of a field over the records that fit, against a bound."
SCHEMA = {
    "type": "object",
    "properties": {"of": {"type": "string"}, "field": {"type": "string"}},
    "required": ["of", "field"],
}


def build(spec: Spec) -> Formula:
    """`Sum` against each bound."""
    value = spec.value if isinstance(spec.value, Mapping) else {}
    found = records(value.get("of", ""), KEY, "of", spec=spec)
    if found is None:
        return TRUE
    family, where = found
    name = str(value.get("field", ""))
    if name not in family.fields:
        spec.fail("field", f"没有字段“{name}”", f"No field {name!r}", KEY, "field")
        return TRUE

    def read(key: str) -> Term:
        return spec.threshold(family.fields[name], spec.node[key], key)

    term = Sum(family.id, name, where)
    return bounds(term, spec.node, read=read, spec=spec, label=family.label)
