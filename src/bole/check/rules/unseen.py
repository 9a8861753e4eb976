"""Atoms that no case has seen YES, NO and OPEN."""

from __future__ import annotations

from collections.abc import Iterator

from bole.check.context import Context, name
from bole.problems import Problem, problem
from bole.text import Text

CODE = "P010"
TITLE = Text("案例没有见过全部三种结论", "Answers no case has seen")
DOC = Text(
    "每个最小条件都要有案例让它符合（YES）、不符合（NO）和未定（OPEN）；由人判断的：不写决定是 OPEN，写了是 YES 或 NO。",
    "Every atom is YES in some case, NO in another and OPEN in a third; a judgement is OPEN without a ruling, YES or NO with one.",
)


def find(context: Context) -> Iterator[Problem]:
    """One problem for each atom, naming the answers that are missing."""
    for found in context.coverage:
        if found.reached and found.unseen:
            meta, label = found.atom.meta, name(found.atom.meta)
            yield problem(
                CODE,
                f"{label.zh}：没有案例见过 {'、'.join(found.unseen)}",
                f"{label.say('en')}: no case has seen {', '.join(found.unseen)}",
                where=context.places.node(meta.id),
            )
