"""A page that saves itself: new versions, conflicts, ended sessions, old safety marks."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from bole.web.applications.models import Case
from bole.web.profiles.services import save
from tests.web import factories
from tests.web.forms.browser import fields_of
from tests.web.forms.conftest import Desk

pytestmark = pytest.mark.django_db


def auto(desk: Desk, section: str, fields: dict[str, Any], **said: Any) -> dict[str, Any]:
    """What a section that saves itself is told."""
    answer = desk.post(section, fields, auto="1", **said)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    found: dict[str, Any] = answer.json()
    return found


def test_the_server_says_when_it_was_saved_and_on_what_the_page_stands(desk: Desk) -> None:
    fields = desk.fields("identity")
    told = auto(desk, "identity", fields, **{"f:name": "林一诺"})
    assert (told["at"], told["versions"], told["clashes"]) == ("10:00:00", {"name": 1}, "")
    again = auto(desk, "identity", fields | {"v:name": ["1"]}, **{"f:name": "林亦诺"})
    assert again["versions"]["name"] == 2
    wrong = auto(desk, "identity", fields, **{"f:name": "林亦诺", "f:birth_date.m": "3"})
    assert wrong["errors"] == {"f:birth_date": "请填年份，如 2019"}


def test_what_cannot_all_be_true_is_said_beside_its_input(desk: Desk) -> None:
    said = {"f:identity_document": "resident_id", "f:identity_code": "11010119900307"}
    told = auto(desk, "identity", desk.fields("identity"), **said)
    assert "f:identity_code" in told["errors"]


def test_two_tabs_are_asked_which_value_stays(desk: Desk) -> None:
    first, second = desk.fields("identity"), desk.fields("identity")
    auto(desk, "identity", first, **{"f:name": "林一诺"})
    told = auto(desk, "identity", second, **{"f:name": "林亦诺"})
    assert "林一诺" in told["clashes"]
    assert "林亦诺" in told["clashes"]
    assert "你在别的窗口" in told["clashes"]
    assert desk.facts["name"] == "林一诺"
    kept = auto(desk, "identity", second, **{"f:name": "林亦诺", "keep:name": "theirs"})
    assert (kept["clashes"], desk.facts["name"]) == ("", "林一诺")
    auto(desk, "identity", second, **{"f:name": "林亦诺", "keep:name": "mine"})
    assert desk.facts["name"] == "林亦诺"


def test_the_same_is_asked_without_scripts_with_who_and_when(desk: Desk) -> None:
    fields = desk.fields("identity")
    other = factories.user("周予安")
    save(desk.case.person_sheet, {"name": "林一诺"}, base=0, by=other)
    answer = desk.post("identity", fields, **{"f:name": "林亦诺", "f:birth_date.y": "1990"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "周予安，10:00:00" in html
    assert desk.facts == {"name": "林一诺", "birth_date": "1990"}
    shown = fields_of(html)
    answer = desk.post("identity", shown, **{"keep:name": "mine", "go": "save"})
    assert (answer.status_code, desk.facts["name"]) == (302, "林亦诺")


def test_what_only_others_changed_is_named_and_stays(desk: Desk) -> None:
    save(desk.case.person_sheet, {"name": "林一诺"}, base=0, by=desk.who)
    fields = desk.fields("identity")
    save(desk.case.person_sheet, {"name": "林亦诺"}, base=1, by=factories.user("周予安"))
    told = auto(desk, "identity", fields, **{"f:birth_date.y": "1990"})
    assert (told["behind"], told["clashes"]) == ("姓名", "")
    assert "name" not in told["versions"]
    assert desk.facts == {"name": "林亦诺", "birth_date": "1990"}


def test_what_was_only_offered_gives_way(desk: Desk) -> None:
    fields = desk.fields("identity")
    assert fields["f:name"] == ["林一诺"]
    save(desk.case.person_sheet, {"name": "林亦诺"}, base=0, by=factories.user("周予安"))
    assert auto(desk, "identity", fields)["clashes"] == ""
    assert desk.facts == {"name": "林亦诺"}


def test_the_match_follows(desk: Desk) -> None:
    url = f"{desk.url()}standing/?section=work"
    before = desk.client.get(url).json()
    auto(desk, "work", desk.fields("work"), **{"f:on_job": "no"})
    after = desk.client.get(url).json()
    assert set(after) == {"beside", "dock", "places"}
    assert "b-no" in after["beside"]
    assert "b-no" not in before["beside"]
    assert 'aria-current="step"' in after["places"]
    assert "按这条申报" in desk.client.get(f"{desk.url()}standing/?section=").json()["tree"]


def test_an_ended_session_is_told_and_nothing_is_lost(desk: Desk) -> None:
    fields = desk.fields("identity") | {"f:name": ["林一诺"]}
    out = Client()
    auto_answer = out.post(desk.url("identity"), fields | {"auto": ["1"]})
    assert auto_answer.status_code == 401
    assert f"next=%2Fcases%2F{desk.case.id}%2Fform%2F" in auto_answer["X-Sign-In"]
    assert out.get(f"{desk.url()}mark/").status_code == 401
    assert out.get(desk.url("identity")).status_code == 302
    page = out.post(desk.url("identity"), fields | {"go": ["next"]})
    assert page.status_code == 401
    html = page.content.decode()
    assert 'value="林一诺"' in html
    assert 'target="_blank"' in html
    again = out.post(f"{desk.url('identity')}kept/", fields)
    assert (again.status_code, 'value="林一诺"' in again.content.decode()) == (401, True)
    shown = desk.client.post(f"{desk.url('identity')}kept/", fields)
    assert shown.status_code == 200
    assert fields_of(shown.content.decode())["f:name"] == ["林一诺"]
    assert desk.facts == {}


def test_an_old_safety_mark_is_changed_for_a_new_one(desk: Desk) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(desk.who, backend="allauth.account.auth_backends.AuthenticationBackend")
    fields = fields_of(strict.get(desk.url("identity")).content.decode()) | {"f:name": ["林一诺"]}
    old = strict.post(desk.url("identity"), fields | {"auto": ["1"]})
    assert old.status_code == 403
    told = strict.get(f"{desk.url()}mark/").json()
    assert told["who"] == str(desk.who.handle)
    fresh = fields | {"auto": ["1"], "csrfmiddlewaretoken": [told["mark"]]}
    assert strict.post(desk.url("identity"), fresh).status_code == 200
    page = strict.post(desk.url("identity"), fields)
    assert (page.status_code, 'value="林一诺"' in page.content.decode()) == (403, True)
    kept = strict.post(f"{desk.url('identity')}kept/", fields)
    assert kept.status_code == 200


def test_a_draft_of_somebody_else_is_not_there(desk: Desk) -> None:
    other = factories.client_of(factories.user("裴素问"))
    fields = desk.fields("identity") | {"auto": ["1"]}
    assert other.post(desk.url("identity"), fields).status_code == 404
    assert other.post(f"{desk.url('identity')}kept/", fields).status_code == 404
    assert other.get(f"{desk.url()}standing/").status_code == 404
    assert Case.objects.get(pk=desk.case.pk).changed_at == desk.case.changed_at
