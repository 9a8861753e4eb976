"""Criteria without any case."""

from __future__ import annotations

from collections.abc import Iterator

from bole.check.context import Context, name
from bole.problems import Problem, problem
from bole.text import Text

CODE = "P012"
TITLE = Text("没有案例", "No case")
DOC = Text(
    "每一条认定条件、入门条件和通用条件都要有手工推出的案例（cases.yaml 或 cases/*.yaml）。",
    "Every criterion, lead-in and general condition has hand-derived cases (cases.yaml or cases/*.yaml).",
)


def find(context: Context) -> Iterator[Problem]:
    """One problem for each unit that no case reaches."""
    for unit in context.units:
        if not context.reach.of(unit):
            label = name(unit.meta)
            yield problem(
                CODE,
                f"{label.zh}没有案例",
                f"{label.say('en')} has no case",
                where=context.places.node(unit.meta.id),
            )
