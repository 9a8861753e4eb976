"""The order of tiers, and the note on lists that are open."""

from __future__ import annotations

from bole.explain.model import Line, Report
from bole.explain.report import report
from bole.facts.profile import read_profile
from bole.judge.verdict import Plan
from bole.policy.cycle import plain_cycle
from bole.policy.library import find_pack

PACK = find_pack("xicheng-xirong/2025")
PLAN = Plan(plain_cycle(PACK))


def told(profile: str) -> Report:
    read = read_profile(profile, vocabulary=PACK.vocabulary)
    return report(PLAN, read.facts, as_of=20250622, claims=read.claims)


def line(found: Report, id: str) -> Line:
    return next(x for view in found.tiers for x in view.root.walk() if x.id == id)


def test_the_employers_own_field_comes_first_then_the_best_standing():
    tiers = told("单位: {单位所属领域: [卫生]}").tiers
    own = [v for v in tiers if v.track == "health"]
    assert list(tiers[:4]) == own
    assert [v.level for v in own] == sorted((v.level for v in own), reverse=True)


def test_without_a_field_the_best_standing_comes_first():
    levels = [v.level for v in told("{}").tiers]
    assert levels == sorted(levels, reverse=True)


def test_an_unlisted_certificate_says_that_a_claim_would_help():
    found = told(
        "certificates: [{certificate: 基金从业资格, domain: 金融}]\ncomplete: [certificates]"
    )
    notes = [x.note.zh for v in found.tiers for x in v.root.walk() if "证书" in x.label.zh]
    assert any("不在列出的名单里" in note for note in notes)


def test_without_any_certificate_there_is_nothing_to_claim():
    found = told("certificates: []")
    for view in found.tiers:
        for x in view.root.walk():
            if x.reads == {"certificates"}:
                assert "不在列出的名单里" not in x.note.zh
