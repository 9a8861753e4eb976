"""A folder of tables, opened: what is in it, checked, and as the relations a query reads.

Parquet files that are sorted by person and hold exact columns are read where they lie; all
others are brought into that form once (`import_table`).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from csv import reader as csv_reader
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from bole.facts.definitions import FactDef
from bole.facts.model import Assurance
from bole.facts.vocabulary import Vocabulary
from bole.policy import library
from bole.problems import Problem, Problems, Where, did_you_mean, problem
from bole.screen.backends.duckdb import DIALECT, DuckDB, line_of
from bole.screen.columns import PARTS, TEXT, WHOLE, Column, fits
from bole.screen.dates import Dates
from bole.screen.engine import EngineError, literal, quoted
from bole.screen.manifest import CLAIMS, PERSONS, Manifest, read_manifest
from bole.screen.transcode import as_utf8
from bole.text import Text

ID: Final = "person_id"
ID_WORDS: Final = frozenset({ID, "人员编号", "个人编号", "编号"})
SUFFIX: Final = re.compile(r"(.+)_(low|high|state)")


@dataclass(slots=True)
class Table:
    """One table: its files, the SQL that reads them, and the columns somebody knows."""

    name: str
    files: tuple[Path, ...]
    relation: str
    columns: dict[str, Column]
    facts: Mapping[str, FactDef]
    csv: bool = False
    #: In the form a query reads already: `x__lo`, `x__hi`, `x__s`, `x__c`.
    normal: bool = False
    distinct: bool = False
    #: Columns that nobody knows, which are not read.
    unread: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """The file a problem names."""
        return str(self.files[0]) if len(self.files) == 1 else str(self.files[0].parent)


@dataclass(slots=True)
class Register:
    """The tables of a folder, with what its manifest says."""

    folder: Path
    engine: DuckDB
    vocabulary: Vocabulary
    manifest: Manifest
    work: Path
    asked: Assurance = Assurance.CLAIMED
    tables: dict[str, Table] = field(default_factory=dict)
    dates: Dates = field(default_factory=lambda: Dates(DIALECT.div))

    @property
    def persons(self) -> Table:
        """The table with a row a person."""
        return self.tables[PERSONS]

    def fingerprint(self) -> str:
        """SHA-256 over names, sizes, times and both ends of all files, and the manifest."""
        said = self.manifest
        # Sets are written in order: another process has another.
        listed = (
            said.extract,
            sorted(said.complete),
            sorted(said.distinct),
            sorted((k, v.name) for k, v in said.assurance.items()),
            said.encoding,
            sorted(said.files.items()),
            self.asked.name,
        )
        digest = hashlib.sha256(repr(listed).encode())
        for table in sorted(self.tables.values(), key=lambda t: t.name):
            for path in table.files:
                stat = path.stat()
                digest.update(
                    f"{table.name} {path.name} {stat.st_size} {stat.st_mtime_ns}".encode()
                )
                with path.open("rb") as file:
                    digest.update(file.read(1 << 16))
                    file.seek(max(0, stat.st_size - (1 << 16)))
                    digest.update(file.read(1 << 16))
        return digest.hexdigest()


def open_register(
    folder: Path,
    *,
    engine: DuckDB,
    vocabulary: Vocabulary,
    work: Path,
    asked: Assurance = Assurance.CLAIMED,
) -> Register:
    """The tables of a folder; raises Problems with every file and column that is wrong."""
    if not folder.is_dir():
        zh, en = f"没有文件夹 {folder}", f"There is no folder {folder}"
        raise Problems([problem("tables.folder", zh, en)])
    manifest = read_manifest(folder, vocabulary=vocabulary)
    register = Register(folder, engine, vocabulary, manifest, work, asked)
    wrong: list[Problem] = []
    for name in (PERSONS, CLAIMS, *vocabulary.families):
        files = _files(folder, name, manifest=manifest, wrong=wrong)
        if files:
            table = _open(register, name, files, wrong=wrong)
            if table is not None:
                register.tables[name] = table
    if PERSONS not in register.tables and not wrong:
        hint = Text("每人一行，见 docs/tasks/screen-a-register.md。", "One row a person, see docs/tasks/screen-a-register.md.")  # fmt: skip
        wrong.append(problem("tables.persons", f"{folder} 里没有 persons.parquet 或 persons.csv",
                             f"{folder} holds no persons.parquet or persons.csv", hint=hint))  # fmt: skip
    if wrong:
        raise Problems(wrong)
    return register


def _files(
    folder: Path, name: str, *, manifest: Manifest, wrong: list[Problem]
) -> tuple[Path, ...]:
    if name in manifest.files:
        path = folder / manifest.files[name]
        if not path.exists():
            wrong.append(problem("tables.file", f"没有文件 {path}", f"There is no file {path}"))
            return ()
    else:
        tried = [folder / f"{name}{end}" for end in (".parquet", ".csv", "")]
        found = [p for p in tried if p.exists()]
        if len(found) > 1:
            listed = "、".join(p.name for p in found)
            wrong.append(problem("tables.twice", f"{name} 有两份：{listed}", f"{name} is there twice: {listed}"))  # fmt: skip
        if not found:
            return ()
        path = found[0]
    if not path.is_dir():
        return (path,)
    return tuple(sorted(p for p in path.iterdir() if p.suffix in (".parquet", ".csv")))


def _open(
    register: Register, name: str, files: tuple[Path, ...], *, wrong: list[Problem]
) -> Table | None:
    csv = files[0].suffix.lower() == ".csv"
    try:
        encoding = register.manifest.encoding
        relation = relation_of(register, name, files, csv=csv, encoding=encoding)
        types = register.engine.columns(relation)
    except Problems as found:
        wrong.extend(found.problems)
        return None
    except EngineError as error:
        wrong.append(unreadable(files[0], error))
        return None
    facts = _facts(register.vocabulary, name)
    table = Table(name, files, relation, {}, facts, csv=csv)
    table.distinct = name in register.manifest.distinct or name == PERSONS
    for column, type_ in types.items():
        known = _known(register.vocabulary, name, column, facts=facts)
        if known is None:
            table.unread = (*table.unread, column)
            continue
        if known in table.columns:
            wrong.append(_said_twice(table, known, column))
        table.columns[known] = Column(column, type_)
    if ID not in table.columns:
        wrong.append(problem("tables.person_id", f"{table.file} 没有 person_id 一列",
                             f"{table.file} has no column person_id", where=Where(table.file, 1)))  # fmt: skip
        return None
    wrong.extend(_wrong_types(table))
    return table


def relation_of(
    register: Register, name: str, files: tuple[Path, ...], *, csv: bool, encoding: str
) -> str:
    """The SQL that reads files; CSV in any encoding, all of it texts."""
    if not csv:
        return f"read_parquet([{', '.join(literal(str(p)) for p in files)}], union_by_name = true)"
    texts = [as_utf8(p, folder=register.work, encoding=encoding, name=f"{name}-{n}") for n, p in enumerate(files)]  # fmt: skip
    parts = [
        f"SELECT * FROM {_csv(text, named=path)}" for text, path in zip(texts, files, strict=True)
    ]
    return f"({' UNION ALL BY NAME '.join(parts)})"


def _csv(path: Path, *, named: Path) -> str:
    """A CSV file with the columns of its first line, all of them texts: nothing is guessed."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        head = next(csv_reader(file), [])
    names = [name.strip() for name in head]
    if not names or len(set(names)) < len(names) or not all(names):
        zh, en = "第一行要写列名，各不相同", "The first line holds names of columns, all different"
        raise Problems([problem("tables.head", zh, en, where=Where(str(named), 1))])
    declared = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in names)
    return (
        f"read_csv({literal(str(path))}, columns = {{{declared}}}, auto_detect = false, "
        f"header = true, delim = ',', quote = '\"', escape = '\"', strict_mode = true)"
    )


