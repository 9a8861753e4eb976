"""One query for a whole plan: child tables once each, one join to persons, then formulas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bole.criteria.kernel import Formula
from bole.screen.algebra import shown
from bole.screen.bounds import Need
from bole.screen.compile import SqlCompiler
from bole.screen.engine import quoted
from bole.screen.lanes import FamilyPlan
from bole.screen.marks import Marks
from bole.screen.spells import ends, lengths

#: The bits of all tables that give nothing else, one row a person.
MARKS: Final = "marks"


@dataclass(frozen=True, slots=True)
class Query:
    """SQL text over tables `persons` and `<family>`, and the columns those must have."""

    sql: str
    #: The same as tables to make one after another, and the query over them.
    steps: tuple[tuple[str, str], ...]
    last: str
    persons: Need
    families: Mapping[str, Need]
    outputs: tuple[str, ...]


def build_query(
    compiler: SqlCompiler,
    outputs: Mapping[str, Formula],
    *,
    persons: str = "persons",
    extra: Mapping[str, str] | None = None,
) -> Query:
    """The query that gives `person_id` and the level of each output.

    `extra` are further columns, as expressions over what `compiler` has named.
    """
    levels = {name: compiler.level(f) for name, f in outputs.items()}
    steps: list[tuple[str, str]] = []
    joins, columns = [], ["p.person_id"]
    more = [*compiler.claimed.values(), *compiler.ruled.values()]
    parts = {n: _family(n, p, compiler, persons=persons) for n, p in compiler.families.items()}
    columns += [f'p."{c}"' for c in (*compiler.persons.columns(), *more)]
    for name, (tables, gained) in parts.items():
        steps += tables
        for table, found in gained.items():
            joins.append(_joined(table))
            columns += [
                f'COALESCE({table}."{c}", {empty}) AS "{name}__{c}"' for c, empty in found.items()
            ]
        columns.append(f'p."{name}__closed"')
    marks = Marks.of({n: p for n, p in compiler.families.items() if _only_marked(p)})
    if marks.words:
        steps.append((MARKS, marks.sql()))
        joins.append(_joined(MARKS))
        columns += marks.columns(compiler.dialect, table=MARKS)
    listed = ", ".join(columns)
    layers = [("facts", f"SELECT {listed} FROM {persons} AS p {' '.join(joins)}")]
    for n, layer in enumerate(compiler.layers):
        more_columns = ", ".join(f"{sql} AS {name}" for name, sql in layer.items())
        layers.append((f"layer{n}", f"SELECT *, {more_columns} FROM {layers[-1][0]}"))
    wanted = [f'CAST({shown(level)} AS TINYINT) AS "{name}"' for name, level in levels.items()]
    wanted += [f'{sql} AS "{name}"' for name, sql in (extra or {}).items()]
    end = f"SELECT person_id, {', '.join(wanted)} FROM {layers[-1][0]}"
    families = {name: plan.need for name, plan in compiler.families.items()}
    whole = f"WITH {_ctes([*steps, *layers])} {end}"
    last = f"WITH {_ctes(layers)} {end}"
    return Query(whole, tuple(steps), last, compiler.persons, families, tuple(outputs))


def _joined(table: str) -> str:
    return f"LEFT JOIN {table} ON {table}.person_id = p.person_id"


def _only_marked(plan: FamilyPlan) -> bool:
    """True where all that a table gives is bits over a person's records."""
    return bool(plan.marks) and plan.marks.keys() == plan.sums.keys() and not plan.spells


def _ctes(parts: list[tuple[str, str]]) -> str:
    return ", ".join(f"{name} AS ({sql})" for name, sql in parts)


def _family(
    name: str, plan: FamilyPlan, compiler: SqlCompiler, *, persons: str
) -> tuple[list[tuple[str, str]], dict[str, dict[str, int]]]:
    """The parts of the query for one child table, and the columns they bring to persons."""
    conditions = plan.conditions()
    more = plan.noted()
    if plan.spells:
        more |= ends(compiler.dates, as_of=compiler.as_of)
    kept = ["person_id", "certain", *conditions]
    kept += [c for c in map(quoted, plan.need.columns()) if any(c in s for s in plan.sums.values())]
    kept += [f"{sql} AS {column}" for column, sql in more.items()]
    met = "".join(f", {sql} AS {column}" for column, sql in conditions.items())
    records = f"{name}_records"
    source = name
    if plan.borrowed:
        lent = ", ".join(f'"{c}" AS "p__{c}"' for c in sorted(plan.borrowed))
        of_person = f"(SELECT person_id, {lent} FROM {persons}) AS lent"
        source = f"{name} JOIN {of_person} USING (person_id)"
    for n, layer in enumerate(plan.layers):
        named = ", ".join(f"{sql} AS {column}" for column, sql in layer.items())
        source = f"(SELECT *, {named} FROM {source}) AS named{n}"
    ctes = [(records, f"SELECT {', '.join(kept)} FROM (SELECT *{met} FROM {source}) AS met")]
    gained: dict[str, dict[str, int]] = {}
    if plan.sums and not _only_marked(plan):
        sums = ", ".join(f'{sql} AS "{column}"' for column, sql in plan.sums.items())
        ctes.append((f"{name}_sums", f"SELECT person_id, {sums} FROM {records} GROUP BY person_id"))
        gained[f"{name}_sums"] = dict(plan.empty)
    if plan.spells:
        query = lengths(records, plan.spells, dates=compiler.dates)
        ctes.append((f"{name}_spells", query))
        gained[f"{name}_spells"] = {
            f"{term}_{part}": 0 for term, spells in plan.spells.items() for part in spells.parts
        }
    return ctes, gained
