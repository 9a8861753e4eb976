"""What is wrong with a password is said in the words of the site, beside its field's name."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh-hans", "密码太短，至少 10 位。"), ("en", "The password is too short: at least 10")],
)
def test_short_password_is_refused_in_the_language_of_the_page(language: str, said: str) -> None:
    client = Client()
    client.cookies["language"] = language
    page = client.post("/account/signup/", {"email": "a@example.org", "password1": "Xq7"})
    told = page.content.decode()
    assert said in told
    assert "This password is too short" not in told


def test_required_fields_are_named(client: Client) -> None:
    told = client.post("/account/signup/", {}).content.decode()
    assert "密码：" in told
