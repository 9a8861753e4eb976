"""DuckDB: the local engine."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

from bole.screen.dialect import Dialect
from bole.screen.engine import EngineError, literal

__all__ = ["DIALECT", "DuckDB", "line_of"]


def _looked_up(text: str, values: Mapping[str, int], wide: bool) -> str:
    # Told as a function, it is asked once for each text of a file's dictionary, not for each row.
    listed = ", ".join(f"{literal(value)}: {n}" for value, n in values.items())
    type_ = "BIGINT" if wide else "TINYINT"
    return f"CAST(MAP {{{listed}}} AS MAP(VARCHAR, {type_}))[{text}]" if values else "NULL"


def _looked_up_all(texts: str, values: Mapping[str, int], otherwise: int, wide: bool) -> str:
    one = f"COALESCE({_looked_up('v', values, wide)}, {otherwise})"
    return f"list_aggregate(list_transform({texts}, lambda v: {one}), 'bit_or')"


DIALECT = Dialect(
    div=lambda value, by: f"({value} // {by})",
    shifted=lambda value, by: f"({value} >> {by})",
    looked_up=_looked_up,
    looked_up_all=_looked_up_all,
    words=lambda text: f"string_split(trim({text}, '|'), '|')",
    first=lambda texts: f"{texts}[1]",
    length=lambda texts: f"len({texts})",
)


class DuckDB:
    """One connection with bounded memory; larger work goes to files in `spill`."""

    def __init__(
        self, *, memory_mib: int = 4096, threads: int = 0, spill: Path | None = None
    ) -> None:
        self.connection = duckdb.connect(
            config={
                "memory_limit": f"{memory_mib}MiB",
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
                "preserve_insertion_order": "false",
                **({"threads": threads} if threads else {}),
            }
        )
        self.run("SET enable_progress_bar = false")
        if spill is not None:
            self.run(f"SET temp_directory = {literal(str(spill))}")

    def run(self, sql: str) -> None:
        """Runs a statement."""
        try:
            self.connection.execute(sql)
        except (duckdb.Error, OSError) as error:
            raise EngineError(str(error)) from error

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        try:
            return self.connection.execute(sql).fetchall()
        except (duckdb.Error, OSError) as error:
            raise EngineError(str(error)) from error

    def columns(self, relation: str) -> dict[str, str]:
        """The names of a relation's columns, with their types."""
        return {str(r[0]): str(r[1]) for r in self.rows(f"DESCRIBE SELECT * FROM {relation}")}

    def load(self, table: str, rows: list[tuple[Any, ...]]) -> None:
        """A table of texts and what they mean: raw, lo, hi, s, c."""
        self.run(
            f"CREATE OR REPLACE TEMP TABLE {table} "
            "(raw VARCHAR, lo BIGINT, hi BIGINT, s TINYINT, c VARCHAR)"
        )
        if rows:
            listed = [list(column) for column in zip(*rows, strict=True)]
            types = ("VARCHAR[]", "BIGINT[]", "BIGINT[]", "TINYINT[]", "VARCHAR[]")
            marks = ", ".join(f"unnest(?::{t})" for t in types)
            self.connection.execute(f"INSERT INTO {table} SELECT {marks}", listed)

    def close(self) -> None:
        """Gives back memory and files."""
        self.connection.close()


def line_of(error: EngineError) -> int:
    """The line of a CSV file that an error names, 0 where it names none."""
    found = re.search(r"[Ll]ine:?\s*(\d+)", str(error))
    return int(found[1]) if found else 0
