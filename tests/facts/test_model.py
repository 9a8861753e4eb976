"""Facts as they stand at the assurance a verdict is asked at."""

from bole.facts.model import (
    NOTHING_SAID,
    UNKNOWN,
    Assurance,
    Facts,
    Family,
    Record,
    State,
    Value,
    at_assurance,
)  # fmt: skip

CLAIMED = Value(State.KNOWN, 1, 1)
VERIFIED = Value(State.KNOWN, 1, 1, assurance=Assurance.VERIFIED)
FACTS = Facts(
    {"a": CLAIMED, "b": VERIFIED},
    {
        "awards": Family(
            (Record(0, {"x": CLAIMED}), Record(1, {}, Assurance.VERIFIED)), closed=True
        ),
        "conduct": Family((), closed=True),
    },
)


def at(level: Assurance) -> Facts:
    return at_assurance(FACTS, asked=level, registers=frozenset({"conduct"}))


def test_claims_stand_as_they_are_where_claims_are_asked() -> None:
    assert at(Assurance.CLAIMED) is FACTS


def test_weaker_scalars_are_unknown_and_weaker_records_possible() -> None:
    facts = at(Assurance.VERIFIED)
    assert facts.get("a") == UNKNOWN
    assert facts.get("b") == VERIFIED
    assert [r.certain for r in facts.family("awards").records] == [False, True]


def test_a_claimed_closure_stands_except_where_a_register_closes() -> None:
    facts = at(Assurance.EVIDENCED)
    assert facts.family("awards").closed
    assert not facts.family("conduct").closed


def test_an_officer_closes_what_a_claim_cannot() -> None:
    conduct = Family((), closed=True, backed=Assurance.VERIFIED)
    facts = at_assurance(
        Facts({}, {"conduct": conduct}),
        asked=Assurance.VERIFIED,
        registers=frozenset({"conduct"}),
    )
    assert facts.family("conduct").closed


def test_nothing_said_is_open_and_unknown() -> None:
    assert FACTS.get("z") == UNKNOWN
    assert FACTS.family("z") is NOTHING_SAID
    assert FACTS.family("awards").records[0].get("z") == UNKNOWN


def test_values_are_equal_by_what_they_say() -> None:
    assert CLAIMED == VERIFIED
    assert CLAIMED.given
    assert not UNKNOWN.given
