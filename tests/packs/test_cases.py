"""Every case of every pack is one test."""

from collections.abc import Iterator
from typing import Any

import pytest

from bole.check.cases import Runner
from bole.policy import library
from bole.policy.cases import Case, read_cases
from bole.policy.index import index_of
from bole.problems import Problems


def every_case() -> Iterator[Any]:
    """A parameter for each case; a pack that cannot be read is one that fails."""
    for name in library.pack_folders():
        try:
            pack = library.find_pack(name)
            index = index_of(pack)
            runner = Runner(index)
            for case in read_cases(pack, index=index):
                yield pytest.param(runner, case, id=f"{name}:{case.id}")
        except Problems as problems:
            yield pytest.param(None, problems, id=f"{name}:unreadable")


@pytest.mark.parametrize(("runner", "case"), every_case())
def test_case_comes_out_as_derived_by_hand(runner: Runner | None, case: Case | Problems) -> None:
    if runner is None or isinstance(case, Problems):
        pytest.fail(str(case))
    differences = runner.run(case).differences
    said = [str(case.where), case.why.zh, *(d.text.zh for d in differences)]
    assert not differences, "\n".join(said)
