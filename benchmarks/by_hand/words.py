"""Pieces of SQL that every clause repeats, each a level from 0 to 3.

A missing fact and a value too broad to tell are 1, never "no". Ordered facts lie in two columns,
`x_low` and `x_high`, which differ where only a year or a band is known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from bole.facts.vocabulary import Vocabulary


def listed(values: str) -> str:
    """Words as SQL writes a list of texts."""
    return ", ".join(f"'{value}'" for value in values.split())


def one_of(field: str, yes: str, maybe: str = "") -> str:
    """3 for a value that counts, 1 for one that is missing or too broad, else 0."""
    unclear = f'"{field}" IS NULL' + (f' OR "{field}" IN ({listed(maybe)})' if maybe else "")
    return f'CASE WHEN {unclear} THEN 1 WHEN "{field}" IN ({listed(yes)}) THEN 3 ELSE 0 END'


def any_of(field: str, yes: str, maybe: str = "") -> str:
    """The same of a list of values."""

    def has(values: str) -> str:
        if len(values.split()) == 1:
            return f"list_contains(\"{field}\", '{values}')"
        return f'list_has_any("{field}", [{listed(values)}])'

    broad = f" WHEN {has(maybe)} THEN 1" if maybe else ""
    return f'CASE WHEN "{field}" IS NULL THEN 1 WHEN {has(yes)} THEN 3{broad} ELSE 0 END'


def at_least(field: str, number: int) -> str:
    """3 where a number or day is no less, 0 where it is, 1 where that cannot be told."""
    return f'CASE WHEN "{field}_low" >= {number} THEN 3 WHEN "{field}_high" < {number} THEN 0 ELSE 1 END'


def at_most(field: str, number: int) -> str:
    """3 where a number or day is no more."""
    return f'CASE WHEN "{field}_high" <= {number} THEN 3 WHEN "{field}_low" > {number} THEN 0 ELSE 1 END'


def told(field: str) -> str:
    """3 where the answer is yes."""
    return at_least(field, 1)


def recent(field: str, first: int, last: int) -> str:
    """A day in recent years, which may be counted from days between `first` and `last`.

    All readings agree, or people decide which one holds.
    """
    low, high = f'"{field}_low"', f'"{field}_high"'
    return (
        f"CASE WHEN {low} IS NULL THEN 1 WHEN {low} >= {last} THEN 3 WHEN {high} < {first} THEN 0 "
        f"WHEN {low} < {first} AND {high} >= {last} THEN 1 ELSE 2 END"
    )


def every(*levels: str) -> str:
    """All of them: the least."""
    return f"least({', '.join(levels)})"


def some(*levels: str) -> str:
    """One of them: the greatest."""
    return f"greatest({', '.join(levels)})"


def agreed(one: str, other: str) -> str:
    """Two readings: their level where they agree, else for people to decide."""
    return f"CASE WHEN {one} = {other} THEN {one} ELSE 2 END"


def negated(level: str) -> str:
    """Yes for no and no for yes."""
    return f"CASE {level} WHEN 3 THEN 0 WHEN 0 THEN 3 ELSE {level} END"


def count(level: str, column: str) -> str:
    """The numbers of a person's records at each level: `<column>_3`, `_2`, `_1`."""
    return ", ".join(f"count(*) FILTER ({level} >= {n}) AS {column}_{n}" for n in (3, 2, 1))


def counted(column: str, number: int, *, table: str) -> str:
    """The level of having at least so many records; there may be more of an open table."""
    cases = " ".join(f"WHEN {column}_{n} >= {number} THEN {n}" for n in (3, 2, 1))
    return f"CASE {cases} ELSE open_{table} END"


def implied(vocabulary: Vocabulary, family: str, by: str, target: str) -> str:
    """The field, or what another says of it where it is missing."""
    values = vocabulary.catalogue(vocabulary.field(family, by)).values.values()
    by_word: dict[str, list[str]] = {}
    for value in values:
        if target in value.implies:
            by_word.setdefault(value.implies[target], []).append(value.id)
    cases = " ".join(
        f"WHEN {by} IN ({listed(' '.join(v))}) THEN '{word}'" for word, v in by_word.items()
    )
    return f"coalesce({target}, CASE {cases} END) AS {target}" if cases else target


def joined(found: Mapping[str, tuple[str, str]], counts: Mapping[str, tuple[str, str]]) -> str:
    """The columns of all tables; where a table may have more rows, a level is 1 at least."""
    levels = [f"greatest(coalesce({alias}.{column}, 0), open_{table}) AS {column}"
              for table, (alias, columns) in found.items() for column in columns.split()]  # fmt: skip
    numbers = [f"coalesce({alias}.{column}_{n}, 0) AS {column}_{n}"
               for alias, columns in counts.values() for column in columns.split() for n in (3, 2, 1)]  # fmt: skip
    return ", ".join([*levels, *numbers])


def table_of(vocabulary: Vocabulary, folder: Path) -> Callable[..., str]:
    """Reads a table; what is missing of a record may follow from another of its words."""

    def table(family: str, **by: str) -> str:
        filled = ", ".join(
            implied(vocabulary, family, said, target)
            for said, targets in by.items()
            for target in targets.split()
        )
        columns = f"* REPLACE ({filled})" if filled else "*"
        return f"(SELECT {columns} FROM read_parquet('{folder / family}/*.parquet'))"

    return table
