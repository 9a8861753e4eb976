"""Clauses of the document that nobody has classified yet."""

from __future__ import annotations

from collections.abc import Iterator

from bole.check.context import Context
from bole.policy.skeleton import unsorted
from bole.problems import Problem, problem
from bole.text import Text

CODE = "P021"
TITLE = Text("条款还没归类", "Clause not classified")
DOC = Text(
    "clauses.yaml 列出文件的每一条；还没有标签或类别（kind: todo）的，读过原文再写。这是提醒。",
    "clauses.yaml lists every clause; those without a label or kind (todo) await a reader. A warning.",
)


def find(context: Context) -> Iterator[Problem]:
    """One warning for each such clause."""
    doc = context.places.file("clauses.yaml")
    for address, clause in context.pack.clauses.items():
        if unsorted(clause):
            yield problem(
                CODE,
                f"{address} 还没归类",
                f"{address} is not classified",
                where=doc.where(("clauses", address), key=True),
                warning=True,
            )
