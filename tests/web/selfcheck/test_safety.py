"""What the self-check does with tokens that are not its own, and what it lets be stored."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import Settings

from tests.web.conftest import SELFCHECK, Step

Begin = Callable[..., Step]
pytestmark = pytest.mark.usefixtures("demo_pack")


def test_no_step_may_be_stored(begin: Begin, client: Client) -> None:
    step = begin(track="finance")
    for page in (client.get(SELFCHECK), step.response, step.press("result").response):
        assert page["Cache-Control"] == "no-store"


def test_answers_stand_in_no_cookie_and_no_address(begin: Begin, client: Client) -> None:
    step = begin(track="finance").press("skip")
    assert set(client.cookies) <= {"csrftoken", "language"}
    assert "?" not in step.url


@pytest.mark.parametrize("token", ["x", "AAAA" * 30, "名", "a" * 400_000])
def test_foreign_token_gives_a_page_that_explains(token: str, client: Client) -> None:
    response = client.post(SELFCHECK, {"token": token, "go": "next"})
    assert response.status_code == 400
    assert "接不上了" in response.content.decode()
    assert response["Cache-Control"] == "no-store"


def test_changed_token_is_refused(begin: Begin) -> None:
    step = begin(track="finance")
    token = step.token[:-9] + ("A" if step.token[-9] != "A" else "B") + step.token[-8:]
    assert step.post({"token": token, "go": "skip"}).response.status_code == 400


def test_token_of_yesterday_is_refused_with_the_reason(begin: Begin, settings: Settings) -> None:
    step = begin(track="finance")
    settings.BOLE_NOW = "2025-05-21T11:00"
    later = step.post({"token": step.token, "go": "skip"})
    assert later.response.status_code == 400
    assert "放得太久了" in later.text


def test_token_of_another_programme_is_refused(begin: Begin, client: Client) -> None:
    from bole.web.common.sealed import seal
    from bole.web.selfcheck.answers import Answers
    from bole.web.selfcheck.views import PURPOSE, now

    other = Answers("testland/other/2025", "demo", "finance").to_json()
    token = seal(other, purpose=PURPOSE, now=now().timestamp())
    assert client.post(SELFCHECK, {"token": token}).status_code == 400


@pytest.mark.parametrize(
    "go", ["", "x", "edit:", "edit:family:nothing", "edit:facts:nothing", "track:nothing", "drop:x"]
)
def test_unknown_buttons_do_no_harm(go: str, begin: Begin) -> None:
    assert begin(track="finance").press(go).response.status_code == 200


def test_fields_that_were_not_asked_are_ignored(begin: Begin) -> None:
    step = begin(track="finance")
    step = step.press("result", **{"f:employer.name": "x", "r:9999:grade": "senior", "f:": "y"})
    assert step.response.status_code == 200


def test_written_text_is_shown_as_text(begin: Begin) -> None:
    step = begin(track="finance")
    while "f:birth_date.y" not in step.names:
        step = step.press("skip")
    step = step.press(**{"f:birth_date.y": '"><script>alert(1)</script>'})
    assert "<script>alert" not in step.text


def test_language_switch_keeps_the_answers(begin: Begin, client: Client) -> None:
    step = begin(track="finance").press("skip")
    data = {"language": "en", "next": SELFCHECK, "token": step.token, "go": "show"}
    response = client.post("/language/", data)
    assert (response.status_code, response["Location"]) == (307, SELFCHECK)
    assert "1 answered" in step.post(data).text or "2 answered" in step.post(data).text
