"""`time_since: joined_on` with `at_least` or `at_most` years: how long ago a day was."""

from __future__ import annotations

from bole import units
from bole.criteria.kernel import TRUE, All, AsOf, Compare, Const, Fact, Formula, Meta, Since
from bole.criteria.spec import Spec

KEY = "time_since"
EXTRA = ("at_least", "at_most", "at_least_months")
DOC = "Full years (or months) since a day, on the day the verdict is asked for."
SCHEMA = {"type": "string", "description": "id of a date fact"}


def build(spec: Spec) -> Formula:
    """`Since` against years; at most n years is up to and including the n-th anniversary."""
    definition = spec.fact(str(spec.value), KEY)
    if definition is None:
        return TRUE
    term = Since(Fact(definition.id), AsOf())
    meta = Meta(label=definition.label)
    parts: list[Compare] = []
    if "at_least" in spec.node or "at_least_months" in spec.node:
        months = 12 * spec.number(spec.node.get("at_least", 0), "at_least")
        months += spec.number(spec.node.get("at_least_months", 0), "at_least_months")
        parts.append(Compare(term, "ge", Const(months * units.MONTH), meta=meta))
    if "at_most" in spec.node:
        years = spec.number(spec.node["at_most"], "at_most")
        parts.append(Compare(term, "le", Const(years * units.YEAR), meta=meta))
    if not parts:
        spec.fail("test", "要写 at_least 或 at_most", "Write at_least or at_most")
    return parts[0] if len(parts) == 1 else All(tuple(parts), meta)
