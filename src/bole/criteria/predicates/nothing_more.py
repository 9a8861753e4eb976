"""`nothing_more: true`: holds for everyone; the reading under which a passage asks for nothing."""

from __future__ import annotations

from bole.criteria.kernel import TRUE, Formula, Meta
from bole.criteria.spec import Spec
from bole.text import Text

KEY = "nothing_more"
DOC = "Holds for everyone: the reading under which a passage asks for nothing."
SCHEMA = {"const": True}


def build(spec: Spec) -> Formula:
    """`All` of no parts."""
    if spec.value is not True:
        spec.fail("nothing_more", "只能写 true", "Write true", KEY)
    return type(TRUE)((), Meta(label=Text("不另设要求", "Asks for nothing")))
