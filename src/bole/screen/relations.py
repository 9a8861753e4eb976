"""Tables as the relations a query reads, person by person range."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set

from bole.facts.definitions import FactDef
from bole.facts.model import Assurance
from bole.screen import columns as cols
from bole.screen.backends.duckdb import DIALECT
from bole.screen.bounds import BIG, Lookup, Need, Ranks
from bole.screen.choices import Choices, implied_in
from bole.screen.columns import TEXT, Column
from bole.screen.engine import literal, quoted
from bole.screen.manifest import PERSONS
from bole.screen.query import Query
from bole.screen.tables import ID, Register, Table

ORDERED_UNKNOWN = (str(-BIG), str(BIG))
CHOICE_UNKNOWN = ("1", "''")
#: Categories of retirement: former age, first month of birth that waits, step, longest wait.
RETIRES, CATEGORY, BIRTH = "retires_on", "retirement_category", "birth_date"


class Relations:
    """Writes the SQL of each table for what a query needs of it."""

    dialect = DIALECT

    def __init__(self, register: Register, *, ranks: Ranks) -> None:
        self.register, self.ranks = register, ranks

    def persons(self, need: Need, *, within: str = "") -> str:
        """The persons, with `<family>__closed`."""
        table = self.register.persons
        several = {n for n in need.ranked if not self._one_place(table, n)}
        wanted = _also(need, chosen=several)
        if RETIRES in need.ordered:
            wanted = _also(wanted, ordered={BIRTH}, chosen={CATEGORY, "sex"})
        base = self._base(table, wanted, within=within, asked=need)
        steps = [self._retirement()] if RETIRES in need.ordered else []
        closed = [f"{self._closed(f)} AS {quoted(f'{f}__closed')}" for f in sorted(need.families)]
        return self._nested(table, base, steps=steps, need=need, more=closed, extra=[])

    def family(self, name: str, need: Need, *, within: str = "") -> str:
        """The records of one family, with `certain`."""
        table = self.register.tables.get(name)
        if table is None:
            return self._nothing(need)
        several = {n for n in need.ranked if not self._one_place(table, n)}
        texts = _also(need, chosen=several)
        steps = list(self._implied(table, texts))
        wanted = _also(texts, chosen={g for g, _ in steps})
        base = self._base(table, wanted, within=within, asked=need)
        fills = [columns for _, columns in steps]
        if {"end", "current"} <= need.ordered and "end" in table.facts:
            fills.append(_ongoing())
        sure = int(self.register.manifest.backing(name) >= self.register.asked)
        return self._nested(
            table, base, steps=fills, need=need, more=[f"{sure} AS certain"], extra=[]
        )

    def imported(self, table: Table, need: Need) -> tuple[str, list[str]]:
        """The whole table in the form a query reads, and the names of its columns.

        Texts are kept too: they tell records apart.
        """
        texts = [c for n, c in table.columns.items() if n in table.facts and table.facts[n].kind == "text"]  # fmt: skip
        names = [ID, *(n for n in table.columns if n.startswith("closed_"))]
        names += [f"{n}__{p}" for n in sorted(need.ordered) for p in ("lo", "hi")]
        names += [f"{n}__{p}" for n in sorted(need.chosen) for p in ("s", "c")]
        more = [f"{c.sql} AS {quoted(f'text_{c.name}')}" for c in texts]
        return self._base(table, need, within="", more=more), names

    def read_by(
        self, queries: Iterable[Query], *, more: Mapping[str, Set[str]]
    ) -> dict[str, set[str]]:
        """The facts of each table that queries read, those included that others are told by."""
        read: dict[str, set[str]] = {PERSONS: set()}
        for query in queries:
            for name, need in {PERSONS: query.persons, **query.families}.items():
                read.setdefault(name, set()).update(need.names)
        for name, facts in more.items():
            read.setdefault(name, set()).update(facts)
        if RETIRES in read[PERSONS]:
            read[PERSONS] |= {BIRTH, CATEGORY, "sex"}
        for name in read.keys() & self.register.tables.keys() - {PERSONS}:
            for source, words in implied_in(self.register.tables[name], self.register.vocabulary):
                if words.keys() & read[name]:
                    read[name].add(source)
        return read

    # Parts -----------------------------------------------------------------------------------

    def _base(
        self,
        table: Table,
        need: Need,
        *,
        within: str,
        more: Iterable[str] = (),
        asked: Need | None = None,
    ) -> str:
        """Person and needed columns of the raw rows, equal rows once.

        What is asked of choices is looked up before rows are compared, while the engine still
        sees each file's own dictionary.
        """
        joins: list[str] = []
        looked, told = self._looked_up(table, asked or Need())
        columns = [f"raw.{quoted(table.columns[ID].name)} AS person_id"]
        for name in sorted(need.ordered):
            low, high = self._ordered(table, name, joins)
            columns += [f"{low} AS {quoted(f'{name}__lo')}", f"{high} AS {quoted(f'{name}__hi')}"]
        for name in sorted(need.chosen):
            state, word = self._choice(table, name, joins)
            columns += [f"{state} AS {quoted(f'{name}__s')}", f"{word} AS {quoted(f'{name}__c')}"]
            # What is filled in later implies nothing further.
            if asked is not None:
                columns.append(f"{word} AS {quoted(f'{name}__said')}")
        if table.name == PERSONS:
            columns += [f"raw.{quoted(c.name)} AS {quoted(k)}" for k, c in table.columns.items() if k.startswith("closed_")]  # fmt: skip
        where = f" WHERE {within.replace('$id', quoted(table.columns[ID].name))}" if within else ""
        columns += [f"{sql} AS {quoted(column)}" for column, sql in told.items()]
        listed = ["raw.*"]
        if not table.distinct:
            listed = [
                f"raw.{name}" for name in sorted({quoted(c.name) for c in table.columns.values()})
            ]
        which = ", ".join([*listed, *(f"{sql} AS {quoted(c)}" for c, sql in looked.items())])
        once = "" if table.distinct else "DISTINCT "
        joined = " ".join(dict.fromkeys(joins))
        return (
            f"SELECT {', '.join([*columns, *more])} FROM "
            f"(SELECT {once}{which} FROM {table.relation} AS raw{where}) AS raw {joined}"
        )

    def _looked_up(self, table: Table, asked: Need) -> tuple[dict[str, str], dict[str, str]]:
        """What is looked up in the rows, and the columns asked for over that."""
        choices = Choices(table, vocabulary=self.register.vocabulary, dialect=self.dialect)
        if table.name == PERSONS:
            choices.implied = []
        backed = {c: n for c, n in asked.lookups.items() if self._backed(table, n.of)}
        packed, columns = choices.packed(backed)
        alone = {c: n for c, n in backed.items() if c not in columns}
        looked = packed | alone | self._places(table, asked)
        for column in looked.keys() - packed.keys():
            columns[column] = f"raw.{quoted(column)}"
        for column, lookup in asked.lookups.items():
            if column not in columns:
                kind = "BIGINT" if lookup.wide else "TINYINT"
                columns[column] = f"CAST({lookup.unknown} AS {kind})"
        return {c: choices.looked_up(lookup) for c, lookup in looked.items()}, columns

    def _places(self, table: Table, asked: Need) -> dict[str, Lookup]:
        """The look-ups of the first and the last place of choices in their order."""
        return {
            f"{name}__{part}": cols.place_of(
                name, self.ranks[catalogue], unknown=-absent, absent=absent
            )
            for name, catalogue in asked.ranked.items()
            if self._one_place(table, name)
            for part, absent in (("rlo", BIG), ("rhi", -BIG))
        }

    def _one_place(self, table: Table, name: str) -> bool:
        """True for a choice that stands at one place of its order."""
        fact = table.facts.get(name)
        return fact is not None and not fact.many and self._backed(table, name)

    def _ordered(self, table: Table, name: str, joins: list[str]) -> tuple[str, str]:
        fact = table.facts.get(name)
        if fact is None or not self._backed(table, name):
            return ORDERED_UNKNOWN
        if table.normal:
            ends = (f"{name}__lo", f"{name}__hi")
            return _both(ends) if ends[0] in table.columns else ORDERED_UNKNOWN
        self._join(table, name, joins)
        return cols.ordered(fact, table.columns, dates=self.register.dates) or ORDERED_UNKNOWN

    def _choice(self, table: Table, name: str, joins: list[str]) -> tuple[str, str]:
        fact = table.facts.get(name)
        if fact is None or not self._backed(table, name):
            return CHOICE_UNKNOWN
        if table.normal:
            ends = (f"{name}__s", f"{name}__c")
            return _both(ends) if ends[0] in table.columns else CHOICE_UNKNOWN
        self._join(table, name, joins)
        return cols.choice(fact, table.columns) or CHOICE_UNKNOWN

    def _join(self, table: Table, name: str, joins: list[str]) -> None:
        column = table.columns.get(name)
        if column is not None and column.map:
            joins.append(f"LEFT JOIN {column.map} ON {column.map}.raw = {column.sql}")

    def _backed(self, table: Table, name: str) -> bool:
        """False for a person's column that is backed less well than asked."""
        if table.name != PERSONS or self.register.asked is Assurance.CLAIMED:
            return True
        return self.register.manifest.backing(PERSONS, name) >= self.register.asked

    def _closed(self, family: str) -> str:
        register = self.register
        by_register = family in register.vocabulary.registers
        backed = register.manifest.backing(family) >= register.asked or not by_register
        if not backed:
            return "0"
        if family in register.manifest.complete:
            return "1"
        column = register.persons.columns.get(f"closed_{family}")
        if column is None:
            return "0"
        said = quoted(f"closed_{family}")
        if column.type == TEXT:
            return (
                f"CASE WHEN {said} IN ('1', 'true', 'True', 'TRUE', '是', 'yes') THEN 1 ELSE 0 END"
            )
        return f"CASE WHEN CAST({said} AS INTEGER) = 1 THEN 1 ELSE 0 END"

    def _nested(
        self,
        table: Table,
        base: str,
        *,
        steps: list[dict[str, str]],
        need: Need,
        more: list[str],
        extra: list[str],
    ) -> str:
        """The base, filled step by step, with places in orders beside."""
        sql = base
        for step in steps:
            changed = ", ".join(f"{e} AS {quoted(c)}" for c, e in step.items())
            sql = self._replaced(sql, list(step), changed)
        out = ["person_id", *more, *extra]
        out += [quoted(f"{n}__{p}") for n in sorted(need.ordered) for p in ("lo", "hi")]
        out += [quoted(f"{n}__{p}") for n in sorted(need.chosen) for p in ("s", "c")]
        out += [quoted(column) for column in need.lookups]
        for name, catalogue in sorted(need.ranked.items()):
            if self._one_place(table, name):
                out += [quoted(f"{name}__{p}") for p in ("rlo", "rhi")]
                continue
            low, high = cols.place(name, ranks=self.ranks[catalogue])
            out += [f"{low} AS {quoted(f'{name}__rlo')}", f"{high} AS {quoted(f'{name}__rhi')}"]
        return f"SELECT {', '.join(out)} FROM ({sql})"

    def _replaced(self, sql: str, columns: list[str], changed: str) -> str:
        """The query with some columns written anew; engines say it differently."""
        return f"SELECT * REPLACE ({changed}) FROM ({sql})"

    def _nothing(self, need: Need) -> str:
        """A family without a table: no rows, the right columns."""
        type_ = "BIGINT"
        # Whatever whole number an id is: engines name them differently.
        id_type = TEXT if self.register.persons.columns[ID].type == TEXT else type_
        out = [f"CAST(NULL AS {id_type}) AS person_id", "1 AS certain"]
        out += [f"CAST(0 AS {type_}) AS {quoted(f'{n}__{p}')}" for n in sorted(need.ordered) for p in ("lo", "hi")]  # fmt: skip
        out += [f"CAST(0 AS {type_}) AS {quoted(f'{n}__{p}')}" for n in sorted(need.ranked) for p in ("rlo", "rhi")]  # fmt: skip
        out += [f"CAST(0 AS {type_ if n.wide else 'TINYINT'}) AS {quoted(c)}" for c, n in need.lookups.items()]  # fmt: skip
        for name in sorted(need.chosen):
            out += [f"1 AS {quoted(f'{name}__s')}", f"'' AS {quoted(f'{name}__c')}"]
        return f"SELECT {', '.join(out)} WHERE false"

    def _implied(self, table: Table, need: Need) -> Iterator[tuple[str, dict[str, str]]]:
        """What choices say of fields that were not told (an award's level)."""
        for name, found in implied_in(table, self.register.vocabulary):
            step: dict[str, str] = {}
            for other in found.keys() & need.chosen:
                step.update(_filled(name, other, found[other]))
            if step and _has(table, name):
                yield name, step

    def _retirement(self) -> dict[str, str]:
        """The statutory date where the register does not have it: a man's, or by category."""
        from bole.facts.retirement import RULES

        dates = self.register.dates
        ends = {}
        for part in ("lo", "hi"):
            born = quoted(f"{BIRTH}__{part}")
            month = f"({dates.year(born)} * 12 + {dates.month(born)} - 1)"
            cases = ""
            for category, (age, first, step, most) in RULES.items():
                wait = f"CASE WHEN {month} < {first} THEN 0 ELSE LEAST({dates.div(f'({month} - {first})', step)} + 1, {most}) END"  # fmt: skip
                day = dates.shift(born, f"{age * 12} + {wait}")
                cases += f" WHEN {_category()} = {literal(category)} THEN {day}"
            own = quoted(f"{RETIRES}__{part}")
            told = f'"{BIRTH}__lo" <= "{BIRTH}__hi" AND "{BIRTH}__lo" > {-BIG}'
            unknown = f'"{RETIRES}__lo" = {-BIG} AND "{RETIRES}__hi" = {BIG}'
            ends[f"{RETIRES}__{part}"] = (
                f"CASE WHEN {unknown} AND {told} THEN (CASE{cases} ELSE {own} END) ELSE {own} END"
            )
        return ends


