"""Staff set up a second factor before anything of their role."""

from __future__ import annotations

import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from bole.web.accounts.models import User
from tests.web import factories

pytestmark = pytest.mark.django_db
SETUP = "/account/2fa/app/"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def staff(role: str = "talent_office", kind: str = "office") -> User:
    user = factories.user()
    factories.member(user, factories.organisation("示例人才办", kind=kind), role=role)
    return user


def now_code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def set_up(client: Client) -> tuple[str, list[str]]:
    """The secret and the codes for when the phone is not at hand."""
    secret = re.search(r"<code[^>]*>([A-Z2-7]{32})</code>", client.get(SETUP).content.decode())
    assert secret
    response = client.post(SETUP, {"code": now_code(secret[1])}, follow=True)
    return secret[1], re.findall(r"<code>(\d{8})</code>", response.content.decode())


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        ("talent_office", "office"),
        ("department_officer", "office"),
        ("expert", "office"),
        ("leader", "office"),
        ("auditor", "office"),
        ("recommender", "recommender"),
    ],
)
def test_staff_see_nothing_of_their_role_without_it(role: str, kind: str) -> None:
    client = signed_in(staff(role, kind))
    for page in ("/me/", "/cases/", "/desk/recoveries/", "/me/consents/"):
        assert client.get(page)["Location"] == SETUP
    for page in ("/", "/account/", "/privacy/"):
        assert client.get(page).status_code == 200


def test_system_administrator_needs_it_too() -> None:
    assert signed_in(factories.user(is_system_admin=True)).get("/me/")["Location"] == SETUP


def test_applicants_and_employers_do_not() -> None:
    user = factories.user()
    factories.member(user, factories.organisation(), role="employer_officer")
    assert signed_in(user).get("/me/").status_code == 200


def test_setting_it_up_opens_the_role_and_shows_the_codes_once() -> None:
    user = staff()
    client = signed_in(user)
    _, codes = set_up(client)
    assert len(codes) == 10
    assert client.get("/me/").status_code == 200
    later = client.get("/account/2fa/codes/").content.decode()
    assert not any(code in later for code in codes)


def test_secret_is_encrypted_at_rest() -> None:
    user = staff()
    secret, _ = set_up(signed_in(user))
    assert secret not in str(list(Authenticator.objects.values()))


def test_sign_in_asks_for_it_and_takes_each_code_once() -> None:
    user = staff()
    secret, codes = set_up(signed_in(user))
    client = Client()
    data = {"login": user.email or "", "password": factories.PASSWORD}
    _confirm_mail(user)
    assert client.post("/account/login/password/", data)["Location"] == "/account/2fa/sign-in/"
    assert client.get("/me/")["Location"].startswith("/account/login/")
    assert "验证码不对" in client.post("/account/2fa/sign-in/", {"code": "000000"}).content.decode()
    assert client.post("/account/2fa/sign-in/", {"code": codes[0]})["Location"] == "/me/"
    again = Client()
    again.post("/account/login/password/", data)
    again.post("/account/2fa/sign-in/", {"code": codes[0]})
    assert "_auth_user_id" not in again.session
    assert secret


def test_removing_it_closes_the_role_again() -> None:
    user = staff()
    client = signed_in(user)
    set_up(client)
    assert client.get("/me/").status_code == 200
    Authenticator.objects.filter(user=user).delete()
    user.refresh_from_db()
    fresh = signed_in(user)
    assert fresh.get("/me/")["Location"] == SETUP


def _confirm_mail(user: User) -> None:
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )


def test_a_session_from_before_the_second_factor_ends_with_it() -> None:
    """Who had got hold of the first factor alone is not let in by what the person sets up."""
    user = staff()
    earlier, client = signed_in(user), signed_in(user)
    assert earlier.get("/account/").status_code == 200
    set_up(client)
    assert client.get("/me/").status_code == 200
    assert earlier.get("/me/")["Location"].startswith("/account/login/")
