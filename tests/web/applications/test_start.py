"""A draft begins once, with what the programme lets one choose."""

from __future__ import annotations

import pytest

from bole.policy.pack import Pack
from bole.problems import Problems
from bole.web.applications import services
from bole.web.applications.models import Case
from tests.web import factories as make

pytestmark = pytest.mark.django_db
APPLY = "/apply/testland/demo/2025/demo/"


def test_pressing_twice_begins_one_draft(demo_pack: Pack) -> None:
    who = make.user()
    browser = make.client_of(who)
    data = {"track": "finance", "tier": "young", "employer_code": make.uscc(7)}
    first = browser.post(APPLY, data)
    second = browser.post(APPLY, data)
    assert first.status_code == second.status_code == 302
    assert first.url == second.url
    case = Case.objects.get()
    assert (case.track, case.tier, case.employer.uscc) == ("finance", "young", make.uscc(7))
    assert case.draft
    assert case.intake == "window"
    assert "草稿" in browser.get("/cases/").content.decode()


def test_what_is_wrong_is_told_and_kept(demo_pack: Pack) -> None:
    browser = make.client_of(make.user())
    answer = browser.post(APPLY, {"track": "finance", "employer_code": "91110102MA0000000X"})
    assert answer.status_code == 422
    assert "91110102MA0000000X" in answer.content.decode()
    assert not Case.objects.exists()


def test_a_tier_that_is_chosen_from_others_cannot_be_applied_for(demo_pack: Pack) -> None:
    with pytest.raises(Problems, match="不能直接报"):
        make.draft(make.user(), track="finance", tier="top")


def test_another_field_drops_a_tier_that_it_has_not(demo_pack: Pack) -> None:
    who = make.user()
    case = make.draft(who, track="finance", tier="young")
    case = services.choose(case, by=who, track="science")
    assert case.track == "science"


def test_who_has_no_right_finds_no_case(demo_pack: Pack) -> None:
    people = make.cast()
    case = make.draft(people.applicant, track="finance", tier="young", employer=people.employer)
    found = {
        role: make.client_of(user).get(f"/cases/{case.id}/").status_code
        for role, user in people.users().items()
    }
    assert {role for role, status in found.items() if status == 200} == {
        "applicant",
        "unit_officer",
    }
    assert set(found.values()) == {200, 404}
