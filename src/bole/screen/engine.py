"""What screening asks of an engine that holds tables."""

from __future__ import annotations

from typing import Any, Protocol


class EngineError(Exception):
    """What an engine could not do, in its own words."""


class Engine(Protocol):
    """Runs SQL text; raises EngineError."""

    def run(self, sql: str) -> None:
        """Runs a statement."""

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a query."""


def literal(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def quoted(name: str) -> str:
    """A column's or table's name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'
