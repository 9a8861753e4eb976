"""All cases of all packs come out of tables as they do from judging."""

from __future__ import annotations

import pytest

from bole.judge.verdict import Plan, ranks_of
from bole.policy import library
from bole.policy.index import index_of
from bole.screen.backends.duckdb import DIALECT
from tests.agreement.local import screened
from tests.spark.cases import groups


@pytest.mark.parametrize("name", library.pack_folders())
def test_every_case_is_the_same_in_a_table(name):
    pack = library.find_pack(name)
    index = index_of(pack)
    for group in groups(pack):
        first = group.cases[0]
        rows = screened(
            group.query(DIALECT), group.facts, ranks=ranks_of(pack), more=group.columns()
        )
        plan = Plan(first.cycle, stage=first.stage)
        for row, case in zip(rows, group.cases, strict=True):
            verdict = plan.judge(
                case.facts,
                as_of=case.as_of,
                claims=case.claims,
                assurance=case.assurance,
                rulings=case.rulings,
            )
            for expected in case.expect:
                node = index.find(expected.target)
                assert row[expected.target] == verdict.level(node) == expected.level, case.id
