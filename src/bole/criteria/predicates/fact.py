"""`fact: employer.founded_on` with one or more tests: a scalar fact against values."""

from __future__ import annotations

from dataclasses import replace

from bole.criteria.conditions import condition
from bole.criteria.kernel import TRUE, Fact, Formula, Meta
from bole.criteria.spec import Spec

KEY = "fact"
EXTRA = ("is", "in", "not_in", "open", "at_least", "over", "at_most", "under", "within_years")
DOC = "A scalar fact and a test on it."
SCHEMA = {"type": "string", "description": "id of a fact (bole facts)"}


def build(spec: Spec) -> Formula:
    """The comparison or list test on the fact."""
    definition = spec.fact(str(spec.value), KEY)
    if definition is None:
        return TRUE
    tests = {k: v for k, v in spec.node.items() if k in EXTRA}
    formula = condition(Fact(definition.id), definition, tests, spec=spec)
    return replace(formula, meta=Meta(label=definition.label))
