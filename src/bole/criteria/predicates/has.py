"""`has: papers` with `where` and `at_least`: at least n records of a family."""

from __future__ import annotations

from bole.criteria.conditions import records
from bole.criteria.kernel import TRUE, Formula, Having, Meta
from bole.criteria.spec import Spec

KEY = "has"
EXTRA = ("where", "at_least")
DOC = "At least n records of a family (default 1) that satisfy the condition."
SCHEMA = {"type": "string", "description": "a family (bole facts)"}


def build(spec: Spec) -> Formula:
    """`Having`, with the family's label."""
    found = records(spec.value, KEY, spec=spec)
    if found is None:
        return TRUE
    family, where = found
    n = spec.number(spec.node.get("at_least", 1), "at_least")
    if n < 1:
        spec.fail("number", "at_least 至少是 1", "at_least is 1 or more", "at_least")
    return Having(family.id, n, where, Meta(label=family.label))
