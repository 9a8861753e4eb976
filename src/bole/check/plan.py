"""A plan that compiles only what cases ask for: a handful of nodes of a large pack."""

from __future__ import annotations

from bole.judge.plan import Compiler
from bole.judge.verdict import Plan
from bole.policy.cycle import Cycle


class CasePlan(Plan):
    """A plan without roots: every formula is compiled when first asked for."""

    def __init__(self, cycle: Cycle, *, stage: str) -> None:
        super().__init__(cycle, stage=stage, programme="")

    @property
    def compiler(self) -> Compiler:
        """What compiles its formulas."""
        return self._compiler
