"""`degree: {at_least: 硕士, subject: [金融学], open: true}`: a degree of at least that rank."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bole.criteria.conditions import where
from bole.criteria.kernel import TRUE, Formula, Having, Meta
from bole.criteria.spec import Spec
from bole.text import Text

KEY = "degree"
DOC = "A degree at least that high, in one of the subjects (an open list with `open`)."
SCHEMA = {"type": "object", "description": "at_least, subject, open, and tests on education"}
FAMILY = "education"


def build(spec: Spec) -> Formula:
    """`Having(education)`; other keys are tests on the record's fields."""
    if not isinstance(spec.value, Mapping):
        spec.fail("degree", "要写 {at_least: 硕士}", "Write {at_least: master}", KEY)
        return TRUE
    tests: dict[str, Any] = {
        k: v for k, v in spec.value.items() if k not in ("at_least", "subject", "open")
    }
    if "at_least" in spec.value:
        tests["degree"] = {"at_least": spec.value["at_least"]}
    if "subject" in spec.value:
        listed = spec.value["subject"]
        listed = listed if isinstance(listed, list) else [listed]
        tests["subject"] = {"in": listed, "open": bool(spec.value.get("open"))}
    inner = where(tests, family=FAMILY, spec=spec.inner(tests, KEY, family=FAMILY))
    return Having(FAMILY, 1, inner, Meta(label=Text("学位", "Degree")))
