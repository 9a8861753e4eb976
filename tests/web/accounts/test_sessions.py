"""When sessions end, and what becomes of what was typed."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from bole.web.accounts import services
from bole.web.accounts.models import User
from bole.web.audit.models import Entry
from bole.web.common.gateways import Sms
from tests.web import factories
from tests.web.accounts.conftest import code_in, later

pytestmark = pytest.mark.django_db
PAGE = "/me/consents/"


@pytest.fixture
def person() -> User:
    return factories.user()


def inside(client: Client) -> bool:
    return client.get(PAGE).status_code == 200


def test_idle_session_ends_after_two_hours(person: User, settings: Settings) -> None:
    client = factories.client_of(person)
    for _ in range(3):
        later(settings, minutes=119)
        assert inside(client)
    later(settings, minutes=121)
    response = client.get(PAGE)
    assert response["Location"] == f"/account/login/?next={PAGE}"


def test_session_of_staff_ends_after_half_an_hour(settings: Settings) -> None:
    admin = factories.user(is_system_admin=True)
    client = factories.client_of(admin)
    assert inside(client)
    later(settings, minutes=29)
    assert inside(client)
    later(settings, minutes=31)
    assert not inside(client)


def test_session_ends_after_twelve_hours_even_in_use(person: User, settings: Settings) -> None:
    client = factories.client_of(person)
    for _ in range(7):
        later(settings, minutes=100)
        assert inside(client)
    later(settings, minutes=100)
    assert not inside(client)


def test_signing_in_renews_the_session(client: Client, person: User) -> None:
    client.get("/account/login/")
    session = client.session
    session["planted"] = 1
    session.save()
    before = client.session.session_key
    data = {"login": person.email or "", "password": factories.PASSWORD}
    client.post("/account/login/password/", data)
    client.post("/account/email/code/", {"code": _mailed()})
    assert client.session.session_key != before
    assert inside(client)


def _mailed() -> str:
    return mail.outbox[-1].subject.split()[-1]


def test_new_password_ends_every_session(person: User) -> None:
    here, there = factories.client_of(person), factories.client_of(person)
    data = {
        "oldpassword": factories.PASSWORD,
        "password1": "mo3-zhu2-quan2",
        "password2": "mo3-zhu2-quan2",
    }
    assert here.post("/account/password/", data).status_code == 302
    assert not inside(here)
    assert not inside(there)


def test_all_devices_are_signed_out_at_once(person: User) -> None:
    here, there = factories.client_of(person), factories.client_of(person)
    assert inside(there)
    assert here.post("/account/sessions/")["Location"] == "/account/login/"
    assert not inside(here)
    assert not inside(there)


def test_new_phone_needs_proof_ends_other_sessions_and_signs_in_here(
    person: User, sent: list[Sms], settings: Settings
) -> None:
    here, there = factories.client_of(person), factories.client_of(person)
    asked = here.get("/account/phone/")
    assert asked["Location"].startswith("/account/again/")
    here.post(asked["Location"], {"password": factories.PASSWORD})
    assert here.post("/account/phone/", {"phone": "19955550000"}).status_code == 302
    assert sent[0].to == "+8619955550000"
    assert here.post("/account/phone/code/", {"code": code_in(sent[0])})["Location"] == "/me/"
    person.refresh_from_db()
    assert person.phone == "+8619955550000"
    assert inside(here)
    assert not inside(there)


@pytest.mark.parametrize("page", ["/account/phone/", "/account/email/", "/account/2fa/app/"])
def test_what_lets_in_is_changed_only_after_another_proof(person: User, page: str) -> None:
    client = factories.client_of(person)
    session = client.session
    session["begun_at"] -= 3600  # not fresh from signing in
    session.save()
    assert client.get(page)["Location"].startswith("/account/again/")
    assert client.post(page, {"phone": "19955550000"})["Location"].startswith("/account/again/")


def test_phone_of_somebody_else_is_not_taken(person: User, sent: list[Sms]) -> None:
    factories.user(phone="+8619955550000")
    here = factories.client_of(person)
    asked = here.get("/account/phone/")
    here.post(asked["Location"], {"password": factories.PASSWORD})
    here.post("/account/phone/", {"phone": "19955550000"})
    response = here.post("/account/phone/code/", {"code": code_in(sent[0])})
    assert response.status_code == 422
    assert "已经有账号" in response.content.decode()


@pytest.mark.parametrize(
    "headers",
    [
        {"HX-Request": "true", "HX-Current-URL": "http://testserver/me/profile/?a=1"},
        {"Sec-Fetch-Mode": "cors", "Referer": "http://testserver/me/profile/?a=1"},
    ],
)
def test_scripts_are_told_where_to_sign_in(client: Client, headers: dict[str, str]) -> None:
    response = client.get(PAGE, headers=headers)
    assert response.status_code == 401
    assert response["X-Sign-In"] == "/account/login/?next=%2Fme%2Fprofile%2F%3Fa%3D1"


def test_what_was_typed_is_kept_for_the_same_person(person: User, settings: Settings) -> None:
    client = factories.client_of(person)
    inside(client)
    later(settings, hours=3)
    response = client.post("/account/", {"name": "林一诺与很长的名字"})
    assert response["Location"] == "/account/login/?next=%2Faccount%2Flogin%2Fheld%2F"
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get("/account/login/held/").content.decode()
    assert 'action="/account/"' in page
    assert 'name="name" value="林一诺与很长的名字"' in page
    assert client.get("/account/login/held/").status_code == 302


def test_what_was_typed_is_not_shown_to_another_person(person: User, settings: Settings) -> None:
    client = factories.client_of(person)
    inside(client)
    later(settings, hours=3)
    client.post("/account/", {"name": "林一诺的秘密"})
    assert "林一诺的秘密" not in re.sub(r"\s", "", str(dict(client.session)))
    client.force_login(
        factories.user(), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    assert "秘密" not in client.get("/account/login/held/", follow=True).content.decode()


def test_ending_sessions_is_in_the_audit(person: User) -> None:
    services.end_sessions(person, by=person)
    assert Entry.objects.get(action="account.sessions_ended").about == f"user:{person.pk}"
