"""`tier: leading`: the own criterion of another tier of the same track."""

from __future__ import annotations

from bole.criteria.kernel import TRUE, All, Formula, Meta
from bole.criteria.spec import Spec
from bole.text import Text

KEY = "tier"
DOC = "What another tier of the same track asks for (杰出 comes only out of 领军)."
SCHEMA = {"type": "string", "description": "id of a tier"}


def build(spec: Spec) -> Formula:
    """The other tier's formula, shown as one line."""
    if spec.words.tier is None:
        spec.fail("tier", "这里不能引用别的类别", "No other tier can be named here", KEY)
        return TRUE
    try:
        formula = spec.words.tier(str(spec.value))
    except KeyError:
        spec.fail("tier", f"没有类别“{spec.value}”", f"Unknown tier {spec.value!r}", KEY)
        return TRUE
    needed = Text("符合“{what}”的条件", "the conditions of “{what}”").format(
        what=formula.meta.label
    )
    label = Text("另一类别的条件", "Another tier")
    return All((formula,), Meta(label=label, needed=needed))
