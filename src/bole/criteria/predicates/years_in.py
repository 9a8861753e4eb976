"""`years_in: {sector: 金融}` with `at_least`: years over the union of posts that fit."""

from __future__ import annotations

from bole import units
from bole.criteria.conditions import where
from bole.criteria.kernel import Compare, Const, Formula, Meta, Months
from bole.criteria.spec import Spec
from bole.text import Text

KEY = "years_in"
EXTRA = ("at_least", "at_least_months", "continuous")
DOC = "Years in posts that fit; overlapping spells count once, `continuous` takes the longest run."
SCHEMA = {"type": "object", "description": "tests on fields of posts"}
FAMILY = "posts"


def build(spec: Spec) -> Formula:
    """The length of the union (or longest run) of fitting posts against years."""
    if not spec.node.keys() & {"at_least", "at_least_months"}:
        spec.fail("test", "要写 at_least（年）", "Write at_least (years)")
    inner = where(spec.value, family=FAMILY, spec=spec.inner(spec.value, KEY, family=FAMILY))
    months = 12 * spec.number(spec.node.get("at_least", 0), "at_least")
    months += spec.number(spec.node.get("at_least_months", 0), "at_least_months")
    term = Months(FAMILY, inner, longest=bool(spec.node.get("continuous")))
    label = Meta(label=Text("从业年限", "Years in post"))
    return Compare(term, "ge", Const(months * units.MONTH), meta=label)
