"""`joined_within: {years: 1, of: employer.founded_on}`: one day at most n years after another."""

from __future__ import annotations

from collections.abc import Mapping

from bole.criteria.kernel import TRUE, Compare, Fact, Formula, Meta, Shift
from bole.criteria.spec import Spec

KEY = "joined_within"
DOC = "The day of joining lies at most n years after another day."
SCHEMA = {
    "type": "object",
    "properties": {"years": {"type": "integer"}, "of": {"type": "string"}},
    "required": ["years", "of"],
}
JOINED = "joined_on"


def build(spec: Spec) -> Formula:
    """`joined_on <= of + n years`."""
    value = spec.value if isinstance(spec.value, Mapping) else {}
    joined = spec.fact(JOINED, KEY)
    other = spec.fact(str(value.get("of", "")), KEY, "of")
    if joined is None or other is None:
        return TRUE
    years = spec.number(value.get("years"), KEY, "years")
    limit = Shift(Fact(other.id), 12 * years)
    return Compare(Fact(JOINED), "le", limit, meta=Meta(label=joined.label))
