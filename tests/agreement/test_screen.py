"""Screening a table agrees with judging each person, on every level."""

from __future__ import annotations

import os

import duckdb
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bole.facts.model import Facts
from bole.screen.backends.duckdb import DIALECT
from bole.screen.bounds import person_row, record_row
from bole.screen.compile import SqlCompiler
from bole.screen.query import Query, build_query
from tests.agreement import worlds
from tests.agreement.test_judge import level, setting

MANY = settings(
    max_examples=int(os.environ.get("BOLE_SCREEN_EXAMPLES", "60")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def screened(query: Query, people: list[Facts]) -> list[dict[str, int]]:
    connection = duckdb.connect()
    rows = [
        person_row(n, facts, need=query.persons, ranks=worlds.RANKS)
        for n, facts in enumerate(people)
    ]
    load(connection, "persons", rows)
    for name, need in query.families.items():
        records = [
            record_row(n, record, need=need, ranks=worlds.RANKS)
            for n, facts in enumerate(people)
            for record in facts.family(name).records
        ]
        load(
            connection,
            name,
            records,
            like=record_row(0, worlds.blank(), need=need, ranks=worlds.RANKS),
        )
    found = connection.execute(query.sql).fetchall()
    names = [d[0] for d in connection.description]
    return [dict(zip(names, row, strict=True)) for row in sorted(found)]


def load(connection, table: str, rows: list[dict], like: dict | None = None) -> None:
    columns = rows[0] if rows else like
    assert columns is not None
    types = ", ".join(
        f'"{c}" {"VARCHAR" if isinstance(v, str) else "BIGINT"}' for c, v in columns.items()
    )
    connection.execute(f"CREATE TABLE {table} ({types})")
    if rows:
        marks = ", ".join("?" for _ in columns)
        connection.executemany(
            f"INSERT INTO {table} VALUES ({marks})", [list(r.values()) for r in rows]
        )


@MANY
@given(
    st.lists(worlds.formulas, min_size=1, max_size=10),
    st.lists(worlds.people, min_size=1, max_size=10),
    worlds.claims,
    worlds.stages,
    worlds.adopted,
)
def test_every_level_is_the_same(formulas, people, claims, stage, adopted):
    plan = setting(stage=stage, adopted=adopted)
    compiler = SqlCompiler(plan, as_of=worlds.AS_OF, dialect=DIALECT, claims=claims)
    query = build_query(compiler, {f"f{n}": f for n, f in enumerate(formulas)})
    rows = screened(query, people)
    for person, facts in enumerate(people):
        for n, formula in enumerate(formulas):
            expected = level(
                formula, facts, claims=claims, rulings={}, stage=stage, adopted=adopted
            )
            assert rows[person][f"f{n}"] == expected, (formula, facts)
