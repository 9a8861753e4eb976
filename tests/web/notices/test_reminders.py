"""Who is reminded of a deadline, and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from pytest_django import Settings

from bole.policy.intake import read_instant
from bole.text import Text
from bole.web.accounts.models import User
from bole.web.notices import reminders
from bole.web.notices.models import Notice

pytestmark = pytest.mark.django_db
ENDS = read_instant("2025-06-22", end=True)


@pytest.fixture(autouse=True)
def one_draft(monkeypatch: pytest.MonkeyPatch) -> User:
    user = User.objects.create_user(name="林一诺")

    def drafts(_now: dt.datetime) -> Iterator[reminders.Open]:
        yield reminders.Open(user, "case:1", Text("示例计划", "Sample"), "/cases/1/", ENDS)

    monkeypatch.setattr(reminders, "sources", [drafts])
    return user


@pytest.mark.parametrize(
    ("moment", "title"),
    [
        ("06-14T10:00", ""),
        ("06-15T07:59", ""),
        ("06-15T08:00", "示例计划：还有 7 天截止"),
        ("06-21T09:00", "示例计划：还有 1 天截止"),
        ("06-22T09:00", "示例计划：今天截止"),
        ("06-22T23:59:59", "示例计划：今天截止"),
        ("06-22T24:00", ""),
    ],
)
def test_reminded_some_days_before_and_on_the_last_day(
    moment: str, title: str, settings: Settings
) -> None:
    settings.BOLE_NOW = f"2025-{moment}"
    reminders.remind(now=read_instant(settings.BOLE_NOW))
    reminders.remind(now=read_instant(settings.BOLE_NOW))
    assert [n.title for n in Notice.objects.all()] == ([title] if title else [])


def test_end_is_said_as_24_hours_of_the_last_day(settings: Settings) -> None:
    settings.BOLE_NOW = "2025-06-22T09:00"
    (notice,) = reminders.remind(now=read_instant(settings.BOLE_NOW))
    assert "2025-06-22 24:00" in notice.body
