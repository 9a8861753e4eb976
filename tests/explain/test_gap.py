"""What a gap proposes: nothing that nobody can change, nothing that people already decided."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bole.criteria.kernel import (
    TRUE,
    AgeOn,
    All,
    AnyOf,
    AsOf,
    Compare,
    Const,
    Count,
    Fact,
    Formula,
    Having,
    Judgement,
    Meta,
    Not,
    OneOf,
    Param,
    Reading,
    Readings,
    Shift,
    Since,
    Soft,
)
from bole.explain.gap import Fix, Gaps
from bole.explain.words import Words
from bole.facts.model import Facts, Family, Record, State, Value
from bole.units import YEAR
from tests.agreement.test_gaps import verdict_on

LEAF = Meta(leaf=True)
N5 = Value(State.KNOWN, 5, 5)
YES, NO = Compare(Fact("n"), "ge", Const(1)), Compare(Fact("n"), "ge", Const(9))
JOINED = Value(State.KNOWN, 20230115, 20230115)
TENURE = Compare(Since(Fact("joined"), AsOf()), "ge", Const(3 * YEAR))


def fix(
    formula: Formula,
    *,
    rulings: Mapping[str, bool] | None = None,
    families: Mapping[str, Family] | None = None,
    **scalars: Value,
) -> Fix | None:
    facts = Facts({"n": N5, **scalars}, families or {})
    verdict: Any = verdict_on(facts, claims=frozenset(), rulings=rulings or {})
    return Gaps(verdict, words=Words(verdict), last_day=20250622).fix(formula)


def kinds(found: Fix | None) -> list[str] | None:
    return None if found is None else [c.kind for c in found]


def born(day: int) -> Value:
    return Value(State.KNOWN, day, day)


def test_nothing_is_proposed_for_a_birth_date_or_sex() -> None:
    day = Compare(Fact("birth_date"), "ge", Const(19850101))
    assert fix(day, birth_date=born(19600101)) is None
    too_young = Compare(AgeOn(Fact("birth_date"), Const(20251231)), "ge", Const(18))
    assert fix(too_young, birth_date=born(20200101)) is None
    between = All(
        (
            Compare(AgeOn(Fact("birth_date"), Const(20251231)), "ge", Const(18)),
            Compare(AgeOn(Fact("birth_date"), Const(20251231)), "le", Const(45)),
        ),
        LEAF,
    )
    assert fix(between, birth_date=born(19600101)) is None
    woman = OneOf(Fact("sex"), frozenset({"female"}))
    assert fix(woman, sex=Value(State.KNOWN, choices=frozenset({"male"}))) is None
    assert kinds(fix(day)) == ["fact"]


def test_waiting_helps_an_age_that_is_counted_to_the_day() -> None:
    adult = Compare(AgeOn(Fact("birth_date"), AsOf()), "ge", Const(18))
    found = fix(adult, birth_date=born(20071001))
    assert found is not None
    assert [(c.kind, c.earliest, c.in_round) for c in found] == [("time", 20251001, False)]


def test_waiting_helps_a_day_that_has_to_lie_a_year_back() -> None:
    year = Compare(Fact("joined"), "le", Shift(AsOf(), -12))
    found = fix(year, joined=born(20250101))
    assert found is not None
    assert [(c.kind, c.earliest) for c in found] == [("time", 20260101)]


def test_a_day_that_has_passed_does_not_move_back() -> None:
    early = Compare(Fact("joined"), "le", Const(20200101))
    assert fix(early, joined=JOINED) is None
    assert kinds(fix(early, joined=born(20260101))) == ["amount"]
    later = Compare(Fact("joined"), "ge", Const(20240101))
    assert kinds(fix(later, joined=JOINED)) == ["amount"]


def test_records_that_are_there_stay() -> None:
    family = {"rec": Family((Record(0, {}), Record(1, {"x": N5})), closed=True)}
    assert fix(Compare(Count("rec", TRUE), "le", Const(1)), families=family) is None
    assert fix(Not(Having("rec", 1, TRUE)), families=family) is None
    more = fix(Compare(Count("rec", TRUE), "ge", Const(5)), families=family)
    assert more is not None
    assert more[0].facts == ("rec",)


def test_waiting_that_costs_another_condition_is_no_gap() -> None:
    young = Compare(AgeOn(Fact("birth_date"), AsOf()), "le", Const(45))
    both = All((TENURE, young))
    assert kinds(fix(both, joined=JOINED, birth_date=born(19900101))) == ["time"]
    assert fix(both, joined=JOINED, birth_date=born(19790701)) is None


def test_of_two_ways_to_wait_the_shorter_one() -> None:
    longer = Compare(Since(Fact("joined"), AsOf()), "ge", Const(5 * YEAR))
    found = fix(AnyOf((longer, TENURE)), joined=JOINED)
    assert found is not None
    assert [c.earliest for c in found] == [20260115]


def test_what_people_decided_against_is_not_left_to_people() -> None:
    assert kinds(fix(Judgement("j"))) == ["judgement"]
    assert fix(Judgement("j"), rulings={"j": False}) is None
    assert kinds(fix(Soft("s", TENURE), joined=JOINED)) == ["judgement"]
    assert kinds(fix(Soft("s", TENURE), joined=JOINED, rulings={"s": False})) == ["time"]


def test_readings_that_agree_are_not_a_question_for_the_office() -> None:
    longer = Compare(Since(Fact("joined"), AsOf()), "ge", Const(5 * YEAR))
    agree = Readings("k", (Reading("a", TENURE), Reading("b", longer)))
    found = fix(agree, joined=JOINED)
    assert found is not None
    assert {c.earliest for c in found} == {20260115, 20280115}
    differ = fix(Readings("k", (Reading("a", YES), Reading("b", NO))))
    assert differ is not None
    assert "两读" in differ[0].text.zh
    judged = Readings("k", (Reading("a", Judgement("j")), Reading("b", Judgement("j"))))
    assert "两读" not in (fix(judged) or ())[0].text.zh


def test_a_number_the_office_has_to_set_is_named() -> None:
    found = fix(Compare(Fact("n"), "ge", Param("open"), meta=LEAF))
    assert found is not None
    assert (found[0].kind, found[0].text.en) == ("judgement", "The office decides: word")
