"""`age: {at_most: 45}`: full years on the pack's reference day for ages (parameter `age_on`).

`on: as_of` counts to the day the verdict is asked for, where the document fixes no day.
"""

from __future__ import annotations

from collections.abc import Mapping

from bole.criteria.conditions import ORDER, bounds
from bole.criteria.kernel import TRUE, AgeOn, AsOf, Const, Fact, Field, Formula, Param, Term
from bole.criteria.spec import Spec
from bole.text import Text

KEY = "age"
DOC = "Age in full years on the pack's reference day; 未达到/不满 is `under`."
SCHEMA = {
    "type": "object",
    "properties": {**{k: {"type": "integer"} for k in ORDER}, "on": {"const": "as_of"}},
    "additionalProperties": False,
}
BORN, REFERENCE = "birth_date", "age_on"


def build(spec: Spec) -> Formula:
    """`AgeOn` against each bound; inside a record it is that record's birth date."""
    value = spec.value if isinstance(spec.value, Mapping) else {}
    born: Fact | Field = Field(spec.family, BORN) if spec.family else Fact(BORN)
    day = value.get("on", REFERENCE)
    if day not in (REFERENCE, "as_of"):
        spec.fail("day", "on 只能写 as_of", "on takes as_of only", KEY, "on")
    if day == REFERENCE and REFERENCE not in spec.words.params:
        spec.fail("param", f"缺参数 {REFERENCE}", f"The parameter {REFERENCE} is missing", KEY)
        return TRUE
    on: Term = Param(REFERENCE) if day == REFERENCE else AsOf()
    for key in [k for k in value if k not in ("on", *ORDER)]:
        spec.fail("test", f"年龄不能写“{key}”", f"Age takes no {key!r}", KEY, key)

    def read(key: str) -> Const:
        return Const(spec.number(value[key], KEY, key))

    return bounds(AgeOn(born, on), value, read=read, spec=spec, label=Text("年龄", "Age"))
