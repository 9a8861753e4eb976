"""`each: team_members` with `where`: every record of a family is so."""

from __future__ import annotations

from bole.criteria.conditions import records
from bole.criteria.kernel import TRUE, Each, Formula, Meta
from bole.criteria.spec import Spec

KEY = "each"
EXTRA = ("where",)
DOC = "Every record of a family satisfies the condition."
SCHEMA = {"type": "string", "description": "a family (bole facts)"}


def build(spec: Spec) -> Formula:
    """`Each`, with the family's label."""
    found = records(spec.value, KEY, spec=spec)
    if found is None:
        return TRUE
    family, where = found
    return Each(family.id, where, Meta(label=family.label))
