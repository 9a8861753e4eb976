"""A person's notices."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from bole.text import Text
from bole.web.accounts.models import User
from bole.web.notices.models import Notice, Preference
from bole.web.notices.queries import masked
from bole.web.notices.services import tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client: Client, settings: Settings) -> User:
    settings.BOLE_NOW = "2025-05-20T10:00"
    user = User.objects.create_user(name="林一诺")
    client.force_login(user)
    return user


def fill(user: User, *, count: int) -> list[Notice]:
    return [
        tell(user, kind="case", title=f"第 {n} 条", body="内容", url="/privacy/", once=f"n:{n}")
        for n in range(count)
    ]


def test_notices_are_for_those_signed_in(client: Client) -> None:
    assert client.get("/me/notices/").status_code == 302


def test_opening_a_notice_reads_it_and_goes_where_it_leads(client: Client, reader: User) -> None:
    (notice,) = fill(reader, count=1)
    assert "未读" in client.get("/me/notices/").content.decode()
    answer = client.post(f"/me/notices/{notice.pk}/", {"go": "follow"})
    assert answer["Location"] == "/privacy/"
    assert "未读" not in client.get("/me/notices/").content.decode()


def test_notices_are_read_in_the_language_of_the_page(
    client: Client, reader: User, settings: Settings
) -> None:
    said = Text("已收到", "Received"), Text("编号 7", "Number 7")
    tell(reader, kind="case", title=said[0], body=said[1], url="/", once="both")
    tell(reader, kind="case", title=Text("补一份", "Add one"), body="请补合同", once="by hand")
    pages = ("/me/notices/", "/me/")
    for page in (client.get(url).content.decode() for url in pages):
        assert "已收到" in page
        assert "Received" not in page
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    for page in (client.get(url).content.decode() for url in pages):
        assert "Received" in page
        assert "已收到" not in page
    english = client.get("/me/notices/").content.decode()
    assert "Number 7" in english
    assert "请补合同" in english  # somebody's own words stay as they are


def test_nobody_opens_anothers_notice(client: Client, reader: User) -> None:
    (notice,) = fill(User.objects.create_user(name="周思远"), count=1)
    assert client.post(f"/me/notices/{notice.pk}/").status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_all_are_read_at_once(client: Client, reader: User) -> None:
    fill(reader, count=3)
    client.post("/me/notices/read/")
    assert not Notice.objects.filter(read_at=None).exists()


def test_preferences_are_kept(client: Client, reader: User) -> None:
    client.post("/me/notices/preferences/", {"wanted": ["deadline:sms"]})
    assert Preference.objects.filter(kind="deadline").get().channel == "mail"
    page = client.get("/me/notices/preferences/").content.decode()
    assert 'value="deadline:sms" aria-label="截止时间提醒 · 短信" checked' in page


def test_list_asks_as_much_for_1_as_for_30_rows(client: Client, reader: User) -> None:
    asked = []
    for count in (1, 30):
        fill(reader, count=count)
        client.get("/me/notices/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/me/notices/")
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 8


def test_addresses_are_masked() -> None:
    assert masked("+8613812345678", channel="sms") == "+86138****5678"
    assert masked("someone@example.org", channel="mail") == "s***@example.org"
    assert masked("", channel="sms") == "****"
