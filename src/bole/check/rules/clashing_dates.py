"""Several reference days in one pack."""

from __future__ import annotations

from collections.abc import Iterator

from bole import units
from bole.check.context import Context
from bole.criteria.kernel import AgeOn, AsOf, Formula, Param, Shift, Since, Term, terms_of
from bole.problems import Problem, problem
from bole.text import Text

CODE = "Q004"
TITLE = Text("起算日不一致", "Clashing reference dates")
DOC = Text(
    "年龄、年限、“近几年”用了不同的日子起算：原文没有统一写明，一个人可能因起算日不同而结论不同。",
    "Ages, lengths and recent years count from different days: the document does not fix one, and the day can decide.",
)
TODAY = Text("判定当天", "the day of the verdict")
FACT = Text("填报的日期", "a date that was filled in")
SORTS = {
    "age": Text("年龄", "ages"),
    "length": Text("年限", "lengths"),
    "window": Text("近几年", "recent years"),
}


def find(context: Context) -> Iterator[Problem]:
    """One finding where not everything counts from the same day."""
    days: dict[Text, dict[str, None]] = {}
    for _, _, _, root in context.pack.formulas():
        for sort, day in _days(root):
            days.setdefault(_named(day, context=context), {})[sort] = None
    if len(days) > 1:
        zh = "；".join(
            f"{d.zh}：{'、'.join(SORTS[s].zh for s in sorts)}" for d, sorts in days.items()
        )
        en = "; ".join(
            f"{d.say('en')}: {', '.join(SORTS[s].say('en') for s in sorts)}"
            for d, sorts in days.items()
        )
        where = context.places.file("parameters.yaml").where(("parameters",))
        yield problem(
            CODE, f"起算日有 {len(days)} 个：{zh}", f"Days counted from: {en}", where=where
        )


def _days(root: Formula) -> Iterator[tuple[str, Term]]:
    for term in terms_of(root):
        match term:
            case AgeOn(on=on):
                yield "age", on
            case Since(on=on):
                yield "length", on
            case Shift(day=(Param() | AsOf()) as day):
                yield "window", day
            case _:
                pass


def _named(day: Term, *, context: Context) -> Text:
    if isinstance(day, Param):
        parameter = context.pack.parameters[day.key]
        return Text(units.iso(parameter.value)) if parameter.value else parameter.label
    return TODAY if isinstance(day, AsOf) else FACT
