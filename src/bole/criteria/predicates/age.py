"""`age: {at_most: 45}`: full years on the pack's reference day for ages (parameter `age_on`).

`on: as_of` counts to the day the verdict is asked for, where the document fixes no day.
"""

from __future__ import annotations

from collections.abc import Mapping

from bole.criteria.conditions import ORDER, beyond
from bole.criteria.kernel import (
    TRUE,
    AgeOn,
    All,
    AsOf,
    Compare,
    Const,
    Fact,
    Field,
    Formula,
    Meta,
    Param,
    Term,
)
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
    term = AgeOn(born, on)
    meta = Meta(label=Text("年龄", "Age"))
    parts: list[Formula] = []
    for key, raw in value.items():
        if key == "on":
            continue
        if key not in ORDER:
            spec.fail("test", f"年龄不能写“{key}”", f"Age takes no {key!r}", KEY, key)
            continue
        op, step = ORDER[key]
        bound = beyond(Const(spec.number(raw, KEY, key)), step=step)
        parts.append(Compare(term, "ge" if op == "ge" else "le", bound, bool(step), meta))
    if not parts:
        spec.fail("test", "要写年龄要求", "Write a bound", KEY)
    return parts[0] if len(parts) == 1 else All(tuple(parts), meta)
