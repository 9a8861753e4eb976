"""Claims and rulings about persons of a register, as columns beside their facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bole.policy import library
from bole.policy.pack import Pack
from bole.problems import Problem, Problems, Where, did_you_mean, problem
from bole.screen.engine import EngineError, literal, quoted
from bole.screen.manifest import CLAIMS
from bole.screen.tables import ID, Register, unreadable
from bole.text import Text

OUTCOMES = {"meets": 1, "not_met": 0, "符合": 1, "不符合": 0}


@dataclass(frozen=True, slots=True)
class Said:
    """Columns by clause address and by judged node, and the SQL that has them."""

    claimed: Mapping[str, str] = field(default_factory=dict)
    ruled: Mapping[str, str] = field(default_factory=dict)
    rulings: str = ""

    def beside(self, persons: str, *, register: Register, within: str) -> str:
        """The persons with these columns."""
        sql, more = persons, []
        joins = ""
        within = within.replace("$id", "person_id") or "true"
        if self.claimed:
            columns = ", ".join(
                f"MAX(CASE WHEN address = {literal(a)} THEN 1 ELSE 0 END) AS {quoted(c)}"
                for a, c in self.claimed.items()
            )
            source = register.tables[CLAIMS].relation
            joins += f" LEFT JOIN (SELECT person_id, {columns} FROM {source} WHERE {within} GROUP BY 1) AS cl USING (person_id)"  # fmt: skip
            more += [f"COALESCE(cl.{quoted(c)}, 0) AS {quoted(c)}" for c in self.claimed.values()]
        if self.ruled:
            columns = ", ".join(
                f"MAX(CASE WHEN node = {literal(n)} THEN outcome END) AS {quoted(c)}"
                for n, c in self.ruled.items()
            )
            joins += f" LEFT JOIN (SELECT person_id, {columns} FROM {self.rulings} WHERE {within} GROUP BY 1) AS ru USING (person_id)"  # fmt: skip
            more += [f"COALESCE(ru.{quoted(c)}, -1) AS {quoted(c)}" for c in self.ruled.values()]
        return f"SELECT p.*, {', '.join(more)} FROM ({sql}) AS p{joins}" if more else sql


def read_said(
    register: Register,
    *,
    pack: Pack,
    quorums: Mapping[str, int],
    rulings: Path | None,
    as_of: int,
) -> Said:
    """The claims in the register and the rulings in a file; raises Problems."""
    wrong: list[Problem] = []
    claimed: dict[str, str] = {}
    if CLAIMS in register.tables:
        table = register.tables[CLAIMS]
        rows = register.engine.rows(f"SELECT DISTINCT address FROM {table.relation} WHERE address IS NOT NULL ORDER BY 1")  # fmt: skip
        for (address,) in rows:
            if address in pack.claimable:
                claimed[str(address)] = f"claim{len(claimed)}"
            elif not any(address in other.claimable for other in library.packs()):
                hint = did_you_mean(str(address), among=sorted(pack.claimable))
                wrong.append(problem("claim", f"没有可主张的条款“{address}”", f"No clause {address!r} can be claimed", where=Where(table.file), hint=hint))  # fmt: skip
    ruled: dict[str, str] = {}
    relation = ""
    if rulings is not None:
        try:
            relation = _rulings(register, rulings, quorums=quorums, as_of=as_of, wrong=wrong)
            nodes = register.engine.rows(f"SELECT DISTINCT node FROM {relation} ORDER BY 1")
            ruled = {str(n[0]): f"ruling{i}" for i, n in enumerate(nodes)}
        except EngineError as error:
            wrong.append(unreadable(rulings, error))
    if wrong:
        raise Problems(wrong)
    return Said(claimed, ruled, relation)


def _rulings(
    register: Register,
    path: Path,
    *,
    quorums: Mapping[str, int],
    as_of: int,
    wrong: list[Problem],
) -> str:
    """A table of the rulings in force: person_id, node, outcome (1 or 0)."""
    engine = register.engine
    if path.suffix == ".parquet":
        source = f"read_parquet({literal(str(path))})"
    else:
        source = f"read_csv({literal(str(path))}, all_varchar = true, header = true)"
    columns = engine.columns(source)
    lacking = [c for c in (ID, "node", "outcome", "by", "on") if c not in columns]
    if lacking:
        listed = ", ".join(lacking)
        hint = Text("person_id, node, outcome, by, on")
        raise Problems([problem("rulings.columns", f"{path} 缺列：{listed}", f"{path} lacks columns: {listed}", where=Where(str(path), 1), hint=hint)])  # fmt: skip
    _unknown(engine.rows(f"SELECT DISTINCT node FROM {source} ORDER BY 1"), known=list(quorums), path=path, what="node", wrong=wrong)  # fmt: skip
    _unknown(engine.rows(f"SELECT DISTINCT outcome FROM {source} ORDER BY 1"), known=list(OUTCOMES), path=path, what="outcome", wrong=wrong)  # fmt: skip
    persons = register.persons.columns[ID]
    id_type = "VARCHAR" if persons.type == "VARCHAR" else "BIGINT"
    day = "CAST(regexp_replace(CAST(\"on\" AS VARCHAR), '[^0-9]', '', 'g') AS BIGINT)"
    signers = "len(list_distinct(regexp_split_to_array(CAST(\"by\" AS VARCHAR), '[、,;；|]')))"
    needed = " ".join(f"WHEN {literal(n)} THEN {q}" for n, q in quorums.items() if q > 1)
    quorum = f"CASE node {needed} ELSE 1 END" if needed else "1"
    outcome = " ".join(f"WHEN {literal(w)} THEN {v}" for w, v in OUTCOMES.items())
    valid = " AND (invalidated IS NULL OR invalidated = '')" if "invalidated" in columns else ""
    engine.run("SET preserve_insertion_order = true")
    engine.run(
        "CREATE OR REPLACE TEMP TABLE rulings_in_force AS SELECT person_id, node, "
        "arg_max(outcome, place) AS outcome FROM ("
        f"SELECT TRY_CAST(person_id AS {id_type}) AS person_id, node, "
        f"CASE outcome {outcome} END AS outcome, "
        f"{day} * 1000000000 + row_number() OVER () AS place FROM {source} "
        f"WHERE {day} <= {as_of} AND {signers} >= {quorum}{valid}) GROUP BY 1, 2"
    )
    engine.run("SET preserve_insertion_order = false")
    return "rulings_in_force"


def _unknown(
    rows: list[tuple[object, ...]], *, known: list[str], path: Path, what: str, wrong: list[Problem]
) -> None:
    for (word,) in rows:
        if word not in known:
            hint = did_you_mean(str(word), among=known)
            wrong.append(problem(f"rulings.{what}", f"列 {what}：没有“{word}”", f"Column {what}: there is no {word!r}", where=Where(str(path)), hint=hint))  # fmt: skip
