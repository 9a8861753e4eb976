"""Whoever checks notes what was held against its original; a changed value counts no longer."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from bole.policy.intake import read_instant
from bole.policy.pack import Pack
from bole.process.model import Event as Deed
from bole.web.applications import services
from bole.web.applications.models import Case, Verified
from bole.web.applications.services.verifying import verified_of
from bole.web.audit.models import Entry
from tests.web import factories as make
from tests.web import fakes

pytestmark = pytest.mark.django_db
PAPERS = "family:papers"
LABEL = "核对过原件"


@pytest.fixture
def cast(flow: Pack) -> make.Cast:
    return make.cast(pack=fakes.FLOW, programme="endorsed", track="")


@pytest.fixture
def case(cast: make.Cast) -> Case:
    """It has come to the department's check."""
    case = make.submitted(cast.applicant, employer=cast.employer)
    endorse = Deed(read_instant("2025-05-20T11:00"), "employer", "endorse")
    return services.advance(case, event=endorse, user=None, role="officer")


def note(case: Case, who: Any, *keys: str, seen: int = 1) -> int:
    form = {"round": str(seen), "key": list(keys)}
    return make.client_of(who).post(f"/cases/{case.id}/verify/", form).status_code


def page(case: Case, who: Any) -> str:
    return make.client_of(who).get(f"/cases/{case.id}/read/").content.decode()


def kept(case: Case) -> set[str]:
    last = case.submissions.order_by("-round").first()
    assert last is not None
    return set(verified_of(last))


def test_an_officer_notes_originals_and_takes_notes_back(case: Case, cast: make.Cast) -> None:
    assert f'value="{PAPERS}"' in page(case, cast.officer)
    assert note(case, cast.officer, "name", PAPERS, "nothing") == 302
    assert kept(case) == {"name", PAPERS}
    assert note(case, cast.officer, "name") == 302
    assert note(case, cast.officer, "name") == 302
    assert kept(case) == {"name"}
    told = Entry.objects.filter(action="case.verified").order_by("seq")
    assert [(e.actor, e.role, e.chain) for e in told] == [
        (cast.officer, "department_officer", case.about)
    ] * 2
    assert [e.content for e in told] == [
        {"keys": [PAPERS, "name"], "withdrawn": [], "round": 1},
        {"keys": [], "withdrawn": [PAPERS], "round": 1},
    ]


def test_readers_see_it_and_cannot_set_it(case: Case, cast: make.Cast) -> None:
    note(case, cast.officer, "name")
    for who in (cast.applicant, cast.unit_officer, cast.auditor, cast.talent_office):
        assert LABEL in page(case, who)
        assert 'name="key"' not in page(case, who)
        assert note(case, who, PAPERS) == 404
    assert note(case, cast.stranger) == note(case, cast.other_officer) == 404
    assert kept(case) == {"name"}


def test_only_while_the_check_is_at_hand(cast: make.Cast) -> None:
    case = make.submitted(cast.applicant, employer=cast.employer)
    assert 'name="key"' not in page(case, cast.officer)
    assert note(case, cast.officer, "name") == 404


def test_what_changes_in_a_completion_counts_no_longer(case: Case, cast: make.Cast) -> None:
    note(case, cast.officer, "name", PAPERS)
    wanted = Deed(read_instant("2025-05-20T12:00"), "department", "supplement", "不清楚")
    services.advance(case, event=wanted, user=None, role="officer", unlock=[PAPERS],
                     complete_by=read_instant("2025-05-27T24:00"))  # fmt: skip
    make.fill(case, cast.applicant, papers=[{"title": "另一篇"}])
    services.submit(case, by=cast.applicant, role="applicant", key=uuid.uuid4())
    assert kept(case) == {"name"}
    assert note(case, cast.officer, PAPERS, seen=1) == 302
    assert kept(case) == {"name"}  # the page showed what was handed in before
    note(case, cast.officer, "name", PAPERS, seen=2)
    assert kept(case) == {"name", PAPERS}
    assert Verified.objects.count() == 2
