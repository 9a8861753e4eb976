"""DuckDB: the local engine."""

from __future__ import annotations

from bole.screen.compile import Dialect

DIALECT = Dialect(div=lambda value, by: f"({value} // {by})")
