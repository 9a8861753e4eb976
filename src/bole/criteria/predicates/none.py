"""`none: conduct` with `where`: no record of a family is so (an exclusion)."""

from __future__ import annotations

from bole.criteria.conditions import records
from bole.criteria.kernel import TRUE, Formula, Having, Meta, Not
from bole.criteria.spec import Spec

KEY = "none"
EXTRA = ("where",)
DOC = "No record of a family satisfies the condition; an unknown exclusion stays open."
SCHEMA = {"type": "string", "description": "a family (bole facts)"}


def build(spec: Spec) -> Formula:
    """`Not(Having(1))`, with the family's label."""
    found = records(spec.value, KEY, spec=spec)
    if found is None:
        return TRUE
    family, where = found
    return Not(Having(family.id, 1, where), Meta(label=family.label))
