"""The pages of decisions: seen with who is affected, then confirmed; only for who runs it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from bole.policy.pack import Pack
from bole.web.cycles import public, queries
from bole.web.cycles.models import Decision, Extension, Quota
from bole.web.organisations.models import Desk
from tests.web import factories
from tests.web.factories import Cast, client_of

pytestmark = pytest.mark.django_db
PACK = "beijing/bast-engineers/2026"
CYCLE = f"/desk/cycles/{PACK}/"
DAYS = f"{CYCLE}decide/parameter/publicity_days/"
QUOTAS = f"{CYCLE}quotas/growth/district_quota/"
EXTEND = f"{CYCLE}extend/growth/window/"
MADE = {"on": "2026-04-20", "reason": "主任办公会"}


@pytest.fixture
def office(cast: Cast) -> Client:
    return client_of(cast.talent_office)


def text(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return str(response.content.decode())


def test_decision_is_seen_before_it_holds(office: Client, cast: Cast, pack: Pack) -> None:
    factories.draft(cast.applicant, pack=pack.id, programme="growth")
    seen = office.post(DAYS, MADE | {"value": "7", "seen": "", "go": "preview"}).content.decode()
    assert "涉及 1 份草稿、0 件" in seen
    assert not Decision.objects.exists()
    answer = office.post(DAYS, MADE | {"value": "7", "seen": "", "go": "confirm"})
    assert answer["Location"] == CYCLE
    page = text(office, CYCLE)
    assert "主任办公会" in page
    assert "江照野" in page
    assert queries.cycle_of(pack).params["publicity_days"] == 7


def test_errors_stand_beside_their_field_and_keep_the_input(office: Client) -> None:
    answer = office.post(DAYS, {"value": "3", "on": "2026-04-21", "reason": "", "go": "preview"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="3"' in page
    answer = office.post(DAYS, MADE | {"value": "3", "go": "preview"})
    assert "超出允许的范围" in answer.content.decode()
    assert "不低于 5" in answer.content.decode()


def test_decision_made_meanwhile_is_not_overwritten(office: Client) -> None:
    office.post(DAYS, MADE | {"value": "7", "seen": "", "go": "confirm"})
    answer = office.post(DAYS, MADE | {"value": "8", "seen": "", "go": "confirm"})
    assert answer.status_code == 422
    assert "别人刚改过这一项" in answer.content.decode()


def test_switch_reading_and_end_by_the_pages(office: Client, pack: Pack) -> None:
    paper = f"{CYCLE}decide/switch/paper/"
    assert "不办这个环节" in text(office, paper)
    office.post(paper, MADE | {"value": "on", "seen": "", "go": "confirm"})
    assert queries.switched_on(pack) == {"paper"}
    office.post(
        f"{CYCLE}decide/reading/team_size/",
        MADE | {"value": "with_leader", "seen": "", "go": "confirm"},
    )
    row = Decision.objects.get(kind="reading")
    end = f"{CYCLE}end/decision/{row.pk}/"
    assert "含负责人" in text(office, end)
    office.post(end, MADE | {"go": "confirm"})
    assert queries.cycle_of(pack).adopted == {}
    assert "已结束" in text(office, CYCLE)


def test_quotas_are_set_in_one_table(office: Client, cast: Cast) -> None:
    assert "1 家还没有名额，不能推荐" in text(office, CYCLE)
    name = f"q:growth|{cast.recommending.uscc}"
    seen = office.post(QUOTAS, MADE | {name: "3", "go": "preview"}).content.decode()
    assert "示例区科协" in seen
    assert office.post(QUOTAS, MADE | {name: "-1", "go": "confirm"}).status_code == 422
    office.post(QUOTAS, MADE | {name: "3", "go": "confirm"})
    assert Quota.objects.get().most == 3


def test_deadline_is_moved_for_drafts_begun_before(office: Client, cast: Cast, pack: Pack) -> None:
    factories.draft(cast.applicant, pack=pack.id, programme="growth")
    given = MADE | {
        "until_day": "2026-04-29", "until_time": "24:00", "scope": "drafts",
        "before_day": "2026-04-20", "before_time": "09:00",
    }  # fmt: skip
    assert "涉及 0 份草稿" in office.post(EXTEND, given | {"go": "preview"}).content.decode()
    everyone = office.post(EXTEND, given | {"scope": "all", "go": "preview"}).content.decode()
    assert "涉及 1 份草稿" in everyone
    assert "2026 年 4 月 29 日 24:00" in everyone
    bad = office.post(EXTEND, given | {"until_time": "25:00", "go": "preview"})
    assert bad.status_code == 422
    office.post(EXTEND, given | {"go": "confirm"})
    row = Extension.objects.get()
    assert row.drafts_before is not None
    assert "09:00 前开始的草稿" in text(office, CYCLE)
    office.post(f"{CYCLE}end/extension/{row.pk}/", MADE | {"go": "confirm"})
    assert not Extension.objects.filter(ended_at=None).exists()


URLS = (CYCLE, DAYS, QUOTAS, EXTEND)


def test_only_the_talent_office_of_the_programme_decides(cast: Cast) -> None:
    for role, user in cast.users().items():
        client = client_of(user)
        for url in ("/desk/cycles/", *URLS):
            found = client.get(url).status_code
            assert found == (200 if role == "talent_office" else 404), (role, url)


def test_office_of_one_programme_moves_no_deadline_of_another(cast: Cast) -> None:
    Desk.objects.filter(organisation=cast.office, programme="growth").delete()
    office = client_of(cast.talent_office)
    assert office.get(CYCLE).status_code == 200
    assert office.get(EXTEND).status_code == 404
    assert office.get(QUOTAS).status_code == 404
    assert office.get(f"{CYCLE}extend/studio/window/").status_code == 200
    Desk.objects.filter(organisation=cast.office).delete()
    assert office.get(CYCLE).status_code == 404


@pytest.mark.parametrize(
    "url",
    [
        f"{CYCLE}decide/parameter/age_on/",
        f"{CYCLE}decide/switch/nothing/",
        f"{CYCLE}extend/growth/defence/",
        f"{CYCLE}quotas/growth/nothing/",
        f"{CYCLE}end/decision/999/",
        "/desk/cycles/beijing/nothing/2026/",
    ],
)
def test_what_cannot_be_decided_has_no_page(url: str, office: Client) -> None:
    assert office.get(url).status_code == 404


def test_page_asks_as_much_for_1_as_for_30_decisions(office: Client) -> None:
    asked, seen = [], ""
    for values in (range(6, 7), range(7, 37)):
        for days in values:
            office.post(DAYS, MADE | {"value": str(days), "seen": seen, "go": "confirm"})
            seen = str(Decision.objects.latest("pk").pk)
        factories.organisation("示例区科协", kind="recommender", channel="district")
        office.get(CYCLE)
        with CaptureQueriesContext(connection) as queries_:
            office.get(CYCLE)
        asked.append(len(queries_))
    assert Decision.objects.count() == 31
    assert asked[0] == asked[1] <= 16


def test_a_stale_quota_page_sets_nothing_back(office: Client, cast: Cast) -> None:
    other = factories.organisation("示例二区科协", kind="recommender", channel="district")
    one, two = (f"q:growth|{o.uscc}" for o in (cast.recommending, other))
    shown = office.get(QUOTAS).content.decode()
    assert '<input type="hidden" name="seen" value="0">' in shown
    office.post(QUOTAS, MADE | {one: "3", two: "1", "seen": "0", "go": "confirm"})
    stale = office.post(QUOTAS, MADE | {one: "", two: "5", "seen": "0", "go": "confirm"})
    assert stale.status_code == 422
    assert "别人刚改过" in stale.content.decode()
    assert sorted(Quota.objects.filter(ended_at=None).values_list("most", flat=True)) == [1, 3]


def test_public_pages_know_that_the_round_was_extended(
    client: Client, cast: Cast, settings: Settings
) -> None:
    settings.BOLE_NOW = "2026-04-28T09:00"  # the day after the round
    page = f"/programmes/{PACK}/growth/"
    apply = f"/apply/{PACK}/growth/"
    assert apply not in text(client, page)
    settings.BOLE_NOW = "2026-04-27T09:00"
    given = MADE | {"until_day": "2026-04-29", "until_time": "24:00", "scope": "all"}
    client_of(cast.talent_office).post(EXTEND, given | {"go": "confirm"})
    public.forget()
    settings.BOLE_NOW = "2026-04-28T09:00"
    told = text(client, page)
    assert apply in told
    assert "4 月 29 日 24:00" in told
