"""`title: {at_least: 正高级}`: a professional title of at least that grade."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bole.criteria.conditions import where
from bole.criteria.kernel import TRUE, Formula, Having, Meta
from bole.criteria.spec import Spec
from bole.text import Text

KEY = "title"
DOC = "A professional title (职称) at least that high; other keys test its fields."
SCHEMA = {"type": "object", "description": "at_least, and tests on titles"}
FAMILY = "titles"


def build(spec: Spec) -> Formula:
    """`Having(titles)`."""
    if not isinstance(spec.value, Mapping):
        spec.fail("title", "要写 {at_least: 正高级}", "Write {at_least: senior}", KEY)
        return TRUE
    tests: dict[str, Any] = {k: v for k, v in spec.value.items() if k != "at_least"}
    if "at_least" in spec.value:
        tests["grade"] = {"at_least": spec.value["at_least"]}
    inner = where(tests, family=FAMILY, spec=spec.inner(tests, KEY, family=FAMILY))
    return Having(FAMILY, 1, inner, Meta(label=Text("职称", "Professional title")))
