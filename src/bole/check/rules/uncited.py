"""Numbered criteria, lead-ins and general conditions without a clause."""

from __future__ import annotations

from collections.abc import Iterator

from bole.check.context import Context, name
from bole.criteria.kernel import Meta
from bole.policy.index import bare, nodes_in
from bole.problems import Problem, problem
from bole.text import Text

CODE = "P001"
TITLE = Text("没有写条款号", "Uncited")
DOC = Text(
    "每一条认定条件、入门条件和通用条件都要写依据的条款地址（cite），解释才能指回文件。",
    "Every criterion, lead-in and general condition cites the clause it comes from, so that an explanation leads back to the document.",
)


def _parts(context: Context) -> Iterator[Meta]:
    """Everything in units; what only gathers them needs no clause of its own."""
    for unit in context.units:
        for node in nodes_in(unit.formula):
            if bare(node).meta.shown:
                yield bare(node).meta


def find(context: Context) -> Iterator[Problem]:
    """One problem for each node without a clause of its own or of its parents."""
    for meta in _parts(context):
        if not meta.cite:
            label = name(meta)
            yield problem(
                CODE,
                f"{label.zh}没有写条款号（cite）",
                f"{label.say('en')} cites no clause",
                where=context.places.node(meta.id),
            )
