"""Each agreement apart, with the version of its text."""

from __future__ import annotations

import dataclasses

import pytest

from bole.policy import library
from bole.policy.pack import Pack
from bole.problems import Problems
from bole.web.accounts import consents
from bole.web.accounts.models import Consent, User
from bole.web.audit.models import Entry
from tests.web import factories

pytestmark = pytest.mark.django_db
ABOUT = "case:1"


@pytest.fixture
def person() -> User:
    return factories.user()


def test_what_is_asked_follows_from_the_procedure() -> None:
    asked = {
        programme.id: [kind.id for kind in consents.required_for(programme.process)]
        for pack in library.readable()
        for programme in pack.programmes
    }
    assert all("sensitive" in kinds for kinds in asked.values())
    assert asked["xirong"] == ["sensitive", "joint_vetting", "reassignment"]
    assert any(kinds == ["sensitive"] for kinds in asked.values())


def test_given_twice_is_given_once(person: User) -> None:
    first = consents.give(person, "sensitive", about=ABOUT)
    assert consents.give(person, "sensitive", about=ABOUT) == first
    assert first.version == consents.SENSITIVE.version
    assert first.text_sha256 == consents.SENSITIVE.sha256
    assert Entry.objects.get(action="consent.given").chain.startswith(ABOUT)


def test_withdrawn_is_recorded_and_can_be_given_again(person: User) -> None:
    consents.give(person, "sensitive")
    assert consents.withdraw(person, "sensitive")
    assert not consents.withdraw(person, "sensitive")
    assert consents.given(person) == {}
    consents.give(person, "sensitive")
    assert Consent.objects.filter(user=person).count() == 2


def test_changed_text_is_asked_again(person: User, monkeypatch: pytest.MonkeyPatch) -> None:
    consents.give(person, "sensitive")
    new = dataclasses.replace(consents.SENSITIVE, version="2099-1")
    monkeypatch.setitem(consents.BY_ID, "sensitive", new)
    assert consents.given(person) == {}


def test_optional_one_is_never_missing(person: User, demo_pack: Pack) -> None:
    process = demo_pack.programmes[0].process
    missing = [kind.id for kind in consents.missing(person, process=process, about=ABOUT)]
    assert "sensitive" in missing
    assert "reassignment" not in missing
    for kind in missing:
        consents.give(person, kind, about=ABOUT)
    assert consents.missing(person, process=process, about=ABOUT) == []


def test_unknown_kind_is_refused(person: User) -> None:
    with pytest.raises(Problems, match="没有这一项"):
        consents.give(person, "everything")


def test_page_shows_texts_and_withdrawing_says_what_happens(person: User) -> None:
    consents.give(person, "joint_vetting", about=ABOUT)
    client = factories.client_of(person)
    page = client.get("/me/consents/").content.decode()
    assert "资格联审" in page
    url = f"/me/consents/joint_vetting/withdraw/?about={ABOUT}"
    assert consents.JOINT_VETTING.withdrawing.zh in client.get(url).content.decode()
    client.post("/me/consents/joint_vetting/withdraw/", {"about": ABOUT})
    assert Consent.objects.get().withdrawn_at is not None
    assert client.get("/me/consents/everything/withdraw/").status_code == 404


def test_consents_of_others_are_out_of_reach(person: User) -> None:
    other = factories.user()
    consents.give(other, "sensitive")
    factories.client_of(person).post("/me/consents/sensitive/withdraw/", {"about": ""})
    assert Consent.objects.get().withdrawn_at is None
