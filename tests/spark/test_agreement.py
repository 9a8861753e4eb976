"""Spark agrees with judging each person, on every level."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bole.screen.backends.spark import DIALECT
from bole.screen.compile import SqlCompiler
from bole.screen.query import MARKS, build_query
from tests.agreement import worlds
from tests.agreement.test_judge import level, setting
from tests.agreement.test_marks import careers, hold_lengths, judged, length_query, many_lanes
from tests.spark.loading import levels, load_people

SOME = settings(
    max_examples=int(os.environ.get("BOLE_SPARK_EXAMPLES", "12")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
FEW = settings(SOME, max_examples=max(2, SOME.max_examples // 4))


@SOME
@given(
    formulas=st.lists(worlds.formulas, min_size=10, max_size=25),
    people=st.lists(worlds.people, min_size=10, max_size=25),
    claims=worlds.claims,
    stage=worlds.stages,
    adopted=worlds.adopted,
)
def test_every_level_is_the_same(spark, formulas, people, claims, stage, adopted):
    plan = setting(stage=stage, adopted=adopted)
    compiler = SqlCompiler(plan, as_of=worlds.AS_OF, dialect=DIALECT, claims=claims)
    query = build_query(compiler, {f"f{n}": f for n, f in enumerate(formulas)})
    load_people(spark, query, people, ranks=worlds.RANKS)
    rows = levels(spark, query)
    for person, facts in enumerate(people):
        for n, formula in enumerate(formulas):
            expected = level(
                formula, facts, claims=claims, rulings={}, stage=stage, adopted=adopted
            )
            assert rows[person][f"f{n}"] == expected, (formula, facts)


@FEW
@given(people=st.lists(worlds.people, min_size=20, max_size=40))
def test_bits_of_families_side_by_side_are_the_same(spark, people):
    formulas = [*many_lanes("rec"), *many_lanes("other")[:12]]
    compiler = SqlCompiler(setting(), as_of=worlds.AS_OF, dialect=DIALECT)
    query = build_query(compiler, {f"f{n}": f for n, f in enumerate(formulas)})
    assert MARKS in dict(query.steps)
    load_people(spark, query, people, ranks=worlds.RANKS)
    for row, facts in zip(levels(spark, query), people, strict=True):
        assert [row[f"f{n}"] for n in range(len(formulas))] == judged(formulas, facts), facts


@FEW
@given(people=st.lists(careers(), min_size=20, max_size=40))
def test_lengths_of_many_spells_are_the_same(spark, people):
    query = length_query(DIALECT, as_of=20210228)
    load_people(spark, query, people, ranks=worlds.RANKS)
    found = spark.frame(query.sql)
    rows = [dict(zip(found.columns, r, strict=True)) for r in sorted(map(tuple, found.collect()))]
    hold_lengths(rows, people, as_of=20210228)
