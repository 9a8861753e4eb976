"""How conditions are put together, in words."""

from __future__ import annotations

from typing import Final

from bole.criteria.kernel import (
    All,
    AnyOf,
    AtLeast,
    Claimed,
    Formula,
    Not,
    Readings,
    Soft,
    Staged,
)
from bole.policy.pack import Pack
from bole.text import Text

#: Whether a condition counts only where a person claims it.
COUNTS: Final = {
    False: Text("不用主张", "counts unclaimed"),
    True: Text("主张了才算", "counts only where claimed"),
}


def structural(core: Formula) -> bool:
    """True for a node whose parts people see one by one."""
    kinds = All | AnyOf | AtLeast | Soft | Not | Readings
    return isinstance(core, kinds) and not core.meta.leaf


def operator(core: Formula) -> Text:
    """What a structure asks of its parts."""
    match core:
        case All():
            return Text("都要符合", "all of them")
        case AnyOf():
            return Text("有一项即可", "any of them")
        case AtLeast(n):
            return Text(f"至少 {n} 项", f"at least {n}")
        case Soft():
            return Text("可以放宽", "can be relaxed")
        case Not():
            return Text("不得有", "must not be")
        case _:
            return Text("几种读法", "readings")


def stage_of(formula: Formula, *, pack: Pack) -> Text:
    """The stage that decides a condition."""
    while isinstance(formula, Staged | Claimed):
        if isinstance(formula, Staged):
            wanted = formula.stage
            return next((s.label for s in pack.stages if s.id == wanted), Text(wanted))
        formula = formula.part
    return Text("从自测起", "from the self-check on")


def is_claimed(formula: Formula) -> bool:
    """True where a condition counts only for those who claim it."""
    while isinstance(formula, Staged | Claimed):
        if isinstance(formula, Claimed):
            return True
        formula = formula.part
    return False
