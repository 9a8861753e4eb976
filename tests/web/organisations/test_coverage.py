"""Which steps nobody handles."""

from __future__ import annotations

import pytest

from bole.policy.pack import Programme
from bole.problems import Problems
from bole.web.organisations import services
from bole.web.organisations.coverage import Handling, handlings
from bole.web.organisations.models import Desk
from bole.web.organisations.permissions import Actor
from tests.web import fakes
from tests.web.factories import PACK, PROGRAMME, Cast


@pytest.fixture
def programme() -> Programme:
    return fakes.pack().programme(PROGRAMME)


def only(programme: Programme, *desks: Desk) -> Handling:
    (found,) = handlings(programme, desks=desks)
    return found


def test_applicants_need_no_desk(programme: Programme) -> None:
    found = only(programme)
    assert (found.actor, found.nobody) == ("expert", True)
    assert [t.id for t in found.missing] == ["finance", "science"]


def test_desk_of_one_field_leaves_the_others(programme: Programme) -> None:
    found = only(programme, Desk(actor="expert", track="finance"))
    assert [t.id for t in found.missing] == ["science"]
    assert not only(programme, Desk(actor="expert")).missing


def test_desk_of_a_district_covers_a_part(programme: Programme) -> None:
    found = only(programme, Desk(actor="expert", district="西城区"))
    assert not found.missing
    assert [t.id for t in found.partly] == ["finance", "science"]


@pytest.mark.django_db
def test_only_verified_offices_have_desks_and_once(cast: Cast) -> None:
    admin = Actor(cast.system_admin, "system_admin")
    given = {"pack": PACK, "programme": PROGRAMME, "actor": "expert", "track": "", "district": ""}
    with pytest.raises(Problems):
        services.assign(cast.employer, by=admin, **given)
    desk = services.assign(cast.office, by=admin, **given)
    with pytest.raises(Problems):
        services.assign(cast.office, by=admin, **given)
    services.unassign(desk, by=admin)
    assert not Desk.objects.filter(actor="expert").exists()
