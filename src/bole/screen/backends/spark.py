"""Spark: for registers that outgrow one machine. Installed by the extra `spark` (needs Java 17)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession

from bole.screen.dialect import Dialect
from bole.screen.engine import EngineError, literal


def _looked_up(text: str, values: Mapping[str, int], wide: bool) -> str:
    listed: dict[int, list[str]] = {}
    for value, n in values.items():
        listed.setdefault(n, []).append(literal(value))
    type_ = "BIGINT" if wide else "TINYINT"
    whens = " ".join(
        f"WHEN {text} IN ({', '.join(words)}) THEN CAST({n} AS {type_})"
        for n, words in listed.items()
    )
    return f"(CASE {whens} END)" if values else "NULL"


def _looked_up_all(texts: str, values: Mapping[str, int], otherwise: int, wide: bool) -> str:
    type_ = "BIGINT" if wide else "TINYINT"
    one = f"CAST(COALESCE({_looked_up('v', values, wide)}, {otherwise}) AS {type_})"
    zero = f"CAST(0 AS {type_})"
    return f"aggregate({texts}, {zero}, (found, v) -> CAST(found | {one} AS {type_}))"


DIALECT = Dialect(
    div=lambda value, by: f"({value} DIV {by})",
    shifted=lambda value, by: f"shiftright({value}, {by})",
    looked_up=_looked_up,
    looked_up_all=_looked_up_all,
    words=lambda text: f"split(trim(BOTH '|' FROM {text}), '[|]')",
    first=lambda texts: f"element_at({texts}, 1)",
    length=lambda texts: f"cardinality({texts})",
)

#: "a.b" is a name as in standard SQL; sums that overflow are errors.
SETTINGS: Mapping[str, str] = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.ansi.doubleQuotedIdentifiers": "true",
    "spark.sql.session.timeZone": "UTC",
    # One expression of a whole pack is larger than one Java method may be: no use in trying.
    "spark.sql.codegen.wholeStage": "false",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


def open_session(
    master: str = "local[2]", *, partitions: int = 0, more: Mapping[str, str] | None = None
) -> SparkSession:
    """A session at a master URL; `partitions` is how many pieces a shuffle makes."""
    builder = SparkSession.builder.master(master).appName("bole")
    for key, value in {**SETTINGS, **(more or {})}.items():
        builder = builder.config(key, value)
    if partitions:
        builder = builder.config("spark.sql.shuffle.partitions", str(partitions))
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


class Spark:
    """Runs SQL text on a session."""

    def __init__(self, session: SparkSession) -> None:
        self.session = session

    def run(self, sql: str) -> None:
        """Runs a statement."""
        self.frame(sql)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        try:
            return [tuple(row) for row in self.frame(sql).collect()]
        except PySparkException as error:
            raise EngineError(str(error)) from error

    def frame(self, sql: str) -> DataFrame:
        """The query, not yet run."""
        try:
            return self.session.sql(sql)
        except PySparkException as error:
            raise EngineError(str(error)) from error

    def show(self, name: str, files: list[str]) -> str:
        """Parquet files as a view of that name."""
        try:
            frame = self.session.read.option("mergeSchema", "true").parquet(*files)
        except PySparkException as error:
            raise EngineError(str(error)) from error
        frame.createOrReplaceTempView(name)
        return name

    def write(self, sql: str, folder: Path) -> None:
        """The answer of a query as Parquet files in a folder, which is made anew."""
        try:
            self.frame(sql).write.mode("overwrite").parquet(str(folder.absolute()))
        except PySparkException as error:
            raise EngineError(str(error)) from error

    def columns(self, relation: str) -> dict[str, str]:
        """The names of a relation's columns, with their types."""
        return {name: kind.upper() for name, kind in self.frame(f"SELECT * FROM {relation}").dtypes}

    def close(self) -> None:
        """Ends the session."""
        self.session.stop()
