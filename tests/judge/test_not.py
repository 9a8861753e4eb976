"""`Not` goes to the leaves: what is graded open, or decided later, stays so in its place."""

from __future__ import annotations

from bole import levels
from bole.criteria.kernel import (
    AgeOn,
    All,
    AnyOf,
    Compare,
    Const,
    Fact,
    Formula,
    Judgement,
    Not,
    Param,
    Reading,
    Readings,
    Soft,
    Staged,
)
from bole.facts.model import State, Value
from bole.judge.plan import Compiler
from bole.judge.terms import Run, Setting

YES = Compare(Fact("n"), "ge", Const(1))
NO = Compare(Fact("n"), "ge", Const(9))
ASKED = Compare(Fact("untold"), "ge", Const(1))
PANEL = Staged("panel", Judgement("j"))


def level(formula: Formula, *, stage: str = "check", **params: int | None) -> int:
    run = Run(
        scalars={"n": Value(State.KNOWN, 5, 5), "born": Value(State.KNOWN, 19900101, 19900101)},
        families={},
        as_of=20250622,
        claims=frozenset(),
        rulings={},
    )
    setting = Setting(params, {}, {}, ("check", "panel"), stage)
    return Compiler(setting).level_of(formula)(run, None)


def test_an_exclusion_of_which_a_part_comes_later_is_not_a_no_yet() -> None:
    assert level(Not(All((YES, PANEL)))) == levels.PEOPLE
    assert level(Not(All((NO, PANEL)))) == levels.MEETS
    assert level(Not(Soft("s", All((YES, PANEL))))) == levels.PEOPLE


def test_not_of_all_is_any_of_not() -> None:
    judged = Judgement("j")
    assert level(Not(All((ASKED, judged)))) == level(AnyOf((Not(ASKED), Not(judged)))) == 2
    assert level(Not(AnyOf((ASKED, judged)))) == 1


def test_a_reading_decided_later_keeps_the_others_from_a_no() -> None:
    both = Readings("q", (Reading("a", NO), Reading("b", PANEL)))
    assert level(both) == levels.PEOPLE
    assert level(Readings("q", (Reading("a", YES), Reading("b", PANEL)))) == levels.MEETS


def test_a_condition_that_asks_nothing_enters_beside_one_that_comes_later() -> None:
    assert level(All((All(()), PANEL))) == levels.MEETS


def test_a_reference_day_the_office_has_to_set_is_for_people() -> None:
    age = Compare(AgeOn(Fact("born"), Param("day")), "le", Const(45))
    assert level(age, day=None) == levels.PEOPLE
    assert level(age, day=20251231) == levels.MEETS
    unborn = Compare(AgeOn(Fact("untold"), Param("day")), "le", Const(45))
    assert level(unborn, day=None) == levels.MISSING
