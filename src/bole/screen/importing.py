"""Checks a register's tables, and brings into order those that cannot be read where they lie."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Set

from bole.facts.definitions import FactDef
from bole.problems import Problem, Problems, Where, problem
from bole.screen.backends.duckdb import line_of
from bole.screen.bounds import Need
from bole.screen.columns import REAL, TEXT, WHOLE, Column
from bole.screen.engine import EngineError, literal, quoted
from bole.screen.landing import land
from bole.screen.manifest import CLAIMS
from bole.screen.relations import Relations, everything
from bole.screen.tables import ID, SUFFIX, Register, Table, normal_table, unreadable
from bole.screen.texts import in_column, read_texts, row_of
from bole.text import Text

NUMBERS = "BIGINT"


def prepare(
    register: Register,
    *,
    relations: Relations,
    read: Mapping[str, Set[str]],
    in_order: bool = False,
) -> list[str]:
    """Checks what is read (facts by table), and imports what has to be: the names of those tables.

    Raises Problems naming file, column and row. Tables that were found `in_order` are not looked
    over again.
    """
    if in_order:
        read = {}
    wrong: list[Problem] = []
    names = [f for f in read if f in register.tables]
    try:
        id_type = NUMBERS if _whole_ids(register) else TEXT
    except EngineError as error:
        raise Problems([failed(register, [register.persons], error)]) from error
    imports = []
    for name in names:
        table = register.tables[name]
        try:
            if _checked(register, table, among=read.get(name, set()), id_type=id_type, wrong=wrong):
                imports.append(table)
        except EngineError as error:
            wrong.append(failed(register, [table], error))
    if not wrong and not in_order:
        _check_persons(register, wrong=wrong)
    if wrong:
        raise Problems(wrong)
    for table in imports:
        register.tables[table.name] = _import(register, table, relations, id_type=id_type)
    if CLAIMS in register.tables:
        _claims(register, id_type=id_type)
    return [table.name for table in imports]


def _checked(
    register: Register, table: Table, *, among: Set[str], id_type: str, wrong: list[Problem]
) -> bool:
    """Looks over the facts `among`, or all of a table that has to be imported: then True."""
    exact = _exact_texts(register, table, wrong=wrong)
    mapped = read_texts(register, table, among=among, wrong=wrong)
    alike = _id_type(table.columns[ID]) == id_type
    imported = table.csv or exact or mapped or not alike or not _sorted(register, table)
    if imported:
        read_texts(register, table, among=table.facts.keys() - among, wrong=wrong)
    _check_numbers(register, table, among=table.facts.keys() if imported else among, wrong=wrong)
    return imported


def _whole_ids(register: Register) -> bool:
    column = register.persons.columns[ID]
    if column.type != TEXT:
        return True
    if not register.persons.csv:
        return False
    odd = (
        f"SELECT count(*) FROM {register.persons.relation} WHERE "
        f"NOT regexp_full_match({quoted(column.name)}, '0|[1-9][0-9]{{0,17}}')"
    )
    return int(register.engine.rows(odd)[0][0]) == 0


def _id_type(column: Column) -> str:
    return TEXT if column.type == TEXT else NUMBERS


def _exact_texts(register: Register, table: Table, *, wrong: list[Problem]) -> bool:
    """Exact columns of CSV files are numbers written as text."""
    changed = []
    for known, column in table.columns.items():
        if not SUFFIX.fullmatch(known) or known in table.facts or column.type != TEXT:
            continue
        name = quoted(column.name)
        bad = f"{name} IS NOT NULL AND TRY_CAST({name} AS BIGINT) IS NULL"
        row = row_of(register, table, bad)
        if row:
            wrong.append(in_column(table, column, row, zh="不是整数", en="not a whole number", code="tables.number"))  # fmt: skip
        changed.append(f"TRY_CAST({name} AS BIGINT) AS {name}")
        table.columns[known] = Column(column.name, NUMBERS)
    if changed:
        table.relation = f"(SELECT * REPLACE ({', '.join(changed)}) FROM {table.relation})"
    return bool(changed)


def _check_numbers(
    register: Register, table: Table, *, among: Set[str], wrong: list[Problem]
) -> None:
    """Numbers and days outside of what a fact can be, each with its first row."""
    tests: list[tuple[str, Column]] = []
    for known, column in table.columns.items():
        part = SUFFIX.fullmatch(known)
        fact = table.facts.get(known) or (table.facts.get(part[1]) if part else None)
        exact = known not in table.facts
        if fact is None or column.of("BOOLEAN") or (part and part[2] == "state" and exact):
            continue
        if fact.id in among and (column.of(*WHOLE) or column.of(*REAL)):
            tests.append((_odd(fact, column, exact=exact), column))
    if not table.csv:
        tests = _not_told_by_files(register, table, tests)
    asked = dict(tests)
    if not asked:
        return
    listed = ", ".join(f"COALESCE(bool_or({test}), false)" for test in asked)
    row = register.engine.rows(f"SELECT {listed} FROM {table.relation}")[0]
    for (test, column), bad in zip(asked.items(), row, strict=True):
        if bad:
            first = row_of(register, table, test)
            wrong.append(in_column(table, column, first, zh="这个值不可能", en="impossible value", code="value.bounds"))  # fmt: skip


def _not_told_by_files(
    register: Register, table: Table, tests: list[tuple[str, Column]]
) -> list[tuple[str, Column]]:
    """The tests that the least and greatest values, which files note, do not answer with no."""
    noted = {
        str(name): (low, high)
        for name, low, high, whole in register.engine.rows(
            "SELECT path_in_schema, MIN(TRY_CAST(stats_min_value AS BIGINT)), "
            "MAX(TRY_CAST(stats_max_value AS BIGINT)), bool_and(row_group_num_rows = 0 OR "
            "stats_null_count = num_values OR TRY_CAST(stats_min_value AS BIGINT) IS NOT NULL) "
            f"FROM parquet_metadata([{', '.join(literal(str(p)) for p in table.files)}]) "
            "WHERE type IN ('INT32', 'INT64') GROUP BY 1"
        )
        if whole and low is not None and high is not None
    }
    # A day is more than a number between two others.
    simple = {t: c for t, c in tests if c.name in noted and c.of(*WHOLE) and " % " not in t}
    if not simple:
        return tests
    asked = []
    for test, column in simple.items():
        low, high = noted[column.name]
        asked.append(f"(SELECT bool_or({test}) FROM (VALUES ({low}), ({high})) AS v({quoted(column.name)}))")  # fmt: skip
    row = register.engine.rows(f"SELECT {', '.join(asked)}")[0]
    good = {test for test, bad in zip(simple, row, strict=True) if not bad}
    return [(test, column) for test, column in tests if test not in good]


def _odd(fact: FactDef, column: Column, *, exact: bool) -> str:
    x = quoted(column.name)
    if fact.kind == "bool":
        return f"{x} NOT BETWEEN 0 AND 1"
    if fact.kind == "date":
        day = f"{x} % 10000 NOT BETWEEN 101 AND 1231 OR {x} % 100 NOT BETWEEN 1 AND 31"
        whole = f"{x} NOT BETWEEN 10101 AND 99991231 OR {day}"
        short = f"{x} NOT BETWEEN 1900 AND 2200 AND ({x} // 100 NOT BETWEEN 1900 AND 2200 OR {x} % 100 NOT BETWEEN 1 AND 12)"  # fmt: skip
        return whole if exact else f"CASE WHEN {x} < 1000000 THEN {short} ELSE {whole} END"
    scale = 100 if fact.kind in ("amount", "percent") and not exact else 1
    least = (fact.least if fact.least is not None else 0) / scale
    bad = f"{x} < {least:g}"
    if fact.most is not None:
        bad += f" OR {x} > {fact.most / scale:.0f}"
    if fact.kind == "number" and column.of(*REAL):
        bad += f" OR {x} <> FLOOR({x})"
    return bad


def _sorted(register: Register, table: Table) -> bool:
    """True where row groups follow each other by person, so that a range is found quickly."""
    files = ", ".join(literal(str(p)) for p in table.files)
    column = table.columns[ID]
    text = "VARCHAR" if column.type == TEXT else "BIGINT"
    groups = register.engine.rows(
        f"SELECT file_name, row_group_id, TRY_CAST(stats_min_value AS {text}), "
        f"TRY_CAST(stats_max_value AS {text}), row_group_num_rows "
        f"FROM parquet_metadata([{files}]) WHERE path_in_schema = {literal(column.name)}"
    )
    full = [g for g in groups if g[4]]
    if any(g[2] is None or g[3] is None for g in full):
        return False
    full.sort(key=lambda g: (g[2], g[3]))
    return all(a[3] <= b[2] for a, b in itertools.pairwise(full))


def _check_persons(register: Register, *, wrong: list[Problem]) -> None:
    table = register.persons
    name = quoted(table.columns[ID].name)
    empty = row_of(register, table, f"{name} IS NULL")
    if empty:
        wrong.append(in_column(table, table.columns[ID], empty, zh="没有编号", en="no id", code="tables.person_id"))  # fmt: skip
    twice = register.engine.rows(
        f"SELECT {name} FROM {table.relation} GROUP BY 1 HAVING count(*) > 1 ORDER BY 1 LIMIT 1"
    )
    if twice:
        row = _second(register, table, str(twice[0][0]))
        zh, en = f"第 {row} 行又是 {twice[0][0]}", f"Row {row} is {twice[0][0]} again"
        where = Where(table.file, row if table.csv else 0)
        wrong.append(problem("tables.person_twice", f"{zh}，persons 每人一行", f"{en}; persons has one row a person", where=where))  # fmt: skip


def _second(register: Register, table: Table, person: str) -> int:
    name = quoted(table.columns[ID].name)
    register.engine.run("SET preserve_insertion_order = true")
    rows = register.engine.rows(
        f"SELECT n FROM (SELECT {name} AS id, row_number() OVER () AS n FROM {table.relation}) "
        f"WHERE CAST(id AS VARCHAR) = {literal(person)} ORDER BY n LIMIT 2"
    )
    register.engine.run("SET preserve_insertion_order = false")
    return int(rows[-1][0]) + int(table.csv)


def _import(register: Register, table: Table, relations: Relations, *, id_type: str) -> Table:
    """The table sorted by person in exact columns, as a file of its own in the work folder."""
    need = _present(table)
    select, columns = relations.imported(table, need)
    register.work.mkdir(parents=True, exist_ok=True)
    path = register.work / f"{table.name}.parquet"
    half = path.with_suffix(".half")
    cast = f"* REPLACE (TRY_CAST(person_id AS {id_type}) AS person_id)"
    once = "" if table.distinct else "DISTINCT "
    try:
        register.engine.run(
            f"COPY (SELECT {cast} FROM (SELECT {once}* FROM ({select})) ORDER BY person_id) "
            f"TO {literal(str(half))} (FORMAT parquet)"
        )
        land(half, path)
    except EngineError as error:
        half.unlink(missing_ok=True)
        raise Problems([failed(register, [table], error)]) from error
    types = register.engine.columns(f"read_parquet({literal(str(path))})")
    kept = {name: Column(name, types[name]) for name in columns}
    return normal_table(table, path=path, columns=kept)


def failed(register: Register, tables: Iterable[Table], error: EngineError) -> Problem:
    """Why the engine stopped: a full disk, too little memory, a file that cannot be read, or else."""
    said = str(error)
    if "No space left" in said or ("space" in said.lower() and "disk" in said.lower()):
        return problem(
            "screen.full",
            "磁盘满了；已完成的部分都在，腾出空间后用同一命令继续",
            "The disk is full; finished parts are kept, and the same command goes on",
        )
    if "Out of Memory" in said:
        hint = Text("加大 --memory，或减小 --chunk。", "Give more --memory, or a smaller --chunk.")
        return problem("screen.memory", "内存不够", "There is too little memory", hint=hint)
    files = [(path, table.csv) for table in tables for path in table.files]
    for path, csv in files:
        if csv:
            continue
        try:
            register.engine.rows(f"SELECT bit_xor(hash(t)) FROM read_parquet({literal(str(path))}) AS t")  # fmt: skip
        except EngineError as found:
            return unreadable(path, found)
    texts = [path for path, csv in files if csv]
    if texts and line_of(error):
        return unreadable(next((p for p in texts if str(p) in said), texts[0]), error)
    hint = Text(" ".join(said.split())[:300])
    return problem("screen.engine", "引擎停下了", "The engine stopped", hint=hint)


def _present(table: Table) -> Need:
    """All facts that the table has."""
    need = everything(table.facts)
    need.ordered = {n for n in need.ordered if n in table.columns or f"{n}_low" in table.columns}
    need.chosen = {n for n in need.chosen if n in table.columns}
    return need


def _claims(register: Register, *, id_type: str) -> None:
    table = register.tables[CLAIMS]
    name, address = quoted(table.columns[ID].name), table.columns.get("address")
    if address is None:
        where = Where(table.file, 1)
        raise Problems([problem("tables.address", "claims 要有 address 一列", "claims needs a column address", where=where)])  # fmt: skip
    table.relation = (
        f"(SELECT TRY_CAST({name} AS {id_type}) AS person_id, "
        f"{quoted(address.name)} AS address FROM {table.relation})"
    )
    table.columns = {ID: Column(ID, id_type), "address": Column("address", TEXT)}
