"""Numbered criteria, lead-ins and general conditions without a clause."""

from __future__ import annotations

from collections.abc import Iterator

from bole.check.context import Context, name
from bole.problems import Problem, problem
from bole.text import Text

CODE = "P001"
TITLE = Text("没有写条款号", "Uncited")
DOC = Text(
    "每一条认定条件、入门条件和通用条件都要写依据的条款地址（cite），解释才能指回文件。",
    "Every criterion, lead-in and general condition cites the clause it comes from, so that an explanation leads back to the document.",
)


def find(context: Context) -> Iterator[Problem]:
    """One problem for each node without a clause of its own or of its parents."""
    for _, meta in context.nodes():
        if not meta.cite:
            label = name(meta)
            yield problem(
                CODE,
                f"{label.zh}没有写条款号（cite）",
                f"{label.say('en')} cites no clause",
                where=context.places.node(meta.id),
            )
