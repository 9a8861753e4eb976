"""`each: team_members` with `where`: every record of a family is so."""

from __future__ import annotations

from bole.criteria.conditions import where
from bole.criteria.kernel import TRUE, Each, Formula, Meta
from bole.criteria.spec import Spec

KEY = "each"
EXTRA = ("where",)
DOC = "Every record of a family satisfies the condition."
SCHEMA = {"type": "string", "description": "a family (bole facts)"}


def build(spec: Spec) -> Formula:
    """`Each`, with the family's label."""
    family = spec.family_def(str(spec.value), KEY)
    if family is None:
        return TRUE
    raw = spec.node.get("where")
    inner = where(raw, family=family.id, spec=spec.inner(raw, "where", family=family.id))
    return Each(family.id, inner, Meta(label=family.label))
