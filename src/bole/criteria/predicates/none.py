"""`none: conduct` with `where`: no record of a family is so (an exclusion)."""

from __future__ import annotations

from bole.criteria.conditions import where
from bole.criteria.kernel import TRUE, Formula, Having, Meta, Not
from bole.criteria.spec import Spec

KEY = "none"
EXTRA = ("where",)
DOC = "No record of a family satisfies the condition; an unknown exclusion stays open."
SCHEMA = {"type": "string", "description": "a family (bole facts)"}


def build(spec: Spec) -> Formula:
    """`Not(Having(1))`, with the family's label."""
    family = spec.family_def(str(spec.value), KEY)
    if family is None:
        return TRUE
    raw = spec.node.get("where")
    inner = where(raw, family=family.id, spec=spec.inner(raw, "where", family=family.id))
    return Not(Having(family.id, 1, inner), Meta(label=family.label))
