"""Criteria that a single fact meets."""

from __future__ import annotations

from collections.abc import Iterator

from bole.check.context import Context
from bole.check.parts import Unit, atoms_of
from bole.check.tiers import tiers_of
from bole.criteria.kernel import Claimed
from bole.judge.plan import facts_read
from bole.policy.index import nodes_in
from bole.problems import Problem, problem
from bole.text import Text, join

CODE = "Q002"
TITLE = Text("一个事实就够", "One fact alone suffices")
DOC = Text(
    "这一类有认定条件只看一个事实（一项学位、一个奖项……），通用条件之外不再要求别的，也不要人判断。",
    "The tier has criteria that a single fact meets (a degree, an award …), with nothing else asked for beside the general conditions and nobody judging.",
)


def find(context: Context) -> Iterator[Problem]:
    """One finding for each tier without lead-in, naming the criteria."""
    for tier in tiers_of(context):
        numbered = [u for u in tier.units if u.meta.numbered]
        if len(numbered) < len(tier.units):
            continue
        single = [u.meta.label for u in numbered if _single(u)]
        if single:
            listed = join(single)
            where = context.places.node(numbered[0].meta.id)
            yield problem(
                CODE,
                f"{tier.place}：只看一个事实的有 {listed.zh}",
                f"{tier.place}: a single fact meets {listed.say('en')}",
                where=where,
            )


def _single(unit: Unit) -> bool:
    """True where one atom, on facts of one kind, is all there is."""
    if any(isinstance(n, Claimed) for n in nodes_in(unit.formula)):
        return False
    atoms = atoms_of(unit)
    return len(atoms) == 1 and len(facts_read(atoms[0].formula)) == 1
