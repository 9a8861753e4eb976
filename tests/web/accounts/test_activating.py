"""Links for one use, by mail, by SMS, or handed over."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from pytest_django import Settings

from bole.problems import Problems
from bole.web.accounts import services
from bole.web.accounts.models import Activation, User
from bole.web.audit.models import Entry
from bole.web.common.gateways import Sms
from tests.web import factories
from tests.web.accounts.conftest import PHONE, code_in, later

pytestmark = pytest.mark.django_db(transaction=False)
STRONG = "mo3-zhu2-quan2"
SITE = "https://talent.example"


def by_mail() -> tuple[User, str]:
    user, made = services.person_for(name="周审核", email="Zhou@example.org")
    assert made
    return user, services.invite(user, purpose="staff", by=None, site=SITE)


def test_looking_at_a_link_does_not_use_it_up(client: Client) -> None:
    _, path = by_mail()
    for _ in range(3):
        assert client.get(path).status_code == 200
        assert client.head(path).status_code == 200
    assert client.post(path, {"password": STRONG}).status_code == 302


def test_holder_sets_a_password_of_their_own_and_the_mailbox_is_proven(
    client: Client, django_capture_on_commit_callbacks: object
) -> None:
    user, path = by_mail()
    weak = client.post(path, {"password": "password123"})
    assert weak.status_code == 422
    assert client.post(path, {"password": STRONG})["Location"] == "/me/"
    user.refresh_from_db()
    assert user.check_password(STRONG)
    assert EmailAddress.objects.get(user=user).verified
    assert "_auth_user_id" in client.session
    assert Entry.objects.filter(action="account.activated").count() == 1


def test_used_link_is_of_no_use(client: Client) -> None:
    user, path = by_mail()
    client.post(path, {"password": STRONG})
    response = Client().post(path, {"password": "another-one-77"})
    assert response.status_code == 410
    assert "再要一个" in response.content.decode()
    user.refresh_from_db()
    assert user.check_password(STRONG)


def test_link_ends_after_three_days(client: Client, settings: Settings) -> None:
    _, path = by_mail()
    later(settings, hours=72)
    assert client.post(path, {"password": STRONG}).status_code == 410


def test_newer_link_ends_the_older_one(client: Client) -> None:
    user, path = by_mail()
    newer = services.invite(user, purpose="staff", by=None)
    assert client.get(path).status_code == 410
    assert client.get(newer).status_code == 200


def test_only_a_fingerprint_of_the_link_is_stored() -> None:
    _, path = by_mail()
    token = path.strip("/").split("/")[-1]
    assert token not in str(list(Activation.objects.values()))
    assert len(Activation.objects.get().token) == 64


def test_account_in_use_gets_no_link(client: Client) -> None:
    user, path = by_mail()
    client.post(path, {"password": STRONG})
    user.refresh_from_db()
    with pytest.raises(Problems, match="已经在用"):
        services.invite(user, purpose="staff", by=None)


@pytest.mark.django_db(transaction=True)
def test_link_is_sent_once_the_transaction_is_through(sent: list[Sms]) -> None:
    by_mail()
    assert f"{SITE}/activate/" in mail.outbox[0].body
    user, _ = services.person_for(name="吴推荐", phone=PHONE)
    services.invite(user, purpose="member", by=None, site=SITE)
    assert f"{SITE}/activate/" in sent[0].text


def test_link_by_sms_proves_the_phone_and_needs_no_password(client: Client) -> None:
    user, _ = services.person_for(name="吴推荐", phone=PHONE)
    path = services.invite(user, purpose="member", by=None, site=SITE)
    assert client.post(path).status_code == 302
    user.refresh_from_db()
    assert user.phone_verified
    assert "_auth_user_id" in client.session


def test_link_that_was_handed_over_proves_nothing_about_the_phone(client: Client) -> None:
    user, _ = services.person_for(name="吴推荐", phone=PHONE)
    path = services.invite(user, purpose="member", by=None)
    assert "用手机验证码登录" in client.get(path).content.decode()
    response = client.post(path)
    assert response["Location"] == "/account/login/"
    user.refresh_from_db()
    assert not user.phone_verified
    assert "_auth_user_id" not in client.session


def test_signing_in_another_way_ends_the_link(client: Client) -> None:
    user, path = by_mail()
    factories.client_of(user)
    assert client.get(path).status_code == 410


def test_person_with_the_phone_or_mail_is_found_again() -> None:
    user = factories.user(phone=PHONE, email="lin@example.org")
    assert services.person_for(name="别名", phone=PHONE) == (user, False)
    assert services.person_for(name="别名", email="LIN@example.org") == (user, False)
    with pytest.raises(Problems, match="手机号或邮箱"):
        services.person_for(name="无")


def test_a_number_belongs_to_who_proves_it_not_to_who_was_invited_with_it(
    client: Client, sent: list[Sms]
) -> None:
    """Whoever typed somebody else's number into an invitation gets nothing of that person."""
    other, _ = services.person_for(name="周审核", phone=PHONE, email="zhou@example.org")
    path = services.invite(other, purpose="member", by=None, site=SITE)
    client.post(path, {"password": STRONG})  # the mailbox's owner activates by mail
    assert client.session["_auth_user_id"] == str(other.pk)
    phone = Client()
    phone.post("/account/login/", {"phone": PHONE})
    phone.post("/account/login/code/", {"code": code_in(sent[-1])})
    assert phone.session["_auth_user_id"] != str(other.pk)
    other.refresh_from_db()
    assert (other.phone, other.check_password(STRONG)) == (None, True)


def test_a_mailbox_nobody_proved_goes_when_the_phone_is_proven(
    client: Client, sent: list[Sms]
) -> None:
    user, _ = services.person_for(name="吴推荐", phone=PHONE, email="zhou@example.org")
    services.invite(user, purpose="member", by=None, site=SITE)
    client.post("/account/login/", {"phone": PHONE})
    client.post("/account/login/code/", {"code": code_in(sent[-1])})
    assert client.session["_auth_user_id"] == str(user.pk)
    user.refresh_from_db()
    assert (user.phone_verified, user.email) == (True, None)
