"""`sum: {of: income, field: amount}` with a bound: a field added up over records."""

from __future__ import annotations

from collections.abc import Mapping

from bole.criteria.conditions import ORDER, beyond, where
from bole.criteria.kernel import TRUE, All, Compare, Formula, Meta, Sum
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
    family = spec.family_def(str(value.get("of", "")), KEY, "of")
    name = str(value.get("field", ""))
    if family is None:
        return TRUE
    if name not in family.fields:
        spec.fail("field", f"没有字段“{name}”", f"No field {name!r}", KEY, "field")
        return TRUE
    raw = spec.node.get("where")
    inner = where(raw, family=family.id, spec=spec.inner(raw, "where", family=family.id))
    term, meta = Sum(family.id, name, inner), Meta(label=family.label)
    parts: list[Formula] = []
    for key, (op, step) in ORDER.items():
        if key not in spec.node:
            continue
        bound = beyond(spec.threshold(family.fields[name], spec.node[key], key), step=step)
        parts.append(Compare(term, "ge" if op == "ge" else "le", bound, bool(step), meta))
    if not parts:
        spec.fail("test", "要写数额要求", "Write a bound")
    return parts[0] if len(parts) == 1 else All(tuple(parts), meta)