def _facts(vocabulary: Vocabulary, name: str) -> Mapping[str, FactDef]:
    if name == PERSONS:
        return vocabulary.facts
    return vocabulary.families[name].fields if name in vocabulary.families else {}


def _known(
    vocabulary: Vocabulary, table: str, column: str, *, facts: Mapping[str, FactDef]
) -> str | None:
    """What a column is: an id, `<fact>`, `<fact>_low` …, `closed_<family>`; None for nobody's."""
    if column in ID_WORDS:
        return ID
    if table == CLAIMS:
        return column if column == "address" else None
    if table == PERSONS:
        found = vocabulary.find_fact(column)
        closed = column.removeprefix("closed_")
        if found is None and closed != column and vocabulary.find_family(closed):
            return f"closed_{vocabulary.find_family(closed)}"
    else:
        found = vocabulary.find_field(table, column)
    if found is not None:
        return found
    part = SUFFIX.fullmatch(column)
    return column if part and part[1] in facts and part[2] in PARTS else None


def _wrong_types(table: Table) -> list[Problem]:
    wrong = []
    for known, column in table.columns.items():
        part = SUFFIX.fullmatch(known)
        if known in table.facts:
            good = fits(table.facts[known], column)
        elif part and part[1] in table.facts:
            good = column.of(*WHOLE) or (table.csv and column.type == TEXT)
        elif known.startswith("closed_"):
            good = column.type in ("BOOLEAN", TEXT) or column.of(*WHOLE)
        else:
            good = column.of(*WHOLE, "HUGEINT", "UBIGINT") or column.type == TEXT
        if not good:
            kind = table.facts[known].kind if known in table.facts else "BIGINT"
            zh = f"列“{column.name}”的类型是 {column.type}，读不成 {kind}"
            en = f"Column {column.name!r} has type {column.type}, which is no {kind}"
            wrong.append(problem("tables.type", zh, en, where=Where(table.file)))
    return wrong


