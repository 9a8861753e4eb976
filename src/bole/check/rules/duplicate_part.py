"""Parts that say what a part beside them says."""

from __future__ import annotations

from collections.abc import Iterator

from bole.check.context import Context, name
from bole.check.siblings import siblings
from bole.problems import Problem, problem
from bole.text import Text

CODE = "P005"
TITLE = Text("重复的条件", "Duplicate part")
DOC = Text(
    "同一处有两个完全相同的条件，其中一个不起作用；多半是抄漏了改。",
    "Two equal conditions stand side by side, so one has no effect; often a copy that was not edited.",
)


def find(context: Context) -> Iterator[Problem]:
    """One problem for each part that equals an earlier one."""
    for one, other, _ in siblings(context):
        if one.formula == other.formula and one.place > other.place:
            first, second = name(one.meta), name(other.meta)
            yield problem(
                CODE,
                f"{first.zh}与 {second.zh}相同",
                f"{first.say('en')} equals {second.say('en')}",
                where=context.places.node(one.meta.id),
            )
