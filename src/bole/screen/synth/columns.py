"""The columns of one table: exact ones (`x_low`, `x_high`; ids of choices), in two steps of SQL."""

from __future__ import annotations

from dataclasses import dataclass, field

from bole.facts.definitions import FactDef
from bole.screen.synth.draws import Dice, day_bounds, day_parts, pick, serial
from bole.screen.synth.tables import Spans

PRECISION = 50


@dataclass(slots=True)
class Columns:
    """Collects columns; `sql` reads them off a table of rows in three steps."""

    dice: Dice
    #: First step: draws; second: days; last: what is written.
    drawn: dict[str, str] = field(default_factory=dict)
    days: dict[str, str] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)

    def value(self, name: str, sql: str) -> None:
        """A column as it is."""
        self.drawn[name] = sql
        self.written[name] = _quoted(name)

    def choice(self, definition: FactDef, sql: str) -> None:
        """A choice, mostly known."""
        self.value(definition.id, self.dice.known(definition.id, sql))

    def number(self, definition: FactDef, spans: Spans, *, index: str) -> None:
        """A number between the bounds at a place of two lists, mostly known."""
        name = definition.id
        low, high = (pick(bounds, index) for bounds in spans)
        drawn = low
        if spans[0] != spans[1]:
            drawn = f"{low} + {self.dice.below(name, f'({high}) - ({low}) + 1')}"
        self.drawn[name] = self.dice.known(name, drawn)
        self.written[f"{name}_low"] = self.written[f"{name}_high"] = _quoted(name)

    def date(self, definition: FactDef, spans: Spans, *, index: str) -> None:
        """A day between the days at a place of two lists."""
        low, high = (pick([serial(day) for day in days], index) for days in spans)
        span = f"greatest(({high}) - ({low}), 0) + 1"
        self.day(definition.id, f"{low} + {self.dice.below(definition.id, span)}")

    def day(self, name: str, count: str) -> None:
        """A day by its count, some told to the month or the year only."""
        self.drawn[name] = self.dice.known(name, count)
        self.drawn[f"{name}:as"] = self.dice.below(name, 100, skip=PRECISION)
        self.days[name] = day_parts(_quoted(name))
        low, high = day_bounds(_quoted(name), _quoted(f"{name}:as"))
        self.written[f"{name}_low"], self.written[f"{name}_high"] = low, high

    def sql(self, rows: str, *, keep: tuple[str, ...] = ("person_id",)) -> str:
        """The query of the table; `rows` is a query with the columns that draws read."""
        drawn = ", ".join(f"{sql} AS {_quoted(name)}" for name, sql in self.drawn.items())
        days = ", ".join(f"{sql} AS {_quoted(name)}" for name, sql in self.days.items())
        written = ", ".join(f"{sql} AS {_quoted(name)}" for name, sql in self.written.items())
        kept = ", ".join(keep)
        replaced = f"* REPLACE ({days})" if days else "*"
        return (
            f"SELECT {kept}, {written} FROM (SELECT {replaced} FROM "
            f"(SELECT {kept}, {drawn} FROM ({rows}) AS rows) AS drawn) AS dated"
        )


def _quoted(name: str) -> str:
    return f'"{name}"'
