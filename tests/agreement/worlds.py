"""Random criteria and people over a small vocabulary, for tests that hold engines together."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from bole.criteria.kernel import (
    AgeOn,
    All,
    AnyOf,
    AsOf,
    AtLeast,
    Claimed,
    Compare,
    Const,
    Count,
    Each,
    Fact,
    Field,
    Formula,
    Having,
    Judgement,
    Months,
    Not,
    OneOf,
    Param,
    Reading,
    Readings,
    Scale,
    Shift,
    Since,
    Soft,
    Staged,
    Sum,
)
from bole.facts.model import ABSENT, DECLINED, UNKNOWN, Facts, Family, Record, State, Value
from bole.units import DateRange, read_date

AS_OF = 20250622
#: Days of a verdict at which months end oddly, beside a plain one.
VERDICT_DAYS = (AS_OF, AS_OF, 20240229, 20250228, 20240301)
CHOICES = ("a", "b", "c", "broad")
CLAIMS = ("1/（1）", "1/（2）")
RULINGS = ("r1", "r2")
STAGES = ("early", "late")
#: `open` is a number that the office has yet to decide.
PARAMS = {"known": 2, "open": None, "age_on": 20251231}
RANKS = {"ordered": {"a": 1, "b": 2, "c": 3}}

days = st.dates(min_value=dt.date(2000, 1, 1), max_value=dt.date(2025, 6, 22))
#: Days that few draws would come upon.
odd = st.sampled_from(
    ["2004-02-29", "2004-02", "2016-02-29", "2023-02-28", "2024-02-29", "2024-03-01"]
)
texts = st.one_of(
    days.map(str), days.map(lambda d: str(d)[:7]), days.map(lambda d: str(d)[:4]), odd
)


def dated(found: DateRange) -> Value:
    """The value of a date of any precision."""
    state = State.KNOWN if found.low == found.high else State.RANGE
    return Value(state, found.low, found.high)


numbers = st.integers(0, 6)
date_values = texts.map(lambda t: dated(read_date(t)))
number_values = st.one_of(
    numbers.map(lambda n: Value(State.KNOWN, n, n)),
    st.tuples(numbers, numbers).map(lambda p: Value(State.RANGE, min(p), max(p) + 1)),
)
choice_values = st.sampled_from([*CHOICES, "~odd"]).map(
    lambda c: Value(State.KNOWN, choices=frozenset({c}))
)
ranked_values = st.sampled_from(["a", "b", "c", "~odd"]).map(
    lambda c: Value(State.KNOWN, choices=frozenset({c}))
)
empty = st.sampled_from([UNKNOWN, ABSENT, DECLINED])


def some(values: st.SearchStrategy[Value]) -> st.SearchStrategy[Value]:
    """Mostly a value, sometimes none."""
    return st.one_of(values, values, empty)


records = st.fixed_dictionaries(
    {
        "x": some(number_values),
        "k": some(choice_values),
        "date": some(date_values),
        "start": some(date_values),
        "end": some(date_values),
    }
)


@st.composite
def families(draw: st.DrawFn) -> Family:
    """Up to three records, one of them perhaps twice, open or closed, some not certain."""
    drawn = draw(st.lists(records, max_size=3))
    drawn += draw(st.sampled_from([[], [], drawn[:1]]))
    sure = draw(st.lists(st.booleans(), min_size=4, max_size=4))
    return Family(
        tuple(Record(n, values, certain=sure[n]) for n, values in enumerate(drawn)),
        closed=draw(st.booleans()),
    )


people = st.builds(
    Facts,
    st.fixed_dictionaries(
        {
            "n": some(number_values),
            "m": some(number_values),
            "c": some(choice_values),
            "s": some(ranked_values),
            "born": some(date_values),
            "joined": some(date_values),
        }
    ),
    st.fixed_dictionaries({}, optional={"rec": families(), "other": families()}),
)

#: Which answers fit which scalar fact; the others are days.
KINDS = {"n": number_values, "m": number_values, "c": choice_values, "s": ranked_values}

bounds = numbers.map(Const)
operators = st.sampled_from(["ge", "le"])
value_sets = st.sets(st.sampled_from(CHOICES[:3]), min_size=1).map(frozenset)


def lists_of(of: Fact | Field) -> st.SearchStrategy[Formula]:
    """A closed or open list, with a broader value that is too vague."""
    return st.builds(
        OneOf,
        st.just(of),
        value_sets,
        st.just(frozenset({"broad"})),
        st.sampled_from([None, *CLAIMS]),
        st.sampled_from(RULINGS),
    )


record_leaves = st.one_of(
    st.builds(Compare, st.just(Field("rec", "x")), operators, bounds),
    st.builds(
        Compare,
        st.just(Field("rec", "date")),
        operators,
        st.integers(-120, 0).map(lambda m: Shift(AsOf(), m)),
    ),
    lists_of(Field("rec", "k")),
)
wheres = st.recursive(
    st.one_of(st.just(All(())), record_leaves),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda p: All(tuple(p))),
        st.lists(inner, min_size=1, max_size=3).map(lambda p: AnyOf(tuple(p))),
        inner.map(Not),
    ),
    max_leaves=3,
)
names = st.sampled_from(["rec", "other"])
lengths = st.integers(0, 200).map(lambda n: Const(n * 31))

leaves = st.one_of(
    st.builds(Compare, st.sampled_from([Fact("n"), Fact("m")]), operators, bounds),
    st.builds(Compare, st.just(Fact("n")), operators, st.just(Fact("m"))),
    st.builds(
        Compare, st.just(AgeOn(Fact("born"), AsOf())), operators, st.integers(0, 26).map(Const)
    ),
    st.builds(Compare, st.just(Since(Fact("joined"), AsOf())), operators, lengths),
    st.builds(
        Compare,
        st.builds(Months, names, wheres, st.booleans()),
        operators,
        lengths,
    ),
    st.builds(Compare, st.builds(Count, names, wheres), operators, st.integers(0, 3).map(Const)),
    st.builds(
        Compare,
        st.builds(Sum, names, st.just("x"), wheres),
        operators,
        st.integers(0, 12).map(Const),
    ),
    lists_of(Fact("c")),
    st.builds(
        Compare,
        st.just(Fact("n")),
        operators,
        st.builds(Param, st.sampled_from(["known", "open"]), st.integers(1, 2), st.integers(-1, 1)),
    ),
    st.builds(
        Compare,
        st.sampled_from(["age_on", "open"]).map(lambda key: AgeOn(Fact("born"), Param(key))),
        operators,
        st.integers(0, 26).map(Const),
    ),
    st.builds(
        Compare,
        st.just(Fact("joined")),
        operators,
        st.integers(-24, 24).map(lambda months: Shift(Fact("born"), months)),
    ),
    st.builds(
        Compare, st.just(Scale(Fact("s"), "ordered")), operators, st.integers(0, 4).map(Const)
    ),
    st.builds(Having, names, st.integers(1, 3), wheres),
    st.builds(Each, names, wheres),
    st.sampled_from(RULINGS).map(Judgement),
)


def _grown(inner: st.SearchStrategy[Formula]) -> st.SearchStrategy[Formula]:
    several = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        several.map(All),
        several.map(AnyOf),
        st.builds(AtLeast, st.integers(1, 3), several),
        inner.map(Not),
        st.builds(Soft, st.sampled_from(RULINGS), inner),
        st.builds(Claimed, st.sampled_from(CLAIMS), inner),
        st.builds(Staged, st.sampled_from(STAGES), inner),
        several.map(lambda p: Readings("q", tuple(Reading(str(n), f) for n, f in enumerate(p)))),
    )


formulas = st.recursive(leaves, _grown, max_leaves=8)
claims = st.sets(st.sampled_from(CLAIMS)).map(frozenset)
stages = st.sampled_from(STAGES)
verdict_days = st.sampled_from(VERDICT_DAYS)
adopted = st.sampled_from([{}, {}, {"q": "0"}])
rulings = st.dictionaries(st.sampled_from(RULINGS), st.booleans())


def blank() -> Record:
    """A record of which nothing is known."""
    return Record(0, {})
