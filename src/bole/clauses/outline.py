"""A clause tree as an indented outline for reading in a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from bole.clauses.model import Clause
from bole.clauses.scan import width

_WORDS = 24


def outline(root: Clause) -> Iterator[str]:
    """One line a clause: address, lines in the file, and its first words."""
    yield f"{root.title or '—'}  ({root.start}–{root.end})"
    rows = [(depth, clause) for child in root.children for depth, clause in _rows(child, depth=0)]
    column = max((2 * depth + width(clause.address) for depth, clause in rows), default=0)
    for depth, clause in rows:
        name = f"{'  ' * depth}{clause.address}"
        gap = " " * (column - width(name))
        yield f"{name}{gap}  {_span(clause):>9}  {_first_words(clause)}".rstrip()


def _rows(clause: Clause, *, depth: int) -> Iterator[tuple[int, Clause]]:
    yield depth, clause
    for child in clause.children:
        yield from _rows(child, depth=depth + 1)


def _span(clause: Clause) -> str:
    return str(clause.start) if clause.start == clause.end else f"{clause.start}–{clause.end}"


def _first_words(clause: Clause) -> str:
    words = clause.heading or clause.text.replace("\n", " ")
    return words if len(words) <= _WORDS else f"{words[:_WORDS]}…"
