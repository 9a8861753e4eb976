"""Screening on Spark: the same plan, chunk by chunk; the driver checks, counts and writes.

Tables and result have to lie where the driver and all workers see them under the same path.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

from py4j.protocol import Py4JError
from pyspark.errors import PySparkException

from bole.problems import Problems, problem
from bole.screen.backends.spark import DIALECT, Spark, open_session
from bole.screen.bounds import Need
from bole.screen.chunks import Chunk
from bole.screen.columns import TEXT
from bole.screen.dates import Dates
from bole.screen.engine import literal
from bole.screen.manifest import CLAIMS, PERSONS
from bole.screen.relations import Relations
from bole.screen.run import Request, Screening
from bole.screen.tables import Register, Table
from bole.text import Text

#: Persons in a part: Spark takes seconds to begin one, and spreads it over all workers.
PART = 5_000_000


class SparkRelations(Relations):
    """The relations of a register in Spark's words."""

    dialect = DIALECT

    def _choice(self, table: Table, name: str, joins: list[str]) -> tuple[str, str]:
        column = table.columns.get(name)
        if table.normal or column is None or not column.many or not self._backed(table, name):
            return super()._choice(table, name, joins)
        x = column.sql
        word = (
            f"CASE WHEN {x} IS NULL OR cardinality({x}) = 0 THEN '' WHEN cardinality({x}) = 1 "
            f"THEN element_at({x}, 1) ELSE concat('|', array_join(array_sort({x}), '|'), '|') END"
        )
        state = f"CASE WHEN {x} IS NULL THEN 1 WHEN cardinality({x}) = 0 THEN 0 ELSE 3 END"
        said = table.columns.get(f"{name}_state")
        if said is not None:
            state = f"CASE {said.sql} WHEN 0 THEN 0 WHEN 1 THEN 1 WHEN 2 THEN 1 ELSE {state} END"
            word = f"CASE WHEN {said.sql} IN (0, 1, 2) THEN '' ELSE {word} END"
        return state, word

    def _replaced(self, sql: str, columns: list[str], changed: str) -> str:
        listed = ", ".join(f'"{column}"' for column in columns)
        return f"SELECT * EXCEPT ({listed}), {changed} FROM ({sql})"

    def _nothing(self, need: Need) -> str:
        return super()._nothing(need).replace(f"AS {TEXT})", "AS STRING)")


class SparkScreening(Screening):
    """One request, answered by a Spark session."""

    dialect = DIALECT

    def __init__(self, request: Request, *, spark: Spark) -> None:
        super().__init__(replace(request, chunk=request.chunk or PART))
        self.spark = spark

    def prepare(self) -> None:
        """Checks the tables with the local engine, then shows them to Spark."""
        super().prepare()
        with self.guarded():
            self._show()

    def _show(self) -> None:
        there = {
            name: replace(table, relation=self._shown(name, [str(p) for p in _files(table)]))
            for name, table in self.register.tables.items()
            if name in self.query.families or name in (PERSONS, CLAIMS)
        }
        dates = Dates(self.dialect.div)
        self.seen: Register = replace(self.register, tables=there, dates=dates)
        self.relations = SparkRelations(self.seen, ranks=self.plan.setting.ranks)
        if self.said.rulings:
            file = self.request.out / "work" / "rulings.parquet"
            self.engine.run(f"COPY {self.said.rulings} TO {literal(str(file))} (FORMAT parquet)")
            self.said = replace(self.said, rulings=self._shown("rulings", [str(file)]))

    def views(self, within: str) -> None:
        """The persons of a range and their records, as the query names them, on Spark."""
        persons = self.relations.persons(self.query.persons, within=within)
        persons = self.said.beside(persons, register=self.seen, within=within)
        self.spark.run(f"CREATE OR REPLACE TEMP VIEW {PERSONS} AS {persons}")
        for name, need in self.query.families.items():
            records = self.relations.family(name, need, within=within)
            self.spark.run(f"CREATE OR REPLACE TEMP VIEW {name} AS {records}")

    def _result(self, chunk: Chunk, half: Path) -> str:
        """Spark writes the chunk's answer; the local engine reads it, to count and to write."""
        self.views(chunk.within)
        folder = (self.request.out / "work" / chunk.file).with_suffix(".spark")
        self.spark.write(self.query.sql, folder)
        self.engine.run(
            "CREATE OR REPLACE TEMP TABLE result AS SELECT * FROM "
            f"read_parquet({literal(str(folder / '*.parquet'))})"
        )
        shutil.rmtree(folder)
        self._copy(f"{self._written()} ORDER BY person_id", half)
        return "result"

    def _shown(self, name: str, files: list[str]) -> str:
        return self.spark.show(f"raw_{name}", files)


def _files(table: Table) -> list[Path]:
    """Where the rows of a table lie: the register's files, or what was made of them."""
    made = re.fullmatch(r"read_parquet\('(.*)'\)", table.relation) if table.normal else None
    files = [Path(made[1].replace("''", "'"))] if made else list(table.files)
    return [path.absolute() for path in files]


def screening_on_spark(request: Request, *, master: str) -> SparkScreening:
    """The request, opened on the cluster at `master`; raises Problems where nothing answers."""
    try:
        session = open_session(master)
    except (PySparkException, Py4JError) as error:
        zh, en = f"Spark 没有起来：{master}", f"Spark did not start: {master}"
        hint = Text(" ".join(str(error).split())[:300])
        raise Problems([problem("screen.spark", zh, en, hint=hint)]) from error
    return SparkScreening(request, spark=Spark(session))
