"""Counts of small groups are not shown, nor others from which they could be worked out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

#: Groups of fewer are not shown.
LEAST: Final = 10
Cell: TypeAlias = int | None


def suppressed(rows: Sequence[Sequence[int]], *, sizes: Sequence[int]) -> list[list[Cell]]:
    """The cells of a table, None where not shown; column totals are known to the reader.

    A group smaller than ten shows nothing. In a column, what is hidden adds up to ten at least
    and is never a single cell: else the total would tell it.
    """
    hidden = [
        [size < LEAST or 0 < n < LEAST for n in row] for row, size in zip(rows, sizes, strict=True)
    ]
    for column in range(len(rows[0]) if rows else 0):
        _complement(rows, hidden, column)
    return [
        [None if hide else n for n, hide in zip(row, shade, strict=True)]
        for row, shade in zip(rows, hidden, strict=True)
    ]


def _complement(rows: Sequence[Sequence[int]], hidden: list[list[bool]], column: int) -> None:
    total = sum(row[column] for row in rows)
    if total < LEAST:
        # The total is not shown itself; all that makes it up is hidden or nought.
        return
    while True:
        gone = [n for n, shade in enumerate(hidden) if shade[column]]
        told = sum(rows[n][column] for n in gone)
        if not gone or (len(gone) > 1 and told >= LEAST):
            return
        shown = [n for n in range(len(rows)) if not hidden[n][column]]
        if not shown:
            return
        # The smallest that is not nought, then noughts.
        least = min(shown, key=lambda n: (rows[n][column] == 0, rows[n][column]))
        hidden[least][column] = True


def shown_total(total: int) -> Cell:
    """A total, None where it is small."""
    return total if total == 0 or total >= LEAST else None
