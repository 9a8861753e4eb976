"""The bits of several families side by side in a few integers, and runs of many spells."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bole.criteria.kernel import (
    All,
    AnyOf,
    AsOf,
    Compare,
    Const,
    Each,
    Fact,
    Field,
    Formula,
    Having,
    Months,
    OneOf,
    Shift,
)
from bole.facts.model import ABSENT, UNKNOWN, Facts, Family, Record
from bole.judge.plan import Compiler
from bole.screen.backends.duckdb import DIALECT
from bole.screen.compile import SqlCompiler
from bole.screen.dialect import Dialect
from bole.screen.gaps import Gaps
from bole.screen.lanes import WIDTH
from bole.screen.marks import ROOM, Marks
from bole.screen.query import MARKS, Query, build_query
from bole.screen.terms import PARTS
from bole.units import read_date
from tests.agreement import naive, worlds
from tests.agreement.local import screened
from tests.agreement.test_judge import run_of, setting
from tests.agreement.test_missing import missing_of
from tests.agreement.test_screen import MANY, crossed, eight

SOME = settings(MANY, max_examples=max(10, MANY.max_examples // 4))
#: Conditions that are bits of the records and nothing else.
marked = st.one_of(
    st.builds(Having, worlds.names, st.just(1), worlds.wheres),
    st.builds(Each, worlds.names, worlds.wheres),
)


def compiled(**more) -> SqlCompiler:
    return SqlCompiler(setting(), as_of=worlds.AS_OF, dialect=DIALECT, **more)


def judged(formulas: list[Formula], facts: Facts, *, claims=frozenset(), rulings=None) -> list[int]:
    judge, run = Compiler(setting()), run_of(facts, claims=claims, rulings=rulings or {})
    return [judge.level_of(f)(run, None) for f in formulas]


@SOME
@given(st.lists(marked, min_size=20, max_size=50), eight, worlds.claims, worlds.rulings)
def test_families_that_give_only_bits_agree(formulas, people, claims, rulings):
    everyone = crossed(people)
    compiler = compiled(
        claimed_columns={a: f"claim{n}" for n, a in enumerate(worlds.CLAIMS)},
        ruled_columns={r: f"ruled{n}" for n, r in enumerate(worlds.RULINGS)},
    )
    query = build_query(compiler, {f"f{n}": f for n, f in enumerate(formulas)})
    said = {f"claim{n}": int(a in claims) for n, a in enumerate(worlds.CLAIMS)}
    said |= {f"ruled{n}": int(rulings.get(r, -1)) for n, r in enumerate(worlds.RULINGS)}
    steps = [name for name, _ in query.steps]
    assert MARKS in steps
    assert not any(name.endswith("_sums") for name in steps)
    rows = screened(query, everyone, more=[said] * len(everyone))
    for row, facts in zip(rows, everyone, strict=True):
        expected = judged(formulas, facts, claims=claims, rulings=rulings)
        assert [row[f"f{n}"] for n in range(len(formulas))] == expected, facts


@SOME
@given(st.lists(marked, min_size=10, max_size=20), eight, worlds.claims)
def test_what_is_noted_of_marked_records_agrees(formulas, people, claims):
    compiler = compiled(claims=claims)
    gaps = Gaps(compiler)
    masks = [gaps.mask(f) for f in formulas]
    extra = {f"g{n}": f"CAST({mask.get(0, '0')} AS BIGINT)" for n, mask in enumerate(masks)}
    query = build_query(compiler, {f"f{n}": f for n, f in enumerate(formulas)}, extra=extra)
    for row, facts in zip(screened(query, people), people, strict=True):
        for n, formula in enumerate(formulas):
            lacking = missing_of(formula, facts, claims=claims, rulings={}, stage="late")
            expected = {id.partition("[")[0].replace("other", "rec") for id in lacking}
            places = gaps.facts.items()
            found = {f.replace("other", "rec") for f, place in places if row[f"g{n}"] >> place & 1}
            assert found == expected, (formula, facts)


def many_lanes(name: str) -> list[Formula]:
    """More conditions than one integer holds, the least and the greatest of each."""
    x, k, date = Field(name, "x"), Field(name, "k"), Field(name, "date")
    single = [Compare(x, op, Const(n)) for op in ("ge", "le") for n in range(7)]
    single += [Compare(date, "ge", Shift(AsOf(), -12 * n)) for n in range(1, 9)]
    listed = [OneOf(k, frozenset(c), frozenset({"broad"})) for c in ("a", "b", "c", "ab", "bc")]
    both = [All((one, other)) for one in single[:3] for other in listed]
    either = [AnyOf((one, Compare(Fact("n"), "ge", Const(3)))) for one in single[:4]]
    wheres = [*single, *listed, *both, *either]
    return [kind for w in wheres for kind in (Having(name, 1, w), Each(name, w))]


@SOME
@given(eight)
def test_more_conditions_than_an_integer_holds_agree(people):
    formulas = [*many_lanes("rec"), *many_lanes("other")[:12]]
    compiler = compiled()
    query = build_query(compiler, {f"f{n}": f for n, f in enumerate(formulas)})
    plans = compiler.families
    assert len(plans["rec"].lanes) > 2 * WIDTH
    marks = Marks.of(plans)
    assert all(word.used <= ROOM for word in marks.words)
    shared = [{mark.family for mark in word.marks} for word in marks.words]
    assert {"rec", "other"} in shared
    assert {word.kind for word in marks.words} == {"BIT_OR", "BIT_AND"}
    for row, facts in zip(screened(query, people), people, strict=True):
        found = [row[f"f{n}"] for n in range(len(formulas))]
        assert found == judged(formulas, facts), facts


def test_nobody_has_a_record():
    formulas = [f for name in ("rec", "other") for f in many_lanes(name)]
    query = build_query(compiled(), {f"f{n}": f for n, f in enumerate(formulas)})
    people = [Facts({}, {n: Family((), closed=c) for n in ("rec", "other")}) for c in (True, False)]
    for row, facts in zip(screened(query, people), people, strict=True):
        found = [row[f"f{n}"] for n in range(len(formulas))]
        assert found == judged(formulas, facts)


# Runs ---------------------------------------------------------------------------------------

#: Few days, so that spells touch, overlap and are equal.
WRITTEN = ("2020-01-30", "2020-01-31", "2020-02", "2020-02-28", "2020-02-29", "2020-03-01",
           "2020-03", "2020-03-31", "2020-04-30", "2020-05-01", "2020-12-31", "2021-01-01",
           "2021-02-28", "2021")  # fmt: skip
MORE = Compare(Field("rec", "x"), "ge", Const(3))
TERMS = [Months("rec", w, longest) for w in (All(()), MORE) for longest in (False, True)]
ends = st.sampled_from(WRITTEN).map(lambda t: worlds.dated(read_date(t)))
spells = st.fixed_dictionaries(
    {
        # An unknown start may be any day, and the second judge counts days one by one.
        "start": ends,
        "end": st.one_of(ends, ends, ends, st.sampled_from([UNKNOWN, ABSENT])),
        "x": worlds.number_values,
    }
)


@st.composite
def careers(draw: st.DrawFn) -> Facts:
    """One person with up to nine spells."""
    drawn = draw(st.lists(spells, max_size=9))
    twice = draw(st.lists(st.sampled_from(drawn), max_size=2)) if drawn else []
    sure = draw(st.lists(st.booleans(), min_size=11, max_size=11))
    found = tuple(Record(n, v, certain=sure[n] or n % 3 > 0) for n, v in enumerate(drawn + twice))
    return Facts({}, {"rec": Family(found, closed=True)})


@SOME
@given(st.lists(careers(), min_size=1, max_size=12), st.sampled_from([20210115, 20210228]))
def test_lengths_of_many_spells_are_those_of_the_days_they_cover(people, as_of):
    hold_lengths(screened(length_query(DIALECT, as_of=as_of), people), people, as_of=as_of)


def length_query(dialect: Dialect, *, as_of: int) -> Query:
    """The query of what `TERMS` come to, beside a level."""
    compiler = SqlCompiler(setting(), as_of=as_of, dialect=dialect)
    bounds = {
        f"{part}{n}": compiler.bound(term, part, "")
        for n, term in enumerate(TERMS)
        for part in PARTS
    }
    return build_query(compiler, {"any": Having("rec", 1, MORE)}, extra=bounds)


def hold_lengths(rows: list[dict[str, int]], people: list[Facts], *, as_of: int) -> None:
    """Compares lengths with the days that are covered, one by one."""
    env = {"as_of": as_of, "claims": frozenset(), "rulings": {}, "stage": "late", "adopted": {}}
    for row, facts in zip(rows, people, strict=True):
        for n, term in enumerate(TERMS):
            expected = naive.measure(term, facts, None, env)
            found = tuple(row[f"{part}{n}"] for part in PARTS)
            assert found == expected, (term, facts)
