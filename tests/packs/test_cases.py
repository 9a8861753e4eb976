"""Every case of every pack is one test."""

import pytest

from bole.check.cases import Runner
from bole.policy import library
from bole.policy.cases import Case, read_cases
from bole.policy.index import index_of

PACKS = {pack.id: pack for pack in library.packs()}
INDEXES = {id: index_of(pack) for id, pack in PACKS.items()}
RUNNERS = {id: Runner(index) for id, index in INDEXES.items()}
CASES = [
    pytest.param(id, case, id=f"{id}:{case.id}")
    for id, pack in PACKS.items()
    for case in read_cases(pack, index=INDEXES[id])
]


@pytest.mark.parametrize(("pack", "case"), CASES)
def test_case_comes_out_as_derived_by_hand(pack: str, case: Case) -> None:
    result = RUNNERS[pack].run(case)
    assert not result.differences, "\n".join(
        [str(case.where), case.why.zh, *(d.text.zh for d in result.differences)]
    )