def _category() -> str:
    return (
        f"(CASE WHEN \"{CATEGORY}__s\" = 1 AND \"sex__c\" = 'male' THEN 'male' "
        f'WHEN "{CATEGORY}__s" = 3 THEN "{CATEGORY}__c" ELSE \'\' END)'
    )


def _filled(name: str, other: str, words: Mapping[str, str]) -> dict[str, str]:
    said, state, word = quoted(f"{name}__said"), quoted(f"{other}__s"), quoted(f"{other}__c")
    every = ", ".join(literal(value) for value in words)
    cases = " ".join(f"WHEN {literal(value)} THEN {literal(w)}" for value, w in words.items())
    meant = f"CASE {said} {cases} ELSE {word} END"
    return {
        f"{other}__s": f"CASE WHEN {state} = 1 AND {said} IN ({every}) THEN 3 ELSE {state} END",
        f"{other}__c": f"CASE WHEN {state} = 1 THEN {meant} ELSE {word} END",
    }


def _ongoing() -> dict[str, str]:
    """`end: none` and `current: yes` say the same."""
    absent = '"end__lo" > "end__hi"'
    unsaid = f'"current__lo" = {-BIG} AND "current__hi" = {BIG}'
    now = '"current__lo" = 1 AND "current__hi" = 1'
    no_end = f'"end__lo" = {-BIG} AND "end__hi" = {BIG}'
    return {
        "current__lo": f'CASE WHEN {absent} AND {unsaid} THEN 1 ELSE "current__lo" END',
        "current__hi": f'CASE WHEN {absent} AND {unsaid} THEN 1 ELSE "current__hi" END',
        "end__lo": f'CASE WHEN {now} AND {no_end} THEN {BIG} ELSE "end__lo" END',
        "end__hi": f'CASE WHEN {now} AND {no_end} THEN {-BIG} ELSE "end__hi" END',
    }


def _has(table: Table, name: str) -> bool:
    return (f"{name}__s" if table.normal else name) in table.columns


def _both(names: tuple[str, str]) -> tuple[str, str]:
    return f"raw.{quoted(names[0])}", f"raw.{quoted(names[1])}"


def _also(need: Need, *, ordered: set[str] | None = None, chosen: set[str] | None = None) -> Need:
    wider = Need()
    wider.ordered = need.ordered | (ordered or set())
    wider.chosen = need.chosen | (chosen or set())
    wider.ranked, wider.families = dict(need.ranked), set(need.families)
    return wider


def everything(facts: Mapping[str, FactDef]) -> Need:
    """A need for every fact there is."""
    need = Need()
    for name, fact in facts.items():
        if fact.kind == "choice":
            need.chosen.add(name)
        elif fact.kind != "text":
            need.ordered.add(name)
    return need


__all__ = ["Column", "Relations", "everything"]
