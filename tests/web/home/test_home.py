"""The home page tells everyone what is next for them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bole.policy.pack import Pack
from bole.web.accounts.models import User
from tests.web import factories

pytestmark = pytest.mark.django_db


def page_of(user: User) -> str:
    response = factories.client_of(user).get("/me/")
    assert response.status_code == 200
    return str(response.content.decode())


def test_stranger_is_sent_to_sign_in_and_back(client: Client) -> None:
    assert client.get("/me/")["Location"] == "/account/login/?next=/me/"


def test_new_account_is_told_what_to_do_first(demo_pack: Pack) -> None:
    page = page_of(factories.user(name=""))
    assert "写上你的姓名" in page
    assert "还没有申报" in page


def test_drafts_are_gone_on_with_from_here(demo_pack: Pack) -> None:
    person = factories.user()
    case = factories.draft(person)
    page = page_of(person)
    assert f'href="/cases/{case.id}/"' in page
    assert "接着填" in page
    assert f"/cases/{case.id}/" not in page_of(factories.user())


def test_desks_follow_from_roles(demo_pack: Pack) -> None:
    office = factories.organisation("示例人才办", kind="office")
    talent_office, admin = factories.user(), factories.user(is_system_admin=True)
    factories.member(talent_office, office, role="talent_office")
    page = page_of(talent_office)
    assert "工作台" in page
    assert "/desk/recoveries/" in page
    assert "/desk/cases/" not in page_of(admin)
    assert "/desk/recoveries/" in page_of(admin)
    assert "工作台" not in page_of(factories.user())


def test_employers_see_their_organisation(demo_pack: Pack) -> None:
    person, unit = factories.user(), factories.organisation("示例科技有限公司")
    factories.member(person, unit, role="employer_officer")
    assert "示例科技有限公司" in page_of(person)


def test_page_takes_the_same_queries_for_one_and_thirty(demo_pack: Pack) -> None:
    counts = []
    for many in (1, 30):
        person = factories.user()
        unit = factories.organisation()
        factories.member(person, unit, role="employer_officer")
        for _ in range(many):
            case = factories.draft(person)
            case.result = "withdrawn" if many > 1 and case.pk.int % 2 else ""
            case.save()
        client = factories.client_of(person)
        client.get("/me/")
        with CaptureQueriesContext(connection) as found:
            assert client.get("/me/").status_code == 200
        counts.append(len(found))
    assert counts[0] == counts[1] <= 14
