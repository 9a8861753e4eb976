"""The pages of organisations, for members and for offices; who may not sees a 404."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bole.web.notices.models import Delivery
from bole.web.notices.services import tell
from bole.web.organisations import services
from bole.web.organisations.models import Desk, Organisation, Registration
from bole.web.organisations.permissions import Actor
from bole.web.organisations.services import Details, registration
from bole.web.organisations.services.members import Person
from tests.web import factories
from tests.web.factories import PACK, PROGRAMME, Cast, client_of

UNIT = Details("新办科技有限公司", contact_name="林一诺", contact_phone="010-00000000")
FIELDS = {
    "name": "新办科技有限公司", "contact_name": "林一诺", "contact_phone": "010-00000000",
}  # fmt: skip
CODE = factories.uscc(900_001)


def text(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return str(response.content.decode())


def waiting(cast: Cast) -> Registration:
    return services.ask(cast.stranger, uscc=CODE, details=UNIT)


def test_registration_from_the_form_to_the_office_and_back(cast: Cast) -> None:
    person, officer = client_of(cast.stranger), client_of(cast.officer)
    wrong = person.post("/organisations/register/", FIELDS | {"uscc": "91110102MA"})
    assert wrong.status_code == 422
    assert "统一社会信用代码是 18 位" in wrong.content.decode()
    assert 'value="91110102MA"' in wrong.content.decode(), "nothing typed is lost"
    assert person.post("/organisations/register/", FIELDS | {"uscc": CODE}).status_code == 302
    assert "等核对" in text(person, "/organisations/")
    row = Registration.objects.get()
    page = f"/desk/organisations/requests/{row.uid}/"
    assert f'href="{page}"' in text(officer, "/desk/organisations/")
    assert "林一诺" in text(officer, page)
    refused = officer.post(page, {"go": "refuse", "until": "2026-05-20"})
    assert refused.status_code == 422
    assert officer.post(page, {"go": "grant", "until": "2026-05-20"}).status_code == 302
    own, theirs = text(person, f"/organisations/{CODE}/"), f"/desk/organisations/{CODE}/"
    assert "已核实" in own
    assert "主管部门审核员" in own
    assert cast.officer.name not in own, "officers are not named to outsiders"
    assert "申请通过" in text(officer, theirs)
    assert cast.officer.name in text(officer, theirs)


def test_who_asks_for_access_goes_on_to_the_sealed_letter(cast: Cast) -> None:
    told = {"uscc": cast.employer.uscc, "grounds": "经办人离职", "contact_name": "何一诺"}
    answer = client_of(cast.stranger).post("/organisations/recover/", told)
    row = Registration.objects.get(kind="recover")
    assert (answer.status_code, answer["Location"]) == (
        302, f"/organisations/requests/{row.uid}/scan/",
    )  # fmt: skip


def test_member_page_invites_and_ends(cast: Cast) -> None:
    manager = client_of(cast.unit_officer)
    page = f"/organisations/{cast.employer.uscc}/"
    given = {
        "name": "白鹿鸣", "email": "new@example.org", "role": "employer_officer",
        "ends_on": "2026-01-01",
    }  # fmt: skip
    assert manager.post(f"{page}invite/", given | {"ends_on": ""}).status_code == 422
    assert manager.post(f"{page}invite/", given).status_code == 302
    assert "等对方接受" in text(manager, page)
    row = cast.employer.invitations.get()
    assert (
        client_of(cast.stranger).post(f"/organisations/invitations/{row.uid}/").status_code == 404
    )
    client_of(row.user).post(f"/organisations/invitations/{row.uid}/", {"go": "accept"})
    member = row.user.memberships.get()
    assert "改期限" in text(manager, page)
    manager.post(f"{page}members/{member.pk}/", {"go": "end"})
    assert client_of(row.user).get(page).status_code == 404
    assert "成员停用" in text(manager, page)


def test_members_who_do_not_manage_only_leave(cast: Cast) -> None:
    held = factories.member(cast.stranger, cast.employer, role="employer_officer")
    page = f"/organisations/{cast.employer.uscc}/"
    own = client_of(cast.stranger)
    assert "邀请成员" not in text(own, page)
    manager = cast.unit_officer.memberships.get()
    assert own.get(f"{page}invite/").status_code == 404
    assert own.get(f"{page}refresh/").status_code == 404
    for who, go in ((manager, "end"), (held, "until"), (held, "hand_over")):
        assert own.post(f"{page}members/{who.pk}/", {"go": go}).status_code == 404
    own.post(f"{page}members/{held.pk}/", {"go": "end"})
    assert own.get(page).status_code == 404


MEMBERS_ONLY = ("", "refresh/", "invite/")
DESK = {
    "/desk/organisations/": {"officer", "other_officer", "talent_office"},
    "/desk/organisations/all/": {"officer", "other_officer", "talent_office", "system_admin"},
    "/desk/organisations/new/office/": {"system_admin"},
    "/desk/organisations/new/recommender/": {"talent_office"},
    "/desk/desks/": {"talent_office", "system_admin"},
    f"/desk/desks/{PACK}/{PROGRAMME}/": {"talent_office", "system_admin"},
    "/desk/deliveries/": {"talent_office", "system_admin"},
}


@pytest.mark.usefixtures("demo_pack")
def test_pages_are_there_for_those_who_may_and_for_nobody_else(cast: Cast) -> None:
    row = waiting(cast)
    desk = DESK | {
        f"/desk/organisations/requests/{row.uid}/": {"officer", "other_officer", "talent_office"},
        f"/desk/organisations/{cast.employer.uscc}/": DESK["/desk/organisations/all/"],
    }
    for role, user in cast.users().items():
        client = client_of(user)
        for url, may in desk.items():
            assert client.get(url).status_code == (200 if role in may else 404), (role, url)
        for part in MEMBERS_ONLY:
            url = f"/organisations/{cast.employer.uscc}/{part}"
            assert client.get(url).status_code == (200 if role == "unit_officer" else 404), role
        assert client.get("/organisations/").status_code == 200


@pytest.mark.usefixtures("demo_pack")
def test_desks_page_warns_of_steps_that_nobody_handles(cast: Cast) -> None:
    office = client_of(cast.talent_office)
    page = f"/desk/desks/{PACK}/{PROGRAMME}/"
    assert "没有部门办，案件会停在这里" in text(office, page)
    given = {"go": "assign", "actor": "expert", "organisation": str(cast.office.pk)}
    assert office.post(page, given | {"track": "finance"}).status_code == 302
    assert "这些领域没有部门办" in text(office, page)
    assert office.post(page, given | {"track": "finance"}).status_code == 422
    office.post(page, given | {"track": "science"})
    assert "没有部门办" not in text(office, page)
    desk = Desk.objects.get(actor="expert", track="science")
    office.post(page, {"go": "unassign", "desk": str(desk.pk)})
    assert "这些领域没有部门办" in text(office, page)


@pytest.mark.usefixtures("demo_pack")
def test_talent_office_of_another_programme_assigns_nothing(cast: Cast) -> None:
    Desk.objects.filter(organisation=cast.office).update(programme="another")
    url = f"/desk/desks/{PACK}/{PROGRAMME}/"
    assert client_of(cast.talent_office).get(url).status_code == 404


def test_office_sets_up_a_recommending_body(cast: Cast) -> None:
    office = client_of(cast.talent_office)
    given = {
        "uscc": CODE, "name": "示例园区科协", "channel": "park", "role": "recommender",
        "person_name": "白鹿鸣", "email": "new@example.org",
    }  # fmt: skip
    assert office.post("/desk/organisations/new/recommender/", given).status_code == 302
    made = Organisation.objects.get(uscc=CODE)
    assert (made.state, made.channel, made.kind) == ("verified", "park", "recommender")


def test_delivery_log_masks_numbers_and_tells_no_content(cast: Cast) -> None:
    cast.stranger.phone_verified = True
    cast.stranger.save()
    tell(cast.stranger, kind="case", title="秘密标题", body="秘密内容", once="n")
    Delivery.objects.update(state="given_up")
    office = client_of(cast.talent_office)
    page = text(office, "/desk/deliveries/")
    assert "秘密" not in page
    assert str(cast.stranger.phone) not in page
    assert str(cast.stranger.email) not in page
    again = Delivery.objects.filter(channel="sms").get()
    office.post("/desk/deliveries/", {"delivery": str(again.pk)})
    again.refresh_from_db()
    assert again.state == "waiting"


def many(count: int) -> None:
    """Requests, organisations and deliveries, of as many people."""
    for n in range(count):
        user = factories.user()
        services.ask(user, uscc=factories.uscc(800_000 + 100 * count + n), details=UNIT)
        tell(user, kind="case", title="标题", once=f"many:{n}")


def queries(client: Client, url: str) -> int:
    """How many queries a page asks once the session is there."""
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


@pytest.mark.parametrize(
    "url", ["/desk/organisations/", "/desk/organisations/all/", "/desk/deliveries/"]
)
def test_desk_lists_ask_as_much_for_1_as_for_30_rows(url: str, cast: Cast) -> None:
    office = client_of(cast.talent_office)
    many(1)
    one = queries(office, url)
    many(29)
    assert queries(office, url) == one <= 9


@pytest.mark.parametrize("url", ["/organisations/", "/organisations/{}/"])
def test_own_pages_ask_as_much_for_1_as_for_30_rows(
    url: str, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registration, "A_DAY", 100)
    own, asked = client_of(cast.unit_officer), []
    for count in (1, 29):
        for n in range(count):
            code = factories.uscc(700_000 + 100 * count + n)
            services.ask(cast.unit_officer, uscc=code, details=UNIT)
            factories.member(factories.user(), cast.employer, role="employer_officer")
            invitation(cast, n=100 * count + n)
        asked.append(queries(own, url.format(cast.employer.uscc)))
    assert asked[0] == asked[1] <= 12


def invitation(cast: Cast, *, n: int) -> None:
    services.invite(
        cast.employer, person=Person("白鹿鸣", email=f"new{n}@example.org"), manages=True,
        role="employer_officer", by=Actor(cast.unit_officer, "employer_officer", cast.employer),
    )  # fmt: skip
