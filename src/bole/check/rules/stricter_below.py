"""A lower tier that asks for more than a higher one."""

from __future__ import annotations

from collections.abc import Iterator

from bole.check.context import Context, name
from bole.check.logic import implies
from bole.check.tiers import TierUnits, pairs
from bole.problems import Problem, problem
from bole.text import Text

CODE = "Q001"
TITLE = Text("低类别反而更严", "Stricter in a lower tier")
DOC = Text(
    "同一领域里，低一类的门槛比高一类的同一项门槛还高，低类别里也没有更宽的写法。包照原文写，供制定部门看。",
    "In one track, a lower tier sets a higher threshold than a higher tier does for the same thing, and has no wider alternative. The pack follows the document; this is for its authors.",
)


def find(context: Context) -> Iterator[Problem]:
    """One finding for each such pair of conditions."""
    for high, low in pairs(context):
        yield from _between(high, low, context=context)


def _between(high: TierUnits, low: TierUnits, *, context: Context) -> Iterator[Problem]:
    below = list(low.atoms())
    for wide, formula in high.atoms():
        if any(implies(formula, other) for _, other in below):
            continue
        for strict, other in below:
            if implies(other, formula):
                one, two = name(strict.meta), name(wide.meta)
                yield problem(
                    CODE,
                    f"{low.place} 比 {high.place} 严：{one.zh}，而 {two.zh}",
                    f"{low.place} is stricter than {high.place}: {one.say('en')}, but {two.say('en')}",
                    where=context.places.node(strict.meta.id),
                )
