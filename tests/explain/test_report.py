"""What to ask next, and what a receipt depends on."""

from __future__ import annotations

import pytest

from bole.explain.model import Report
from bole.explain.report import report
from bole.facts.profile import read_profile
from bole.judge.verdict import Plan
from bole.policy import library
from bole.policy.cycle import plain_cycle

CLAIM = "附件/（一）/2/（6）"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return Plan(plain_cycle(library.find_pack("beijing/xicheng-xirong/2025")))


def judged(plan: Plan, profile: str, *, claims: tuple[str, ...] = ()) -> Report:
    facts = read_profile(profile, vocabulary=plan.pack.vocabulary).facts
    return report(plan, facts, as_of=20250622, track="finance", claims=claims)


def test_a_tier_that_is_decided_asks_for_nothing_more(plan: Plan) -> None:
    assert judged(plan, "on_job: true").missing
    excluded = judged(plan, "employer: {restricted_industry: true}")
    assert [view.level for view in excluded.tiers] == [0, 0, 0, 0]
    assert excluded.missing == ()


def test_a_claim_made_twice_is_one_claim(plan: Plan) -> None:
    once = judged(plan, "on_job: true", claims=(CLAIM,))
    twice = judged(plan, "on_job: true", claims=(CLAIM, CLAIM))
    assert once.receipt == twice.receipt
    assert once.receipt != judged(plan, "on_job: true").receipt
