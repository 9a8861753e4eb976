"""Claims and rulings about persons of a register, as columns beside their facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from bole.policy import library
from bole.policy.pack import Pack
from bole.problems import Problem, Problems, did_you_mean
from bole.screen.engine import EngineError, literal, quoted
from bole.screen.manifest import CLAIMS
from bole.screen.rulings import rulings_in_force
from bole.screen.tables import Register, unreadable
from bole.screen.texts import in_column, row_of


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
                row = row_of(register, table, "address = $text$", text=str(address))
                zh, en = f"没有可主张的条款“{address}”", f"no clause {address!r} can be claimed"
                found = in_column(table, table.columns["address"], row, zh=zh, en=en, code="claim")
                hint = did_you_mean(str(address), among=sorted(pack.claimable))
                wrong.append(replace(found, hint=hint))
    ruled: dict[str, str] = {}
    relation = ""
    if rulings is not None:
        try:
            relation = rulings_in_force(register, rulings, quorums=quorums, as_of=as_of, wrong=wrong)  # fmt: skip
            if relation:
                nodes = register.engine.rows(f"SELECT DISTINCT node FROM {relation} ORDER BY 1")
                ruled = {str(n[0]): f"ruling{i}" for i, n in enumerate(nodes)}
        except EngineError as error:
            wrong.append(unreadable(rulings, error))
    if wrong:
        raise Problems(wrong)
    return Said(claimed, ruled, relation)
