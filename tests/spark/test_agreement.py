"""Spark agrees with judging each person, on every level."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bole.screen.backends.spark import DIALECT
from bole.screen.compile import SqlCompiler
from bole.screen.query import build_query
from tests.agreement import worlds
from tests.agreement.test_judge import level, setting
from tests.spark.loading import levels, load_people

SOME = settings(
    max_examples=int(os.environ.get("BOLE_SPARK_EXAMPLES", "12")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


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
