"""Atoms that never decided a case."""

from __future__ import annotations

from collections.abc import Iterator

from bole.check.context import Context, name
from bole.problems import Problem, problem
from bole.text import Text

CODE = "P011"
TITLE = Text("从没起过决定作用", "Never decisive")
DOC = Text(
    "每个最小条件至少有一个案例：只改它，所在条款的结论就变。否则它写错了也没有案例会发现。",
    "Every atom has a case in which the clause changes with it alone; otherwise no case would notice it being wrong.",
)


def find(context: Context) -> Iterator[Problem]:
    """One problem for each atom that some case has seen but none turned on."""
    for found in context.coverage:
        if found.reached and not found.decisive:
            meta, label = found.atom.meta, name(found.atom.meta)
            yield problem(
                CODE,
                f"{label.zh}：没有案例由它决定",
                f"{label.say('en')}: decides no case",
                where=context.places.node(meta.id),
            )
