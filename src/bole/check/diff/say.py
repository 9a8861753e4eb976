"""Conditions and numbers of one pack in words, about nobody in particular."""

from __future__ import annotations

from bole.criteria.kernel import (
    AgeOn,
    Count,
    Fact,
    Field,
    Formula,
    Months,
    Scale,
    Since,
    Sum,
    Term,
)
from bole.explain.words import Words
from bole.facts.model import Facts, State, Value
from bole.facts.showing import show_value
from bole.facts.vocabulary import FactDef
from bole.judge.verdict import Plan
from bole.policy.cycle import plain_cycle
from bole.policy.pack import Pack, Parameter
from bole.text import Text
from bole.units import FIRST_DAY

BLANK = Text("")


class Say:
    """The words of one pack."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        windows = [i for p in pack.programmes for i in p.intake if not i.rolling]
        day = max((i.last_day for i in windows), default=FIRST_DAY)
        verdict = Plan(plain_cycle(pack)).judge(Facts({}, {}), as_of=day)
        self.words = Words(verdict)

    def needed(self, formula: Formula) -> Text:
        """What a condition asks for."""
        return self.words.needed(formula)

    def value(self, term: Term, number: int) -> Text:
        """A number in the unit of a term."""
        return self.words.show(term, number)

    def label(self, term: Term) -> Text:
        """The name of what a term measures."""
        vocabulary = self.pack.vocabulary
        match term:
            case Fact(id):
                return vocabulary.facts[id].label
            case Field(family, name):
                return vocabulary.field(family, name).label
            case Scale(of=of):
                return self.label(of)
            case AgeOn():
                return Text("年龄", "age")
            case Since(start=start):
                return self.label(start)
            case Months(family=family, longest=longest):
                head = vocabulary.families[family].label
                zh, en = ("最长一段", "longest run") if longest else ("时间", "time")
                return Text(f"{head.zh}的{zh}", f"{en} in {head.say('en')}")
            case Count(family=family):
                return vocabulary.families[family].label
            case Sum(family=family, field=name):
                field = vocabulary.field(family, name).label
                return Text(f"{field.zh}合计", f"total {field.say('en')}")
            case _:
                return Text("日期", "date")

    def parameter(self, parameter: Parameter) -> Text:
        """The value of a parameter."""
        return self.number(parameter.value, kind=parameter.kind)

    def number(self, number: int | None, *, kind: str) -> Text:
        """A number of a kind (date, amount, percent …); blank where there is none."""
        if number is None:
            return BLANK
        definition = FactDef("", kind, "person", BLANK, BLANK, BLANK, BLANK)  # type: ignore[arg-type]
        value = Value(State.KNOWN, number, number)
        return show_value(definition, value, vocabulary=self.pack.vocabulary)
