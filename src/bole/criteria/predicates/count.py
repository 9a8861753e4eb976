"""`count: {of: claims}` with `at_most`: how many records fit, against a bound."""

from __future__ import annotations

from collections.abc import Mapping

from bole.criteria.conditions import ORDER, where
from bole.criteria.kernel import TRUE, All, Compare, Const, Count, Formula, Meta
from bole.criteria.spec import Spec

KEY = "count"
EXTRA = ("where", *ORDER)
DOC = "The number of records that fit, against a bound."
SCHEMA = {"type": "object", "properties": {"of": {"type": "string"}}, "required": ["of"]}


def build(spec: Spec) -> Formula:
    """`Count` against each bound."""
    value = spec.value if isinstance(spec.value, Mapping) else {}
    family = spec.family_def(str(value.get("of", "")), KEY, "of")
    if family is None:
        return TRUE
    raw = spec.node.get("where")
    inner = where(raw, family=family.id, spec=spec.inner(raw, "where", family=family.id))
    term, meta = Count(family.id, inner), Meta(label=family.label)
    parts: list[Formula] = []
    for key, (op, step) in ORDER.items():
        if key not in spec.node:
            continue
        bound = Const(spec.number(spec.node[key], key) + step)
        parts.append(Compare(term, "ge" if op == "ge" else "le", bound, bool(step), meta))
    if not parts:
        spec.fail("test", "要写个数要求", "Write a bound")
    return parts[0] if len(parts) == 1 else All(tuple(parts), meta)
