"""Two tiers that ask for the same."""

from __future__ import annotations

from collections.abc import Iterator

from bole.check.context import Context, name
from bole.check.plainer import plainer
from bole.check.tiers import pairs
from bole.judge.plan import facts_read
from bole.problems import Problem, problem
from bole.text import Text

CODE = "Q003"
TITLE = Text("两个类别条件相同", "Equal conditions in two tiers")
DOC = Text(
    "同一领域的两个类别，有整条相同的认定条件：符合的人两类都够，由人取舍。",
    "Two tiers of a track have the same criterion word for word: whoever meets it qualifies for both.",
)


def find(context: Context) -> Iterator[Problem]:
    """One finding for each criterion on facts that stands in both tiers."""
    for high, low in pairs(context):
        above = {plainer(u.formula): u for u in high.units if u.meta.numbered}
        for unit in low.units:
            same = above.get(plainer(unit.formula))
            if unit.meta.numbered and same is not None and facts_read(unit.formula):
                one, two = name(same.meta), name(unit.meta)
                yield problem(
                    CODE,
                    f"{one.zh}与 {two.zh}相同",
                    f"{one.say('en')} equals {two.say('en')}",
                    where=context.places.node(unit.meta.id),
                )
