"""Facts of people as tables of an engine's session, in the form that queries read."""

from __future__ import annotations

from typing import Any

from bole.facts.model import Facts
from bole.screen.bounds import Ranks, person_row, record_row
from bole.screen.query import Query
from tests.agreement.worlds import blank


def load_people(spark: Any, query: Query, people: list[Facts], *, ranks: Ranks, more=()) -> None:
    """Tables `persons` and `<family>` with what the query needs; `more` are columns per person."""
    rows = [
        person_row(n, facts, need=query.persons, ranks=ranks) | (dict(more[n]) if more else {})
        for n, facts in enumerate(people)
    ]
    _load(spark, "persons", rows, like=rows[0])
    for name, need in query.families.items():
        records = [
            record_row(n, record, need=need, ranks=ranks)
            for n, facts in enumerate(people)
            for record in facts.family(name).records
        ]
        _load(spark, name, records, like=record_row(0, blank(), need=need, ranks=ranks))


def _load(spark: Any, table: str, rows: list[dict], *, like: dict) -> None:
    # Written out as SQL: without Python workers, which take seconds to start.
    names = ", ".join(f'"{name}"' for name in like)
    values = ", ".join(f"({', '.join(map(_written, row.values()))})" for row in rows or [like])
    nobody = "" if rows else " WHERE false"
    spark.run(
        f"CREATE OR REPLACE TEMP VIEW {table} AS SELECT * FROM VALUES {values} AS t({names}){nobody}"
    )


def _written(value: object) -> str:
    return "'" + value + "'" if isinstance(value, str) else f"CAST({value} AS BIGINT)"


def levels(spark: Any, query: Query) -> list[dict[str, int]]:
    """The levels of each person, by person."""
    names = ["person_id", *query.outputs]
    return [dict(zip(names, row, strict=True)) for row in sorted(spark.rows(query.sql))]
