"""Clauses of the document that nothing in the pack carries out."""

from __future__ import annotations

from collections.abc import Iterator

from bole.check.context import Context
from bole.policy.skeleton import unsorted
from bole.problems import Problem, problem
from bole.text import Text

CODE = "P013"
TITLE = Text("条款没有落到包里", "Clause not carried out")
DOC = Text(
    "条件类的条款（criterion、lead_in、condition、exclusion）要么被包里某处引用（cite，或引用它下面的条款），要么写明为什么不写（why_not）；材料、程序、待遇、时间没有引用的只提醒。",
    "A clause that sets a condition (criterion, lead_in, condition, exclusion) is cited somewhere in the pack, itself or a clause below it, or says why it is not (why_not). Uncited materials, steps, benefits and times are warnings.",
)

#: Kinds of clause that a condition must stand for.
JUDGED = ("criterion", "lead_in", "condition", "exclusion")
#: Kinds that some part of the pack should carry out.
CARRIED = ("material", "step", "benefit", "timing")


def find(context: Context) -> Iterator[Problem]:
    """One problem for each classified clause that is neither cited nor excused."""
    cited = {address for _, _, address in context.places.cites()}
    doc = context.places.file("clauses.yaml")
    for address, clause in context.pack.clauses.items():
        if unsorted(clause) or clause.why_not or clause.kind not in (*JUDGED, *CARRIED):
            continue
        if not any(c == address or c.startswith(f"{address}/") for c in cited):
            yield problem(
                CODE,
                f"{address}（{clause.label.zh}）没有落到包里",
                f"Nothing carries out {address} ({clause.label.say('en')})",
                where=doc.where(("clauses", address), key=True),
                warning=clause.kind in CARRIED,
            )
