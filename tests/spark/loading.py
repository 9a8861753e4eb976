"""Facts of people as tables of an engine's session, in the form that queries read."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
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
    # A file of lines, read with its types: no Python workers, which take seconds to start.
    kinds = ", ".join(
        f"`{k}` {'STRING' if isinstance(v, str) else 'BIGINT'}" for k, v in like.items()
    )
    folder = Path(tempfile.mkdtemp(prefix="bole-spark-"))
    file = folder / f"{table}.json"
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    spark.session.read.schema(kinds).json(str(file)).createOrReplaceTempView(table)


def levels(spark: Any, query: Query) -> list[dict[str, int]]:
    """The levels of each person, by person."""
    names = ["person_id", *query.outputs]
    return [dict(zip(names, row, strict=True)) for row in sorted(spark.rows(query.sql))]
