"""A plan that compiles only what is asked, and finds what it compiled by identity.

Cases ask for a handful of nodes of a large pack, over and over: hashing whole trees to find the
compiled function would cost more than judging.
"""

from __future__ import annotations

from bole.criteria.kernel import Formula
from bole.judge.plan import Compiler
from bole.judge.terms import LevelOf, Setting
from bole.judge.verdict import Plan
from bole.policy.cycle import Cycle


class ByIdentity(Compiler):
    """A compiler that remembers the objects it has seen, before it compares them."""

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self._seen: dict[tuple[int, bool], LevelOf] = {}
        #: An id means something only while its object lives.
        self._kept: list[Formula] = []

    def level_for(self, formula: Formula, *, of_record: bool) -> LevelOf:
        """The function of a formula about the person, or of a condition on a record."""
        return self._get(formula, of_record=of_record)

    def _get(self, formula: Formula, *, of_record: bool) -> LevelOf:
        key = (id(formula), of_record)
        found = self._seen.get(key)
        if found is None:
            found = super()._get(formula, of_record=of_record)
            self._seen[key] = found
            self._kept.append(formula)
        return found


class CasePlan(Plan):
    """A plan without roots: every formula is compiled when first asked for."""

    def __init__(self, cycle: Cycle, *, stage: str) -> None:
        super().__init__(cycle, stage=stage, programme="")
        self.compiler = self._compiler = ByIdentity(self.setting)
