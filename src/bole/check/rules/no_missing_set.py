"""Cases of claimed clauses that do not say what is missing."""

from __future__ import annotations

from collections.abc import Iterator

from bole.check.context import Context
from bole.levels import MISSING
from bole.problems import Problem, problem
from bole.text import Text

CODE = "P016"
TITLE = Text("没有写缺哪些信息", "The missing set is not stated")
DOC = Text(
    "案例主张了一条、结论是缺信息时，要写明到底缺哪些（missing），多一项少一项都算错。",
    "Where a case claims a clause and expects facts to be missing, it states exactly which (missing).",
)


def find(context: Context) -> Iterator[Problem]:
    """One problem for each such expectation."""
    for case in context.cases:
        claimed = {id(context.index.criteria.get(c)) for c in case.claims}
        for expected in case.expect:
            target = context.index.find(expected.target)
            if id(target) in claimed and expected.level == MISSING and expected.missing is None:
                yield problem(
                    CODE,
                    f"案例 {case.id}：{expected.target} 缺哪些信息没有写",
                    f"Case {case.id}: what {expected.target} lacks is not stated",
                    where=case.doc.where((*case.path, "expect", expected.target)),
                )
