"""Rights belong to the organisation: members come by invitation, and leave with nothing."""

from __future__ import annotations

import datetime as dt

import pytest
from pytest_django import Settings

from bole.problems import Problems
from bole.web.accounts.models import Activation, User
from bole.web.audit.models import Entry
from bole.web.common.clock import today
from bole.web.notices.models import Notice
from bole.web.organisations import queries, services
from bole.web.organisations.models import Invitation, Membership
from bole.web.organisations.permissions import Actor
from bole.web.organisations.services.members import Person
from tests.web import factories

pytestmark = pytest.mark.django_db
NEXT_YEAR = dt.date(2026, 5, 20)


def manager_of(cast: factories.Cast) -> Actor:
    return Actor(cast.unit_officer, "employer_officer", cast.employer)


def invited(
    cast: factories.Cast, person: Person, *, ends_on: dt.date | None = NEXT_YEAR
) -> Invitation:
    return services.invite(
        cast.employer, person=person, role="employer_officer", manages=False,
        by=manager_of(cast), ends_on=ends_on,
    )  # fmt: skip


def own(user: User) -> Membership:
    return user.memberships.get()


def test_new_person_gets_a_link_and_an_account_without_password(cast: factories.Cast) -> None:
    row = invited(cast, Person("白鹿鸣", phone="138 0000 0003"))
    assert not row.user.has_usable_password()
    assert Activation.objects.filter(user=row.user, used_at=None).count() == 1
    assert not row.user.memberships.exists()
    assert services.accept(row, by=row.user).ends_on == NEXT_YEAR


def test_person_with_an_account_is_told_and_decides(cast: factories.Cast) -> None:
    cast.stranger.last_login = factories.LONG_AGO
    cast.stranger.save()
    assert cast.stranger.phone
    row = invited(cast, Person("谁", phone=cast.stranger.phone))
    assert row.user == cast.stranger
    assert Notice.objects.filter(user=cast.stranger, kind="membership").exists()
    assert not Activation.objects.filter(user=cast.stranger).exists()
    with pytest.raises(Problems):
        services.accept(row, by=cast.applicant)
    services.decline(row, by=cast.stranger)
    with pytest.raises(Problems):
        services.accept(row, by=cast.stranger)
    assert not cast.stranger.memberships.exists()


def test_delegates_end_on_a_date(cast: factories.Cast, settings: Settings) -> None:
    person = Person("白鹿鸣", email="new@example.org")
    for day in (None, today(), dt.date(2027, 1, 1)):
        with pytest.raises(Problems):
            invited(cast, person, ends_on=day)
    row = invited(cast, person, ends_on=dt.date(2025, 6, 1))
    services.accept(row, by=row.user)
    settings.BOLE_NOW = "2025-06-01T23:59:59"
    assert queries.memberships(row.user, on=today()).count() == 1
    settings.BOLE_NOW = "2025-06-02"
    assert queries.memberships(row.user, on=today()).count() == 0


def test_nobody_is_invited_twice(cast: factories.Cast) -> None:
    person = Person("白鹿鸣", email="new@example.org")
    row = invited(cast, person)
    with pytest.raises(Problems):
        invited(cast, person)
    services.accept(row, by=row.user)
    with pytest.raises(Problems):
        invited(cast, person)


def test_leaving_member_keeps_nothing_at_once(cast: factories.Cast) -> None:
    row = invited(cast, Person("白鹿鸣", email="new@example.org"))
    held = services.accept(row, by=row.user)
    services.end(held, by=manager_of(cast))
    assert queries.memberships(row.user, on=today()).count() == 0
    assert Notice.objects.filter(user=row.user, title__contains="不再是").exists()
    assert Entry.objects.filter(action="membership.left").count() == 1


def test_last_manager_hands_over_before_leaving(cast: factories.Cast) -> None:
    mine = own(cast.unit_officer)
    with pytest.raises(Problems) as wrong:
        services.end(mine, by=manager_of(cast))
    assert wrong.value.problems[0].code == "organisations.last_manager"
    other = factories.member(cast.stranger, cast.employer, role="employer_officer")
    services.hand_over(mine, to=other, keep=False, by=manager_of(cast))
    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.manages, other.manages) == (False, True)
    assert Entry.objects.filter(action="membership.handed_over").count() == 1
    services.end(mine, by=manager_of(cast))


def test_management_is_not_handed_to_outsiders(cast: factories.Cast) -> None:
    other = own(cast.other_unit_officer)
    with pytest.raises(Problems):
        services.hand_over(own(cast.unit_officer), to=other, keep=False, by=manager_of(cast))


def test_invitation_can_be_taken_back(cast: factories.Cast) -> None:
    row = invited(cast, Person("白鹿鸣", email="new@example.org"))
    services.cancel(row, by=manager_of(cast))
    with pytest.raises(Problems):
        services.accept(row, by=row.user)


def test_organisation_does_not_send_links_without_end(cast: factories.Cast) -> None:
    for n in range(30):
        invited(cast, Person("白鹿鸣", email=f"new{n}@example.org"))
    with pytest.raises(Problems) as wrong:
        invited(cast, Person("白鹿鸣", email="last@example.org"))
    assert wrong.value.problems[0].code == "organisations.too_many"
    assert not User.objects.filter(email="last@example.org").exists()


def test_who_has_left_is_not_brought_back_by_a_later_day(cast: factories.Cast) -> None:
    asked = invited(cast, Person("白鹿鸣", phone="138 0000 0003"))
    row = services.accept(asked, by=asked.user)
    services.end(row, by=manager_of(cast))
    with pytest.raises(Problems):
        services.set_end(row, ends_on=NEXT_YEAR, by=manager_of(cast))
