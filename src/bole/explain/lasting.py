"""What a person cannot change, and what waiting can."""

from __future__ import annotations

from typing import Final

from bole.criteria.kernel import (
    AsOf,
    Compare,
    Count,
    Fact,
    Field,
    Formula,
    Months,
    OneOf,
    Since,
    Sum,
    terms_in,
    terms_of,
)
from bole.facts.vocabulary import Vocabulary
from bole.judge.terms import Run

#: Facts that stay what they are, and the day that follows from them.
FIXED: Final = frozenset({"birth_date", "sex", "retires_on"})


def waits(formula: Formula) -> bool:
    """True where the day of the verdict has a say: as time passes the level can change."""
    return any(isinstance(t, AsOf | Months) for t in terms_of(formula))


def cannot_change(formula: Formula, *, run: Run, vocabulary: Vocabulary) -> bool:
    """True for a test that is not met and that nothing a person does can lift.

    Records that are there stay, a day that has passed does not move back, and time since a day
    only grows.
    """
    if isinstance(formula, OneOf):
        return isinstance(formula.of, Fact) and formula.of.id in FIXED
    if not isinstance(formula, Compare):
        return False
    if any(_fixed(t) for t in terms_in(formula.left)):
        return True
    if formula.op == "ge":
        return False
    match formula.left:
        case AsOf() | Since() | Count() | Sum() | Months():
            return True
        case Fact(id):
            dated = vocabulary.facts[id].kind == "date"
            return dated and id in run.scalars and run.scalars[id].low <= run.as_of
        case _:
            return False


def _fixed(term: object) -> bool:
    match term:
        case Fact(name) | Field(_, name):
            return name in FIXED
        case _:
            return False
