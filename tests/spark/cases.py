"""Cases of packs in groups that one query answers: same decisions, stage and day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from bole.criteria.kernel import Formula
from bole.facts.model import Facts, at_assurance
from bole.judge.terms import Setting
from bole.judge.verdict import ranks_of
from bole.policy.cases import Case, read_cases
from bole.policy.index import index_of
from bole.policy.pack import Pack
from bole.screen.compile import Dialect, SqlCompiler
from bole.screen.query import Query, build_query


@dataclass
class Group:
    """Cases that share all but the person; claims and rulings are columns of the person."""

    pack: Pack
    cases: list[Case]
    outputs: dict[str, Formula] = field(default_factory=dict)

    @property
    def claims(self) -> list[str]:
        """The addresses somebody claims."""
        return sorted(set().union(*(c.claims for c in self.cases)))

    @property
    def rulings(self) -> list[str]:
        """The nodes somebody ruled on."""
        return sorted(set().union(*(c.rulings for c in self.cases)))

    @property
    def facts(self) -> list[Facts]:
        """The persons, as they stand at the assurance asked."""
        registers = self.pack.vocabulary.registers
        return [at_assurance(c.facts, asked=c.assurance, registers=registers) for c in self.cases]

    def columns(self) -> list[dict[str, int]]:
        """Claims (0, 1) and rulings (-1, 0, 1) of each person."""
        return [
            {f"claim{n}": int(a in case.claims) for n, a in enumerate(self.claims)}
            | {f"ruled{n}": int(case.rulings.get(r, -1)) for n, r in enumerate(self.rulings)}
            for case in self.cases
        ]

    def query(self, dialect: Dialect) -> Query:
        """The query that gives the level of every target of every case."""
        first = self.cases[0]
        stages = tuple(s.id for s in self.pack.stages)
        ranks = ranks_of(self.pack)
        setting = Setting(first.cycle.params, ranks, first.cycle.adopted, stages, first.stage)
        compiler = SqlCompiler(
            setting,
            as_of=first.as_of,
            dialect=dialect,
            claimed_columns={a: f"claim{n}" for n, a in enumerate(self.claims)},
            ruled_columns={r: f"ruled{n}" for n, r in enumerate(self.rulings)},
        )
        return build_query(compiler, self.outputs)


def groups(pack: Pack) -> Iterator[Group]:
    """All cases of a pack, the largest groups first."""
    index = index_of(pack)
    found: dict[tuple[str, str, int], Group] = {}
    for case in read_cases(pack, index=index):
        key = (case.cycle.fingerprint, case.stage, case.as_of)
        group = found.setdefault(key, Group(pack, []))
        group.cases.append(case)
        for expected in case.expect:
            formula = index.find(expected.target)
            assert formula is not None
            group.outputs[expected.target] = formula
    yield from sorted(found.values(), key=lambda group: -len(group.cases))


def differences(group: Group, rows: list[dict[str, int]]) -> list[str]:
    """Where a level is not the one derived by hand."""
    return [
        f"{case.id}: {expected.target} should be {expected.level}, is {row[expected.target]}"
        for case, row in zip(group.cases, rows, strict=True)
        for expected in case.expect
        if row[expected.target] != expected.level
    ]
