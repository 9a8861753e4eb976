"""What is asked of a table's choices, looked up where they are read.

A choice that is not told may be implied by another of the same record (an award says its level);
what it implies is looked up of that other straight away, so no text is ever made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from bole.facts.vocabulary import Vocabulary
from bole.screen.bounds import Lookup
from bole.screen.dialect import Dialect
from bole.screen.engine import quoted
from bole.screen.tables import Table

#: Bytes in an integer; the sign is left alone.
BYTES: Final = 7
#: What of a value comes to; None where it says nothing.
Codes = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Source:
    """A column of choices: when it is told, when it is known to be none, its text or list."""

    told: str
    none: str
    text: str
    many: bool


class Choices:
    """The look-ups of one table."""

    def __init__(self, table: Table, *, vocabulary: Vocabulary, dialect: Dialect) -> None:
        self.table, self.dialect = table, dialect
        #: Fields that imply others, in the order in which they fill them.
        self.implied = list(implied_in(table, vocabulary))

    def looked_up(self, asked: Lookup) -> str:
        """The expression of a look-up."""
        source = self._source(asked.of)
        cases = dict(asked.cases)
        implied = [*self._filled(asked.of, cases, asked)]
        kind = "BIGINT" if asked.wide else "TINYINT"
        unknown = f"CAST({asked.unknown} AS {kind})"
        open_ = f"COALESCE({', '.join([*implied, unknown])})" if implied else unknown
        if source is None:
            return open_
        known = self._known(source, cases, asked)
        none = f" WHEN {source.none} THEN {asked.absent}" if source.none else ""
        return f"CASE WHEN {source.told} THEN {known}{none} ELSE {open_} END"

    def packed(self, asked: Mapping[str, Lookup]) -> tuple[dict[str, Lookup], dict[str, str]]:
        """What is asked of lists, in a few integers each, so that lists are walked through once.

        The look-ups by column, and the expression of each column that was asked for.
        """
        by_list: dict[str, list[str]] = {}
        for column, lookup in asked.items():
            source = self._source(lookup.of)
            if source is not None and source.many and not lookup.wide:
                by_list.setdefault(lookup.of, []).append(column)
        wide, taken = {}, {}
        for name, columns in by_list.items():
            for first in range(0, len(columns), BYTES):
                together, mine = f"{name}__b{first}", columns[first : first + BYTES]
                wide[together] = _joined([asked[column] for column in mine])
                for n, column in enumerate(mine):
                    whole = f"raw.{quoted(together)}"
                    moved = self.dialect.shifted(whole, 8 * n) if n else whole
                    taken[column] = f"CAST({moved} & 127 AS TINYINT)"
        return wide, taken

    def _source(self, name: str) -> Source | None:
        source = source_of(self.table, name, self.dialect)
        if source is None or not (source.many and self.table.normal):
            return source
        # What was imported holds several values between bars.
        return replace(source, text=self.dialect.words(source.text))

    def _known(self, source: Source, cases: Codes, asked: Lookup) -> str:
        dialect = self.dialect
        if source.many:
            return dialect.looked_up_all(source.text, cases, asked.otherwise, asked.wide)
        return f"COALESCE({dialect.looked_up(source.text, cases, asked.wide)}, {asked.otherwise})"

    def _filled(self, name: str, cases: Codes, asked: Lookup) -> Iterator[str]:
        """What other fields say of it, in the order in which they are asked; NULL for nothing."""
        for other, words in self.implied:
            if name not in words:
                continue
            said = {value: cases.get(word, asked.otherwise) for value, word in words[name].items()}
            source = self._source(other)
            if source is not None:
                yield self._alone(source, said, asked)

    def _alone(self, source: Source, said: Codes, asked: Lookup) -> str:
        """What a field says, NULL where it does not say just one thing that implies something."""
        text, told = source.text, source.told
        if source.many:
            told, text = f"{told} AND {self.dialect.length(text)} = 1", self.dialect.first(text)
        return f"CASE WHEN {told} THEN {self.dialect.looked_up(text, said, asked.wide)} END"


def _joined(lookups: list[Lookup]) -> Lookup:
    """Several look-ups of one choice in an integer, a byte each."""

    def together(codes: Iterable[int]) -> int:
        return sum(code << 8 * n for n, code in enumerate(codes))

    every = [dict(lookup.cases) for lookup in lookups]
    values = sorted(set().union(*every))
    cases = tuple(
        (v, together(c.get(v, one.otherwise) for c, one in zip(every, lookups, strict=True)))
        for v in values
    )
    return Lookup(
        lookups[0].of,
        cases,
        together(one.otherwise for one in lookups),
        together(one.unknown for one in lookups),
        together(one.absent for one in lookups),
        wide=True,
    )


def source_of(table: Table, name: str, dialect: Dialect) -> Source | None:
    """The column of a choice, None where the table does not have it."""
    fact = table.facts.get(name)
    if table.normal:
        state, word = (f"raw.{quoted(f'{name}__{p}')}" for p in ("s", "c"))
        if fact is None or f"{name}__s" not in table.columns:
            return None
        return Source(f"{state} = 3", f"{state} = 0", word, fact.many)
    column = table.columns.get(name)
    if fact is None or column is None or column.map:
        return None
    x, many = column.sql, column.many
    size = dialect.length(x)
    told, none = (f"{size} > 0", f"{size} = 0") if many else (f"{x} IS NOT NULL", "")
    said = table.columns.get(f"{name}_state")
    if said is not None:
        told = f"({told} AND COALESCE({said.sql}, 3) = 3)"
        none = f"({said.sql} = 0" + (f" OR ({none} AND COALESCE({said.sql}, 3) = 3))" if none else ")")  # fmt: skip
    return Source(told, none, x, many)


def implied_in(
    table: Table, vocabulary: Vocabulary
) -> Iterator[tuple[str, dict[str, dict[str, str]]]]:
    """Each field with what its values say of others: other, value, word; nothing goes further."""
    for name, field in table.facts.items():
        if field.kind != "choice":
            continue
        found: dict[str, dict[str, str]] = {}
        for value in vocabulary.catalogue(field).values.values():
            for other, word in value.implies.items():
                if other in table.facts:
                    found.setdefault(other, {})[value.id] = word
        if found:
            yield name, found
