"""Every pack is lint-free, and every small mistake in it would be noticed by a case."""

import pytest

from bole.check.context import Context
from bole.check.lint import check_pack
from bole.check.mutants import run_mutants
from bole.policy import library

PACKS = sorted(library.pack_folders())


@pytest.fixture(scope="module", params=PACKS)
def context(request: pytest.FixtureRequest) -> Context:
    """A pack with its cases judged once for all tests."""
    return Context(library.find_pack(request.param))


def test_a_pack_has_nothing_to_fix(context: Context) -> None:
    errors = check_pack(context).errors
    assert not errors, "\n".join(p.render() for p in errors)


@pytest.mark.slow
def test_no_mutant_of_a_pack_survives(context: Context) -> None:
    found = run_mutants(context)
    alive = [f"{m.id}  {m.mutation.text.zh} → {m.mutation.hint.zh}" for m in found.survivors]
    assert not alive, "\n".join(alive)
    assert not found.stale, "no longer needed in mutants.yaml: " + ", ".join(found.stale)
