"""What is told, to whom, once, and by which way."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from bole.text import Text
from bole.web.accounts.models import User
from bole.web.audit.models import Entry
from bole.web.common import gateways
from bole.web.common.gateways import GatewayError
from bole.web.notices import delivery, tasks
from bole.web.notices.models import Delivery, Notice
from bole.web.notices.services import prefer, send_again, tell

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_day_in_may(settings: Settings) -> None:
    settings.BOLE_NOW = "2025-05-20T10:00"
    gateways.outbox.clear()


@pytest.fixture
def reader() -> User:
    user = User.objects.create_user(name="林一诺", email="reader@example.org")
    user.set_phone("+8613800000001", verified=True)
    user.save()
    return user


def told(user: User, **more: Any) -> Notice:
    given = {"kind": "case", "title": Text("材料已收到", "Materials received"), "once": "event:1"}
    return tell(user, **(given | more))


def delivered(capture: DjangoCaptureOnCommitCallbacks, user: User, **more: Any) -> Notice:
    with capture(execute=True):
        return told(user, **more)


def test_same_event_is_told_once_to_each_person(reader: User) -> None:
    other = User.objects.create_user(name="周思远")
    assert told(reader) == told(reader)
    told(other)
    assert Notice.objects.count() == 2
    assert Delivery.objects.filter(notice__user=reader).count() == 2


def test_long_keys_are_shortened_without_clashes(reader: User) -> None:
    first, second = (told(reader, once="x" * 200 + end) for end in "ab")
    assert first != second
    assert len(first.once) <= 120


def test_mail_and_sms_leave_and_say_nothing_personal(
    reader: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    settings: Settings,
) -> None:  # fmt: skip
    settings.BOLE_URL = "https://bole.example.org"
    told = delivered(
        django_capture_on_commit_callbacks, reader, body="请补身份证件", url="/cases/1/"
    )
    assert list(told.deliveries.order_by("channel").values_list("channel", "state")) == [
        ("mail", "sent"),
        ("sms", "sent"),
    ]
    (text,) = (sms.text for sms in gateways.outbox)
    assert text == "申报有新进展，请登录本站，在“消息”里查看。"
    (letter,) = mail.outbox
    assert "https://bole.example.org/cases/1/" in letter.body
    assert "材料已收到" in letter.body
    assert "身份证件" not in letter.body + letter.subject


def test_people_are_told_in_their_language(
    reader: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    reader.language = "en"
    reader.save()
    delivered(django_capture_on_commit_callbacks, reader)
    assert mail.outbox[0].subject == "News on an application"
    assert "Materials received" in mail.outbox[0].body


def test_what_leaves_late_leaves_in_the_language_of_that_day(reader: User) -> None:
    told(reader)
    reader.language = "en"
    reader.save()
    assert tasks.sweep() == 2
    assert mail.outbox[0].body.startswith("Materials received")
    assert gateways.outbox[0].text.startswith("News on an application.")


def test_unverified_numbers_get_no_sms() -> None:
    user = User.objects.create_user(name="周思远", phone="+8613800000002")
    assert told(user).deliveries.count() == 0


def test_only_optional_kinds_can_be_switched_off(reader: User) -> None:
    prefer(reader, wanted=[("deadline", "mail")])
    optional = told(reader, kind="deadline", once="a")
    assert [d.channel for d in optional.deliveries.all()] == ["mail"]
    assert told(reader, kind="supplement", once="b").deliveries.count() == 2


def test_failed_delivery_is_tried_again_later_and_given_up_at_last(
    reader: User, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    keys = []

    def refuse(*_: str, key: str) -> str:
        keys.append(key)
        raise GatewayError("HTTP 503")

    monkeypatch.setattr(delivery, "send_sms", refuse)
    (row,) = told(reader, channels=["sms"]).deliveries.all()
    moments = (
        "05-20T10:00", "05-20T10:01", "05-20T10:06", "05-20T10:36", "05-20T12:36", "05-21T12:36",
    )  # fmt: skip
    for moment in moments:
        settings.BOLE_NOW = f"2025-{moment}"
        assert tasks.sweep() == 1, moment
        assert tasks.sweep() == 0, "not before its time"
    row.refresh_from_db()
    assert (row.state, row.attempts, row.answer) == ("given_up", 6, "HTTP 503")
    assert len(set(keys)) == 1, "the gateway knows the message again"
    assert send_again(row.pk, by=reader, role="system_admin")
    assert Entry.objects.get().action == "notices.send_again"
    assert not send_again(row.pk, by=reader, role="system_admin"), "it is on its way"


def test_worker_that_died_holds_a_delivery_for_minutes_only(
    reader: User, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    def die(*_: str, key: str) -> str:
        raise KeyboardInterrupt

    told(reader, channels=["mail"])
    with monkeypatch.context() as patch:
        patch.setattr(delivery, "send_mail", die)
        with pytest.raises(KeyboardInterrupt):
            tasks.sweep()
    assert tasks.sweep() == 0
    settings.BOLE_NOW = "2025-05-20T10:11"
    assert tasks.sweep() == 1
    assert Delivery.objects.get().state == "sent"


def test_two_workers_do_not_send_the_same_delivery(
    reader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    (row,) = told(reader, channels=["sms"]).deliveries.all()
    claim = delivery._claim
    other = claim(row.pk)
    assert other is not None
    assert delivery.attempt(row.pk) is None
    assert gateways.outbox == []
