"""The texts in a table's columns, read once each exactly as a profile is read."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Set
from dataclasses import replace
from typing import Any, Final

from bole.facts.catalogues import Catalogue
from bole.facts.definitions import FactDef
from bole.facts.model import State, Value
from bole.facts.values import parse_value
from bole.policy import library
from bole.problems import Problem, Problems, Where, problem
from bole.screen.backends.duckdb import DIALECT
from bole.screen.bounds import choice, ordered
from bole.screen.columns import TEXT, Column
from bole.screen.engine import quoted
from bole.screen.tables import Register, Table

#: So many wrong texts of one column are told.
FEW: Final = 3


def read_texts(register: Register, table: Table, *, among: Set[str], wrong: list[Problem]) -> bool:
    """Gives every column of texts its map; True where any needs one.

    Ids are only looked over in the facts `among` which somebody reads.
    """
    mapped, plain = False, _plain_ids(register, table, among=among)
    for known, fact in table.facts.items():
        column = table.columns.get(known)
        if column is None or fact.kind == "text" or known in plain or column.map:
            continue
        if fact.kind == "choice" and known not in among:
            continue
        if column.many:
            _check_list(register, table, fact, column, wrong=wrong)
        elif column.type == TEXT:
            table.columns[known] = _mapped(register, table, fact, column, wrong=wrong)
            mapped = mapped or bool(table.columns[known].map)
    return mapped


def _plain_ids(register: Register, table: Table, *, among: Set[str]) -> set[str]:
    """The choices of which every text is an id, found in one pass."""
    asked = {}
    for known, fact in table.facts.items():
        column = table.columns.get(known)
        if column is None or fact.kind != "choice" or column.type != TEXT or known not in among:
            continue
        name = quoted(column.name)
        catalogue = register.vocabulary.catalogue(fact)
        id_ = DIALECT.looked_up(name, dict.fromkeys(catalogue.values, 1), False)
        unlisted = f" AND NOT starts_with({name}, '~')" if catalogue.open else ""
        asked[known] = f"COALESCE(bool_or({name} IS NOT NULL AND {id_} IS NULL{unlisted}), false)"
    if not asked:
        return set()
    row = register.engine.rows(f"SELECT {', '.join(asked.values())} FROM {table.relation}")[0]
    return {known for known, odd in zip(asked, row, strict=True) if not odd}


def _mapped(
    register: Register, table: Table, fact: FactDef, column: Column, *, wrong: list[Problem]
) -> Column:
    texts = [
        str(r[0])
        for r in register.engine.rows(
            f"SELECT DISTINCT {quoted(column.name)} FROM {table.relation} "
            f"WHERE {quoted(column.name)} IS NOT NULL ORDER BY 1"
        )
    ]
    if fact.kind == "choice" and _ids(texts, register.vocabulary.catalogue(fact)):
        return column
    rows: list[tuple[Any, ...]] = []
    told = 0
    for text in texts:
        try:
            value = parse_value(fact, text, vocabulary=register.vocabulary)
        except Problems as found:
            if told < FEW:
                wrong.extend(placed(register, table, column, text, found))
            told += 1
            continue
        rows.append((text, *ordered(value), *_word(value, fact)))
    name = f"map_{table.name}_{fact.id}".replace(".", "_")
    register.engine.load(name, rows)
    return replace(column, map=name)


def _word(value: Value, fact: FactDef) -> tuple[int, str]:
    return choice(value) if fact.kind == "choice" or value.state is State.ABSENT else (1, "")


def _ids(texts: list[str], catalogue: Catalogue) -> bool:
    """True where all texts are ids; values only other packs know are let through, as others."""
    odd = [
        t for t in texts if t not in catalogue.values and not (catalogue.open and t.startswith("~"))
    ]
    return not odd or all(t in _elsewhere(catalogue.id) for t in odd)


@functools.cache
def _elsewhere(catalogue: str) -> frozenset[str]:
    listed = (p.vocabulary.catalogues.get(catalogue) for p in library.packs())
    return frozenset(v for c in listed if c for v in c.values)


def _check_list(
    register: Register, table: Table, fact: FactDef, column: Column, *, wrong: list[Problem]
) -> None:
    """Lists hold ids; anything else in them is a problem."""
    texts = register.engine.rows(
        f"SELECT DISTINCT unnest({quoted(column.name)}) FROM {table.relation} ORDER BY 1"
    )
    catalogue = register.vocabulary.catalogue(fact)
    odd = [str(t[0]) for t in texts if not _ids([str(t[0])], catalogue)]
    for text in odd[:FEW]:
        row = row_of(register, table, f"list_contains({quoted(column.name)}, $text$)", text=text)
        zh, en = f"没有取值“{text}”", f"There is no value {text!r}"
        wrong.append(in_column(table, column, row, zh=zh, en=en, code="value.unlisted"))


def placed(
    register: Register, table: Table, column: Column, text: str, found: Problems
) -> Iterator[Problem]:
    """The problems of one text, with its file, column and first row."""
    row = row_of(register, table, f"{quoted(column.name)} = $text$", text=text)
    for item in found.problems:
        yield in_column(
            table,
            column,
            row,
            zh=item.message.zh,
            en=item.message.say("en"),
            code=item.code,
            like=item,
        )


def in_column(
    table: Table,
    column: Column,
    row: int,
    *,
    zh: str,
    en: str,
    code: str,
    like: Problem | None = None,
) -> Problem:
    """A problem of one row and column of a table."""
    return problem(
        code,
        f"第 {row} 行，列“{column.name}”：{zh}",
        f"Row {row}, column {column.name!r}: {en}",
        where=Where(table.file, row if table.csv else 0),
        hint=like.hint if like else None,
    )


def row_of(register: Register, table: Table, condition: str, *, text: str = "") -> int:
    """The first row (line of a CSV file) that meets a condition; 0 where none does."""
    condition = condition.replace("$text$", "'" + text.replace("'", "''") + "'")
    engine = register.engine
    engine.run("SET preserve_insertion_order = true")
    found = engine.rows(
        f"SELECT n FROM (SELECT *, row_number() OVER () AS n FROM {table.relation}) "
        f"WHERE {condition} ORDER BY n LIMIT 1"
    )
    engine.run("SET preserve_insertion_order = false")
    return int(found[0][0]) + int(table.csv) if found else 0
