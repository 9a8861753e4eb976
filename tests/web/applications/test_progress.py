"""How far a draft is, for a list of them, in a fixed number of queries."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bole.policy.pack import Pack
from bole.web.applications.context import FILL
from bole.web.applications.models import Case
from bole.web.applications.progress import Progress, progress_of
from bole.web.common.clock import now
from tests.web import factories

pytestmark = pytest.mark.django_db


def of(case: Case) -> Progress:
    return progress_of([Case.objects.get(pk=case.pk)], now=now())[case.pk]


def test_empty_draft_lacks_what_is_required(demo_pack: Pack) -> None:
    found = of(factories.draft(factories.user()))
    assert found.told == 0 < found.whole
    assert found.lacks > 0
    assert found.step == FILL
    assert found.open == found.lacks + found.needed - found.there


def test_of_what_was_submitted_or_nothing_nothing_is_told(demo_pack: Pack) -> None:
    case = factories.draft(factories.user())
    case.submitted_at = now()
    assert progress_of([case], now=now()) == {}
    assert progress_of([], now=now()) == {}


def test_four_queries_however_many_drafts(demo_pack: Pack) -> None:
    cases = [factories.draft(factories.user()) for _ in range(6)]
    with CaptureQueriesContext(connection) as found:
        assert len(progress_of(cases, now=now())) == 6
    assert len(found) == 4


def test_home_and_the_draft_show_how_far_it_is(demo_pack: Pack) -> None:
    person = factories.user()
    case, found = factories.draft(person), "还有 {} 项必填没填"
    client = factories.client_of(person)
    for address in ("/me/", f"/cases/{case.id}/"):
        assert found.format(of(case).lacks) in client.get(address).content.decode()
