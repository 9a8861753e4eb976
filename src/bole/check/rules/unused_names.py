"""Parameters, readings and own words that no condition uses."""

from __future__ import annotations

from collections.abc import Iterator

from bole.check.context import Context
from bole.check.uses import uses_of
from bole.problems import Problem, problem
from bole.text import Text

CODE = "P007"
TITLE = Text("没有用到", "Unused")
DOC = Text(
    "写了参数或两读问题，却没有条件用到；可能是条件里忘了引用，或者是给办公室看的数。",
    "A parameter or reading that no condition uses: a forgotten reference, or a number kept for people.",
)


def find(context: Context) -> Iterator[Problem]:
    """One warning for each unused parameter and reading."""
    used = uses_of(context)
    doc = context.places.file("parameters.yaml")
    for key, parameter in context.pack.parameters.items():
        if key not in used.params:
            yield problem(
                CODE,
                f"没有条件用到参数 {key}（{parameter.label.zh}）",
                f"No condition uses the parameter {key} ({parameter.label.say('en')})",
                where=doc.where(("parameters", key), key=True),
                warning=True,
            )
    for key, question in context.pack.readings.items():
        if key not in used.readings:
            yield problem(
                CODE,
                f"没有条件用到两读问题 {key}（{question.label.zh}）",
                f"No condition asks the reading {key} ({question.label.say('en')})",
                where=doc.where(("readings", key), key=True),
                warning=True,
            )
