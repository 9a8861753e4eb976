"""By phone and code, in one step for new and old; by mail and password."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from bole.web.accounts.models import User
from bole.web.audit.models import Entry
from bole.web.common.gateways import Sms
from tests.web import factories
from tests.web.accounts.conftest import PHONE, code_in, later, wrong

pytestmark = pytest.mark.django_db
LOGIN, CODE, PASSWORD = "/account/login/", "/account/login/code/", "/account/login/password/"


def ask(client: Client, phone: str = "199 0000 0001", **more: str) -> str:
    response = client.post(LOGIN, {"phone": phone} | more)
    assert response.status_code == 302, response.content.decode()
    return str(response["Location"])


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_first_code_makes_the_account(client: Client, sent: list[Sms]) -> None:
    assert ask(client) == CODE
    assert sent[0].to == PHONE
    response = client.post(CODE, {"code": code_in(sent[0])})
    assert (response.status_code, response["Location"]) == (302, "/me/")
    user = User.objects.get()
    assert (user.phone, user.phone_verified) == (PHONE, True)
    assert not user.has_usable_password()
    assert Entry.objects.filter(action="account.made", about=f"user:{user.pk}").exists()


def test_second_time_it_is_the_same_account_and_the_page_is_the_one_left(
    client: Client, sent: list[Sms]
) -> None:
    user = factories.user(phone=PHONE)
    assert ask(client, next="/me/consents/") == f"{CODE}?next=%2Fme%2Fconsents%2F"
    response = client.post(CODE, {"code": code_in(sent[0]), "next": "/me/consents/"})
    assert response["Location"] == "/me/consents/"
    assert client.session["_auth_user_id"] == str(user.pk)
    user.refresh_from_db()
    assert user.phone_verified


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "x:y"])
def test_sign_in_stays_on_the_site(client: Client, sent: list[Sms], elsewhere: str) -> None:
    assert ask(client, next=elsewhere) == CODE
    response = client.post(CODE, {"code": code_in(sent[0]), "next": elsewhere})
    assert response["Location"] == "/me/"


def test_answers_do_not_tell_who_has_an_account(sent: list[Sms]) -> None:
    factories.user(phone=PHONE)
    pages = []
    for phone in ("19900000001", "19900000002"):
        client = Client()
        assert ask(client, phone) == CODE
        page = client.get(CODE).content.decode()
        pages.append(page.replace(phone[-4:], "…").replace(phone, "…"))
        sent.clear()
    cleaned = [p.split("csrfmiddlewaretoken") for p in pages]
    assert [len(p) for p in cleaned] == [len(cleaned[0])] * 2
    assert [p[0] for p in cleaned] == [cleaned[0][0]] * 2
    addresses = [
        client.post("/account/password/reset/", {"email": e}) for e in ("p1@x.cn", "q@x.cn")
    ]
    assert addresses[0]["Location"] == addresses[1]["Location"]


def test_wrong_code_keeps_what_was_typed_and_five_end_it(client: Client, sent: list[Sms]) -> None:
    ask(client)
    right = code_in(sent[0])
    for _ in range(4):
        response = client.post(CODE, {"code": wrong(right)})
        assert response.status_code == 422
        assert wrong(right) in response.content.decode()
    assert "不能用了" in client.post(CODE, {"code": wrong(right)}).content.decode()
    assert "不能用了" in client.post(CODE, {"code": right}).content.decode()
    assert not signed_in(client)
    assert not User.objects.exists()


def test_code_is_good_for_five_minutes_and_once(
    client: Client, sent: list[Sms], settings: Settings
) -> None:
    ask(client)
    later(settings, minutes=5, seconds=1)
    assert client.post(CODE, {"code": code_in(sent[0])}).status_code == 422
    ask(client)
    client.post(CODE, {"code": code_in(sent[1])})
    assert signed_in(client)
    again = Client()
    ask(again, "19900000002")
    assert again.post(CODE, {"code": code_in(sent[1])}).status_code == 422


def test_code_of_another_browser_is_of_no_use(sent: list[Sms]) -> None:
    victim, thief = Client(), Client()
    ask(victim)
    assert thief.post(CODE, {"code": code_in(sent[0])})["Location"] == LOGIN


def test_codes_of_one_number_are_limited_and_the_page_says_until_when(
    client: Client, sent: list[Sms], settings: Settings
) -> None:
    ask(client)
    response = client.post(LOGIN, {"phone": "19900000001"})
    assert response.status_code == 429
    assert "10:01 后可以再试" in response.content.decode()
    assert response["Retry-After"] == "60"
    for _ in range(4):
        later(settings, minutes=1, seconds=1)
        ask(Client())
    later(settings, minutes=1, seconds=1)
    assert Client().post(LOGIN, {"phone": PHONE}).status_code == 429
    assert len(sent) == 5
    ask(Client(), "19900000002")


def test_codes_of_one_address_are_limited(client: Client, sent: list[Sms]) -> None:
    for n in range(30):
        ask(client, f"199000001{n:02d}")
    assert client.post(LOGIN, {"phone": "19900000999"}).status_code == 429
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    ask(elsewhere, "19900000999")


def test_gateway_that_fails_is_told_and_counts_no_account(
    client: Client, settings: Settings
) -> None:
    settings.BOLE_SMS = "pigeon"
    response = client.post(LOGIN, {"phone": "19900000001"})
    assert response.status_code == 422
    assert "没有发出去" in response.content.decode()
    assert "19900000001" in response.content.decode()


def test_password_lets_in_with_a_confirmed_phone(client: Client) -> None:
    factories.user(phone=PHONE, email="")
    User.objects.update(phone_verified=True)
    client.post(PASSWORD, {"login": "199 0000 0001", "password": factories.PASSWORD})
    assert signed_in(client)


def test_password_alone_does_not_do_where_neither_phone_nor_mail_is_confirmed(
    client: Client,
) -> None:
    factories.user(phone=PHONE)
    client.post(PASSWORD, {"login": "199 0000 0001", "password": factories.PASSWORD})
    assert not signed_in(client)
    assert "邮箱验证码" in mail.outbox[0].subject


def test_wrong_passwords_lock_the_account_for_a_while(client: Client, settings: Settings) -> None:
    user = factories.user()
    data = {"login": user.email or "", "password": "wrong"}
    for _ in range(5):
        assert "邮箱或密码不对" in client.post(PASSWORD, data).content.decode()
    right = data | {"password": factories.PASSWORD}
    response = client.post(PASSWORD, right)
    assert response.status_code == 429
    assert "10:15 后可以再试" in response.content.decode()
    assert Client(REMOTE_ADDR="192.0.2.9").post(PASSWORD, right).status_code == 429
    later(settings, minutes=15, seconds=1)
    assert client.post(PASSWORD, right).status_code == 302


def test_reset_password_ends_the_lock(client: Client) -> None:
    user = factories.user()
    for _ in range(5):
        client.post(PASSWORD, {"login": user.email or "", "password": "wrong"})
    client.post("/account/password/reset/", {"email": user.email or ""})
    code = mail.outbox[-1].subject.split()[-1]
    page = client.post("/account/password/reset/code/", {"code": code}, follow=True)
    new = {"password1": "mo3-zhu2-quan2", "password2": "mo3-zhu2-quan2"}
    client.post(page.request["PATH_INFO"], new)
    data = {"login": user.email or "", "password": "mo3-zhu2-quan2"}
    assert client.post(PASSWORD, data).status_code == 302


def test_unknown_mail_is_answered_and_locked_like_a_known_one(client: Client) -> None:
    data = {"login": "nobody@example.org", "password": "wrong"}
    for _ in range(5):
        assert "邮箱或密码不对" in client.post(PASSWORD, data).content.decode()
    assert client.post(PASSWORD, data).status_code == 429


def test_sign_up_by_mail_needs_the_code_and_a_strong_password(client: Client) -> None:
    weak = client.post("/account/signup/", {"email": "a@example.org", "password1": "1234567890"})
    assert "b-err" in weak.content.decode()
    data = {"email": "a@example.org", "password1": "mo3-zhu2-quan2"}
    response = client.post("/account/signup/", data)
    assert response["Location"].startswith("/account/email/code/")
    assert not signed_in(client)
    code = mail.outbox[0].subject.split()[-1]
    response = client.post("/account/email/code/", {"code": code})
    assert response.status_code == 302
    assert signed_in(client)


def test_sign_up_with_a_taken_mail_looks_the_same(client: Client) -> None:
    user = factories.user()
    data = {"email": user.email or "", "password1": "mo3-zhu2-quan2"}
    response = client.post("/account/signup/", data)
    assert response["Location"].startswith("/account/email/code/")
    assert "已有账号" in mail.outbox[0].subject
    assert User.objects.count() == 1


def test_password_is_reset_by_a_code_to_the_mailbox(client: Client) -> None:
    user = factories.user()
    client.post("/account/password/reset/", {"email": user.email or ""})
    code = mail.outbox[0].subject.split()[-1]
    response = client.post("/account/password/reset/code/", {"code": code}, follow=True)
    new = {"password1": "mo3-zhu2-quan2", "password2": "mo3-zhu2-quan2"}
    response = client.post(response.request["PATH_INFO"], new, follow=True)
    assert "密码已换" in response.content.decode()
    user.refresh_from_db()
    assert user.check_password("mo3-zhu2-quan2")


def test_switched_off_account_stays_out(client: Client, sent: list[Sms]) -> None:
    factories.user(phone=PHONE, is_active=False)
    ask(client)
    response = client.post(CODE, {"code": code_in(sent[0])})
    assert response["Location"] == "/account/inactive/"
    assert not signed_in(client)


def test_language_goes_with_the_account(client: Client, sent: list[Sms]) -> None:
    client.cookies["language"] = "en"
    ask(client)
    assert "sign-in code" in sent[0].text
    client.post(CODE, {"code": code_in(sent[0])})
    assert User.objects.get().language == "en"


@pytest.mark.parametrize(
    "page",
    [LOGIN, PASSWORD, "/account/signup/", "/account/password/reset/", "/account/recovery/"],
)
def test_pages_of_the_entrance_open_in_both_languages(client: Client, page: str) -> None:
    for language in ("zh-hans", "en"):
        client.cookies["language"] = language
        response = client.get(page)
        assert response.status_code == 200
        assert "style=" not in response.content.decode()
