"""Nodes that people read, without words in both languages."""

from __future__ import annotations

from collections.abc import Iterator

from bole.check.context import Context
from bole.criteria.kernel import Judgement
from bole.policy.index import bare
from bole.problems import Problem, problem
from bole.text import Text

CODE = "P002"
TITLE = Text("缺中文或英文标签", "No label in both languages")
DOC = Text(
    "认定条件、入门条件、通用条件和由人判断的地方，要有自己的中英文标签（label）。",
    "Criteria, lead-ins, general conditions and judgements have labels of their own in Chinese and English.",
)


def find(context: Context) -> Iterator[Problem]:
    """One problem for each label that is missing in a language."""
    needed = {unit.meta.id for unit in context.units}
    for node, meta in context.nodes():
        if meta.id in needed or isinstance(bare(node), Judgement) or meta.numbered:
            lacks = [w for w, t in (("zh", meta.label.zh), ("en", meta.label.en)) if not t]
            if lacks:
                listed = "、".join(lacks)
                yield problem(
                    CODE,
                    f"{meta.id} 的标签缺 {listed}",
                    f"The label of {meta.id} lacks {', '.join(lacks)}",
                    where=context.places.node(meta.id),
                )
