"""Facts of people as tables of DuckDB, in the form that queries read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb

from bole.facts.model import Facts
from bole.screen.bounds import Ranks, person_row, record_row
from bole.screen.query import Query
from tests.agreement import worlds


def screened(
    query: Query,
    people: Sequence[Facts],
    *,
    ranks: Ranks = worlds.RANKS,
    more: Sequence[Mapping[str, int]] = (),
) -> list[dict[str, int]]:
    """The columns of each person, by person; `more` are further columns of the persons."""
    connection = duckdb.connect(config={"threads": 1})
    rows = [
        person_row(n, facts, need=query.persons, ranks=ranks) | (dict(more[n]) if more else {})
        for n, facts in enumerate(people)
    ]
    load(connection, "persons", rows, like=rows[0])
    for name, need in query.families.items():
        records = [
            record_row(n, record, need=need, ranks=ranks)
            for n, facts in enumerate(people)
            for record in facts.family(name).records
        ]
        load(connection, name, records, like=record_row(0, worlds.blank(), need=need, ranks=ranks))
    found = connection.execute(query.sql).fetchall()
    names = [d[0] for d in connection.description or ()]
    connection.close()
    return [dict(zip(names, row, strict=True)) for row in sorted(found)]


def load(connection: duckdb.DuckDBPyConnection, table: str, rows: list[dict], *, like: dict):
    """A table of rows with the columns of `like`."""
    types = {c: "VARCHAR" if isinstance(v, str) else "BIGINT" for c, v in like.items()}
    declared = ", ".join(f'"{c}" {t}' for c, t in types.items())
    connection.execute(f"CREATE TABLE {table} ({declared})")
    if rows:
        marks = ", ".join(f"unnest(?::{t}[])" for t in types.values())
        columns = [[row[c] for row in rows] for c in types]
        connection.execute(f"INSERT INTO {table} SELECT {marks}", columns)
