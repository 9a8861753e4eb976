"""Parts that can never make a difference, because of a part beside them."""

from __future__ import annotations

from collections.abc import Iterator

from bole.check.context import Context, name
from bole.check.logic import implies
from bole.check.siblings import siblings
from bole.problems import Problem, problem
from bole.text import Text

CODE = "P006"
TITLE = Text("不起作用的分支", "Dead branch")
DOC = Text(
    "“有一项”里，更严的一支被更宽的一支盖住；“都要”里，更宽的一项被更严的一项盖住。原文就这样写的，可以不改，所以是提醒。",
    "In 'any', a stricter branch is covered by a wider one; in 'all', a wider part by a stricter one. The document may say so itself, hence a warning.",
)


def find(context: Context) -> Iterator[Problem]:
    """One warning for each part of a criterion that another part covers."""
    for one, other, every in siblings(context):
        if one.formula == other.formula or (one.meta.numbered and other.meta.numbered):
            continue
        dead = implies(other.formula, one.formula) if every else implies(one.formula, other.formula)
        if dead:
            first, second = name(one.meta), name(other.meta)
            yield problem(
                CODE,
                f"{first.zh}不起作用：已有 {second.zh}",
                f"{first.say('en')} makes no difference beside {second.say('en')}",
                where=context.places.node(one.meta.id),
                warning=True,
            )