def _said_twice(table: Table, known: str, column: str) -> Problem:
    zh = f"列“{column}”和“{table.columns[known].name}”说的是同一项"
    en = f"Columns {column!r} and {table.columns[known].name!r} say the same"
    return problem("tables.column", zh, en, where=Where(table.file, 1))


def unreadable(path: Path, error: EngineError) -> Problem:
    """The problem of a file that an engine cannot read."""
    said = " ".join(str(error).split())[:300]
    kind = "CSV" if path.suffix.lower() == ".csv" else "Parquet"
    return problem(
        "tables.unreadable",
        f"读不了 {path}：不是完整的 {kind} 文件",
        f"Cannot read {path}: not a whole {kind} file",
        where=Where(str(path), line_of(error) if kind == "CSV" else 0),
        hint=Text(said),
    )


def unread(register: Register) -> Iterator[Problem]:
    """What is left out of each table: columns that no pack knows, with what they may mean."""
    known = [pack.vocabulary for pack in library.packs()]
    for table in register.tables.values():
        odd = [c for c in table.unread if not any(_in(v, table.name, c) for v in known)]
        if not odd:
            continue
        words = [w for id_, fact in table.facts.items() for w in (id_, fact.label.zh)]
        near = [did_you_mean(column, among=words) for column in odd]
        found = [(c, n) for c, n in zip(odd, near, strict=True) if n]
        zh = "；".join(f"{c}：{n.zh}" for c, n in found)
        en = " ".join(f"{c}: {n.say('en')}" for c, n in found)
        listed = ", ".join(odd)
        yield problem(
            "tables.unread",
            f"这些列没人认识，没有读：{listed}",
            f"Nobody knows these columns, they are not read: {listed}",
            where=Where(table.file),
            hint=Text(zh, en) if zh else None,
        )


def _in(vocabulary: Vocabulary, table: str, column: str) -> bool:
    if table not in (PERSONS, CLAIMS, *vocabulary.families):
        return False
    facts = _facts(vocabulary, table)
    return _known(vocabulary, table, column, facts=facts) is not None


def normal_table(table: Table, *, path: Path, columns: dict[str, Column]) -> Table:
    """The table as it lies after it was brought into the form a query reads."""
    relation = f"read_parquet({literal(str(path))})"
    return replace(table, relation=relation, columns=columns, normal=True, distinct=True, csv=False)


__all__ = ["ID", "Register", "Table", "normal_table", "open_register", "quoted", "relation_of", "unreadable"]  # fmt: skip
