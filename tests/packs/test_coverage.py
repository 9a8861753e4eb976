"""Every clause of every document is carried, or the pack says why not."""

import pytest

from bole.check.context import Context
from bole.check.covering import covering
from bole.policy import library


@pytest.mark.parametrize("name", library.pack_folders())
def test_every_clause_is_covered(name: str) -> None:
    rows = covering(Context(library.find_pack(name)))
    assert rows
    assert [r.address for r in rows if not r.covered] == []
