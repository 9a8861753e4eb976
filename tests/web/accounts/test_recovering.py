"""Getting back in after the phone has changed."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from bole.problems import Problems
from bole.web.accounts import services
from bole.web.accounts.models import Recovery, User
from bole.web.audit.models import Entry, Reading
from bole.web.common.gateways import Sms
from tests.web import factories
from tests.web.accounts.conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True)
NEW = "+8619977770000"
ASKED = {
    "old_login": "199 0000 0001",
    "name": "林一诺",
    "new_phone": "19977770000",
    "grounds": "号码已注销",
}


@pytest.fixture
def decider() -> User:
    user = factories.user("周主任")
    office = factories.organisation("示例人才办", kind="office")
    factories.member(user, office, role="talent_office")
    return user


def ask(**changes: str) -> Recovery:
    response = Client().post("/account/recovery/", ASKED | changes)
    assert response["Location"] == "/account/recovery/sent/", response.content.decode()
    return Recovery.objects.latest("pk")


def test_granted_request_ends_sessions_and_lets_in_by_the_new_phone(
    decider: User, sent: list[Sms]
) -> None:
    person = factories.user(phone=PHONE)
    old = factories.client_of(person)
    asked = ask()
    desk = factories.client_of(decider)
    assert "林一诺" in desk.get("/desk/recoveries/").content.decode()
    page = desk.get(f"/desk/recoveries/{asked.pk}/").content.decode()
    assert "号码已注销" in page
    assert Reading.objects.filter(about=f"recovery:{asked.pk}", reader=decider).exists()
    data = {"granted": "yes", "reason": "电话核实过单位和出生年月"}
    assert desk.post(f"/desk/recoveries/{asked.pk}/", data)["Location"] == "/desk/recoveries/"
    assert old.get("/me/").status_code == 302
    assert sent[0].to == NEW
    link = re.search(r"http://testserver(/activate/\S+)", sent[0].text)
    assert link
    client = Client()
    assert "199****" not in client.get(link[1]).content.decode().replace("199****0000", "")
    assert client.post(link[1])["Location"] == "/me/"
    person.refresh_from_db()
    assert (person.phone, person.phone_verified) == (NEW, True)
    entry = Entry.objects.get(action="recovery.granted")
    assert (entry.actor, entry.role) == (decider, "talent_office")


def test_refused_request_changes_nothing_and_tells(decider: User, sent: list[Sms]) -> None:
    person = factories.user(phone=PHONE)
    asked = ask()
    desk = factories.client_of(decider)
    url = f"/desk/recoveries/{asked.pk}/"
    assert desk.post(url, {"granted": "no", "reason": ""}).status_code == 422
    desk.post(url, {"granted": "no", "reason": "电话里答不上来"})
    person.refresh_from_db()
    assert (person.phone, person.sessions_epoch) == (PHONE, 0)
    assert "没有通过" in sent[0].text
    assert desk.post(url, {"granted": "yes", "reason": "再来"}).status_code == 422


def test_answer_does_not_tell_whether_there_is_an_account(decider: User, sent: list[Sms]) -> None:
    asked = ask(old_login="nobody@example.org")
    assert asked.user is None
    with pytest.raises(Problems, match="没有和原登录方式"):
        services.decide_recovery(
            asked, granted=True, reason="x", by=decider, role="talent_office", site="http://x"
        )
    assert not sent


def test_new_phone_that_has_an_account_is_not_taken_over(decider: User) -> None:
    factories.user(phone=PHONE)
    factories.user(phone=NEW)
    asked = ask()
    desk = factories.client_of(decider)
    response = desk.post(f"/desk/recoveries/{asked.pk}/", {"granted": "yes", "reason": "核实过"})
    assert response.status_code == 422
    assert "已经有账号" in response.content.decode()


def test_only_the_talent_office_and_the_administrator_decide(decider: User) -> None:
    asked = ask()
    for role, kind in (("department_officer", "office"), ("employer_officer", "employer")):
        user = factories.user()
        factories.member(user, factories.organisation(kind=kind), role=role)
        client = factories.client_of(user)
        for url in ("/desk/recoveries/", f"/desk/recoveries/{asked.pk}/"):
            assert client.get(url).status_code == 404
    assert Client().get("/desk/recoveries/").status_code == 404
    admin = factories.client_of(factories.user(is_system_admin=True))
    assert admin.get(f"/desk/recoveries/{asked.pk}/").status_code == 200


def test_every_field_is_told_at_once_and_kept(settings: Settings) -> None:
    response = Client().post("/account/recovery/", {"old_login": "12", "grounds": "换号了"})
    page = response.content.decode()
    assert response.status_code == 422
    assert page.count("b-err") == 3
    assert "换号了" in page


def test_requests_of_one_address_are_limited() -> None:
    for _ in range(5):
        ask()
    assert Client().post("/account/recovery/", ASKED).status_code == 429


def test_queue_takes_the_same_queries_for_one_and_thirty(
    decider: User,
) -> None:
    desk = factories.client_of(decider)
    desk.get("/desk/recoveries/")
    counts = []
    for many in (1, 30):
        while Recovery.objects.count() < many:
            services.ask_recovery(old_login=PHONE, name="林一诺", new_phone=NEW, grounds="x")
        with CaptureQueriesContext(connection) as found:
            assert desk.get("/desk/recoveries/").status_code == 200
        counts.append(len(found))
    assert counts[0] == counts[1] <= 8
