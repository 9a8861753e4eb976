"""Ranges of persons: the unit of work, of memory and of resuming."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bole.screen.engine import literal, quoted
from bole.screen.tables import ID, Register


@dataclass(frozen=True, slots=True)
class Chunk:
    """Persons from `first` up to, not including, `stop` (None: to the end)."""

    number: int
    first: Any
    stop: Any
    persons: int

    @property
    def within(self) -> str:
        """The condition on `$id`."""
        low = f"$id >= {_written(self.first)}"
        return low if self.stop is None else f"{low} AND $id < {_written(self.stop)}"

    @property
    def file(self) -> str:
        """The name of the chunk's part of a result."""
        return f"part-{self.number:05d}.parquet"


def chunks_of(register: Register, *, size: int) -> tuple[Chunk, ...]:
    """The ranges that hold `size` persons each."""
    table = register.persons
    name = quoted(table.columns[ID].name)
    rows = register.engine.rows(
        f"SELECT id, n FROM (SELECT {name} AS id, row_number() OVER (ORDER BY {name}) AS n "
        f"FROM {table.relation}) WHERE (n - 1) % {size} = 0 ORDER BY n"
    )
    total = int(register.engine.rows(f"SELECT count(*) FROM {table.relation}")[0][0])
    starts = [row[0] for row in rows]
    return tuple(
        Chunk(n, first, stop, min(size, total - n * size))
        for n, (first, stop) in enumerate(zip(starts, [*starts[1:], None], strict=True))
    )


def _written(value: Any) -> str:
    return str(value) if isinstance(value, int) else literal(str(value))
