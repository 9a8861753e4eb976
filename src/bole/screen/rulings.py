"""What people decided about persons of a register: the rulings in force, as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from bole import units
from bole.problems import Problem, Problems, Where, did_you_mean, problem
from bole.screen.backends.duckdb import DIALECT
from bole.screen.columns import TEXT, Column
from bole.screen.engine import literal, quoted
from bole.screen.tables import ID, Register, Table, relation_of
from bole.screen.texts import in_column, row_of
from bole.text import Text

OUTCOMES: Final = {"meets": 1, "not_met": 0, "符合": 1, "不符合": 0}
COLUMNS: Final = (ID, "node", "outcome", "by", "on")
IN_FORCE: Final = "rulings_in_force"
#: Whoever signed, each once.
SIGNED: Final = (
    "list_distinct(list_filter(list_transform(regexp_split_to_array("
    "COALESCE(CAST(\"by\" AS VARCHAR), ''), '[、,，;；|]'), lambda x: trim(x)), lambda x: x <> ''))"
)


def rulings_in_force(
    register: Register,
    path: Path,
    *,
    quorums: Mapping[str, int],
    as_of: int,
    wrong: list[Problem],
) -> str:
    """A table: person_id, node, outcome (1 or 0); of several on a node the latest counts."""
    engine, csv = register.engine, path.suffix.lower() != ".parquet"
    source = relation_of(register, "rulings", (path,), csv=csv, encoding="")
    types = engine.columns(source)
    lacking = ", ".join(c for c in COLUMNS if c not in types)
    if lacking:
        hint = Text(", ".join(COLUMNS))
        raise Problems([problem("rulings.columns", f"{path} 缺列：{lacking}", f"{path} lacks columns: {lacking}", where=Where(str(path), 1), hint=hint)])  # fmt: skip
    columns = {name: Column(name, kind) for name, kind in types.items()}
    table = Table("rulings", (path,), source, columns, {}, csv=csv)
    id_type = TEXT if register.persons.columns[ID].type == TEXT else "BIGINT"
    whole = f"TRY_CAST({ID} AS {id_type})"
    _first(register, table, ID, f"{whole} IS NULL", zh="编号读不成", en="no such id", wrong=wrong)
    _known(register, table, "node", among=quorums, wrong=wrong)
    _known(register, table, "outcome", among=OUTCOMES, wrong=wrong)
    _first(register, table, "by", f"len({SIGNED}) = 0", zh="要写谁定的", en="say who decided", wrong=wrong)  # fmt: skip
    day = _days(register, table, wrong=wrong)
    if wrong:
        return ""
    several = " ".join(f"WHEN {literal(n)} THEN {q}" for n, q in quorums.items() if q > 1)
    quorum = f"CASE node {several} ELSE 1 END" if several else "1"
    outcome = " ".join(f"WHEN {literal(w)} THEN {v}" for w, v in OUTCOMES.items())
    valid = " AND (invalidated IS NULL OR invalidated = '')" if "invalidated" in types else ""
    engine.run("SET preserve_insertion_order = true")
    engine.run(
        f"CREATE OR REPLACE TEMP TABLE {IN_FORCE} AS SELECT person_id, node, "
        f"arg_max(outcome, place) AS outcome FROM (SELECT {whole} AS person_id, node, "
        f"CASE outcome {outcome} END AS outcome, "
        f"{day} * 1000000000 + row_number() OVER () AS place FROM {source} "
        f"WHERE {day} <= {as_of} AND len({SIGNED}) >= {quorum}{valid}) GROUP BY 1, 2"
    )
    engine.run("SET preserve_insertion_order = false")
    return IN_FORCE


def _first(
    register: Register,
    table: Table,
    column: str,
    condition: str,
    *,
    zh: str,
    en: str,
    wrong: list[Problem],
    hint: Text | None = None,
    text: str = "",
) -> None:
    """The problem of the first row that meets a condition, where one does."""
    row = row_of(register, table, condition, text=text)
    if row:
        found = in_column(table, table.columns[column], row, zh=zh, en=en, code=f"rulings.{column}")
        wrong.append(replace(found, hint=hint))


def _known(
    register: Register, table: Table, column: str, *, among: Iterable[str], wrong: list[Problem]
) -> None:
    """Words nobody knows, each with its first row."""
    known = list(among)
    listed = ", ".join(map(literal, known)) or "NULL"
    odd = f"{quoted(column)} IS NULL OR {quoted(column)} NOT IN ({listed})"
    for (word,) in register.engine.rows(
        f"SELECT DISTINCT {quoted(column)} FROM {table.relation} WHERE {odd} ORDER BY 1"
    ):
        where = f"{quoted(column)} IS NULL" if word is None else f"{quoted(column)} = $text$"
        said = str(word or "")
        _first(register, table, column, where, zh=f"没有“{said}”", en=f"there is no {said!r}",
               wrong=wrong, hint=did_you_mean(said, among=known), text=said)  # fmt: skip


def _days(register: Register, table: Table, *, wrong: list[Problem]) -> str:
    """The expression of the day of a ruling, however it is written."""
    column = quoted("on")
    if table.columns["on"].of("TIMESTAMP"):
        column = f"CAST({column} AS DATE)"
    text = f"COALESCE(CAST({column} AS VARCHAR), '')"
    days: dict[str, int] = {}
    for (said,) in register.engine.rows(f"SELECT DISTINCT {text} FROM {table.relation} ORDER BY 1"):
        try:
            day = units.read_date(f"{said[:4]}-{said[4:6]}-{said[6:]}" if len(said) == 8 and said.isdigit() else said)  # fmt: skip
        except ValueError:
            day = None
        if day is not None and day.precision == "day":
            days[said] = day.low
        else:
            _first(register, table, "on", f"{text} = $text$", zh=f"“{said}”不是一天",
                   en=f"{said!r} is no day", wrong=wrong, text=said)  # fmt: skip
    return DIALECT.looked_up(text, days, True)
