"""Every numbered criterion that reads facts has a case that says exactly what is missing.

In the two fields worked out first, so do the criteria that only people can judge: claimed, with
all facts given, they miss nothing.
"""

import functools

import pytest

from bole.criteria.kernel import walk
from bole.judge.plan import facts_read
from bole.policy import library
from bole.policy.cases import read_cases
from bole.policy.index import index_of

PACK = "beijing/xicheng-xirong/2025"
WHOLE = frozenset({"finance", "health"})


@functools.cache
def missing_asserted() -> frozenset[str]:
    """Addresses and ids whose exact missing set some case states."""
    pack = library.find_pack(PACK)
    cases = read_cases(pack, index=index_of(pack))
    return frozenset(e.target for c in cases for e in c.expect if e.missing is not None)


@functools.cache
def numbered() -> dict[str, tuple[str, bool]]:
    """The id of every numbered criterion and whether its missing set must be stated, by address."""
    found = {}
    for _, track, _, root in library.find_pack(PACK).formulas():
        for node in walk(root):
            if node.meta.numbered:
                found[node.meta.cite] = (node.meta.id, bool(facts_read(node)) or track in WHOLE)
    return found


@pytest.mark.parametrize("address", [a for a, (_, must) in numbered().items() if must])
def test_some_case_says_exactly_what_the_criterion_misses(address: str) -> None:
    assert {address, numbered()[address][0]} & missing_asserted()


def test_the_two_fields_have_43_numbered_criteria() -> None:
    heads = ("附件/（一）/", "附件/（八）/")
    assert len([a for a in numbered() if a.startswith(heads)]) == 43
