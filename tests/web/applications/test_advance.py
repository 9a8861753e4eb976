"""Others move a submitted case: the employer, a recommender within a quota, a department."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from bole.policy.intake import read_instant
from bole.policy.pack import Pack
from bole.problems import Problems
from bole.process.model import Event as Deed
from bole.web.applications import services
from bole.web.applications.models import Case, Event, Slot
from bole.web.applications.permissions import VAULT, rights_to, standing_of
from bole.web.cycles.models import Extension, Quota
from bole.web.cycles.queries import SEPARATOR
from bole.web.notices.models import Notice
from tests.web import factories as make
from tests.web import fakes

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 5, 20)


def people(programme: str = "endorsed") -> make.Cast:
    return make.cast(pack=fakes.FLOW, programme=programme, track="")


def press(browser: Client, case: Case, outcome: str, **more: object) -> int:
    case.refresh_from_db()
    data = {"outcome": outcome, "seen": case.events_count} | more
    return browser.post(f"/cases/{case.id}/", data).status_code


def test_from_the_employer_to_the_department_and_back_for_completion(flow: Pack) -> None:
    cast = people()
    case = make.submitted(cast.applicant, employer=cast.employer)
    assert case.stage == "employer"
    assert Notice.objects.filter(user=cast.unit_officer, kind="task").exists()
    unit, officer = make.client_of(cast.unit_officer), make.client_of(cast.officer)
    assert press(officer, case, "accept") == 404
    assert "等你办：单位推荐" in unit.get(f"/cases/{case.id}/").content.decode()
    assert press(unit, case, "decline") == 422  # without a reason
    assert press(unit, case, "endorse", reason="同意推荐") == 302
    case.refresh_from_db()
    assert case.stage == "check"
    assert case.due == read_instant("2025-05-28")  # five working days after Tuesday 20 May
    assert press(officer, case, "supplement", reason="缺证件", items=[]) == 422
    done = press(
        officer, case, "supplement", reason="证件不清楚", items=["material:1"], until="2025-05-27"
    )
    assert done == 302
    case.refresh_from_db()
    assert (case.stage, case.open, case.unlocked) == ("check", True, ["material:1"])
    assert case.may_change("material:1")
    assert not case.may_change("name")
    own = make.client_of(cast.applicant)
    page = own.get(f"/cases/{case.id}/").content.decode()
    assert "请修改后重交" in page
    assert "证件不清楚" in page
    assert press(officer, case, "accept") == 404  # it waits for the applicant
    sent = own.post(f"/cases/{case.id}/submit/", {"key": str(uuid.uuid4())})
    assert sent.status_code == 302, sent.content.decode()
    case.refresh_from_db()
    assert [s.round for s in case.submissions.order_by("round")] == [1, 2]
    assert (case.open, case.unlocked, case.complete_by) == (False, [], None)
    page = officer.get(f"/cases/{case.id}/").content.decode()
    assert 'value="supplement"' not in page  # one round is what the procedure allows
    assert press(officer, case, "accept") == 302
    case.refresh_from_db()
    assert case.stage == "decide"
    assert (
        own.post(f"/cases/{case.id}/withdraw/", {"sure": "yes", "reason": "x"}).status_code == 422
    )


def test_who_comes_second_is_told(flow: Pack) -> None:
    cast = people()
    case = make.submitted(cast.applicant, employer=cast.employer)
    unit = make.client_of(cast.unit_officer)
    assert press(unit, case, "endorse") == 302
    late = make.client_of(cast.officer).post(f"/cases/{case.id}/", {"outcome": "accept", "seen": 1})
    assert late.status_code == 422
    assert "刚刚有人办过" in late.content.decode()


def test_returned_is_open_again_and_keeps_its_places(flow: Pack) -> None:
    cast = people()
    case = make.submitted(cast.applicant, employer=cast.employer)
    number, places = case.number, Slot.objects.count()
    assert press(make.client_of(cast.unit_officer), case, "return", reason="补写业绩") == 302
    case.refresh_from_db()
    assert (case.stage, case.open, case.unlocked) == ("file", True, ["*"])
    again = services.submit(case, by=cast.applicant, role="applicant", key=uuid.uuid4())
    case.refresh_from_db()
    assert (again.round, case.number, case.stage) == (2, number, "employer")
    assert Slot.objects.count() == places


def test_declined_frees_the_places(flow: Pack) -> None:
    cast = people()
    case = make.submitted(cast.applicant, employer=cast.employer)
    assert press(make.client_of(cast.unit_officer), case, "decline", reason="不推荐") == 302
    case.refresh_from_db()
    assert (case.stage, case.result) == ("", "declined")
    assert not Slot.objects.exists()


def test_the_limit_of_an_item_is_taken_where_the_procedure_says(flow: Pack) -> None:
    cast = people()
    unit, officer = make.client_of(cast.unit_officer), make.client_of(cast.officer)
    cases = []
    for n in (1, 2):
        case = make.ready(make.user(make.called(n)), n=n, employer=cast.employer)
        make.fill(case, case.filer, claims=["四/2/1"])
        services.submit(case, by=case.filer, role="applicant", key=uuid.uuid4())
        assert press(unit, case, "endorse") == 302
        cases.append(case)
    assert press(officer, cases[0], "accept") == 302
    assert press(officer, cases[1], "accept") == 422
    case = cases[1]
    case.refresh_from_db()
    assert case.stage == "check"


def quota(flow: Pack, cast: make.Cast, most: int) -> None:
    Quota.objects.create(
        pack=flow.id, programme="channel", table="quota", most=most, by=cast.talent_office,
        key=SEPARATOR.join(("channel", cast.recommending.uscc)), on=DAY, reason="通知",
        made_at=make.LONG_AGO,
    )  # fmt: skip


def test_a_district_recommends_within_its_quota(flow: Pack) -> None:
    cast = people("channel")
    recommender = make.client_of(cast.recommender)
    made = [
        make.submitted(make.user(make.called(n)), programme="channel", n=n,
                       recommender=cast.recommending) for n in (1, 2)
    ]  # fmt: skip
    assert press(recommender, made[0], "recommend") == 422  # the table is empty
    quota(flow, cast, 1)
    assert press(recommender, made[0], "recommend") == 302
    assert press(recommender, made[1], "recommend") == 422
    other = make.client_of(cast.unit_officer)
    assert press(other, made[1], "recommend") == 404


def test_a_full_quota_is_told_before_somebody_recommends(flow: Pack) -> None:
    cast = people("channel")
    recommender = make.client_of(cast.recommender)
    made = [
        make.submitted(make.user(make.called(n)), programme="channel", n=n,
                       recommender=cast.recommending) for n in (1, 2)
    ]  # fmt: skip
    barred, told = 'value="recommend" disabled aria-describedby="barred"', "现在选不了“推荐”"

    def page(n: int) -> str:
        return recommender.get(f"/cases/{made[n].id}/").content.decode()

    assert barred in page(0)  # the table is empty
    quota(flow, cast, 1)
    assert barred not in page(0)
    assert told not in page(0)
    assert press(recommender, made[0], "recommend") == 302
    text = page(1)
    note, radio = text.find(told), text.find(barred)
    assert 0 < note < text.find("共 1，已用 1", note) < text.find('class="b-cite', note) < radio
    assert text.count(" disabled aria-describedby") == 1  # the other outcomes stay
    assert press(recommender, made[1], "return", reason="补写业绩") == 302


def test_staged_deadlines_and_extensions(flow: Pack, settings: Settings) -> None:
    cast = people("channel")
    quota(flow, cast, 5)
    early = make.ready(make.user("甲"), programme="channel", n=1, recommender=cast.recommending)
    Case.objects.filter(pk=early.pk).update(started_at=read_instant("2025-06-22T22:00"))
    early.refresh_from_db()
    late = make.ready(make.user("乙"), programme="channel", n=2, recommender=cast.recommending)
    Case.objects.filter(pk=late.pk).update(started_at=read_instant("2025-06-22T23:30"))
    late.refresh_from_db()
    Extension.objects.create(
        pack=flow.id, programme="channel", what="window", until=read_instant("2025-06-23T24:00"),
        drafts_before=read_instant("2025-06-22T23:00"), by=cast.talent_office, on=DAY,
        reason="系统故障", made_at=make.LONG_AGO,
    )  # fmt: skip
    settings.BOLE_NOW = "2025-06-23T10:00"
    with pytest.raises(Problems, match="截止"):
        services.submit(late, by=late.filer, role="applicant", key=uuid.uuid4())
    services.submit(early, by=early.filer, role="applicant", key=uuid.uuid4())
    early.refresh_from_db()
    assert early.stage == "recommend"
    moment = read_instant("2025-07-11")
    deed = Deed(moment, "recommender", "recommend")
    with pytest.raises(Problems, match="截止时间"):
        services.advance(early, event=deed, user=cast.recommender, role="recommender")
    just = Deed(moment - dt.timedelta(seconds=1), "recommender", "recommend")
    services.advance(early, event=just, user=cast.recommender, role="recommender")


def test_the_unit_files_for_a_person_without_an_account(flow: Pack) -> None:
    cast = people("unit")
    unit = make.client_of(cast.unit_officer)
    url = f"/apply/{flow.id}/unit/"
    assert unit.post(url, {"subject": ""}).status_code == 422
    assert unit.post(url, {"subject": "钟灵毓"}).status_code == 302
    case = Case.objects.get()
    assert (case.stage, case.events_count, case.employer) == ("file", 2, cast.employer)
    assert unit.post(url, {"subject": "钟灵毓"}).status_code == 302
    assert Case.objects.count() == 1
    stranger = make.client_of(cast.stranger)
    assert "由单位申报" in stranger.get(url).content.decode()
    assert stranger.post(url, {"subject": "x"}).status_code == 422
    make.fill(case, cast.unit_officer, name="钟灵毓", identity_code=make.identity_code(5))
    make.agree(case)
    sent = unit.post(f"/cases/{case.id}/submit/", {"key": str(uuid.uuid4())})
    assert sent.status_code == 302, sent.content.decode()
    case.refresh_from_db()
    assert case.stage == "check"
    other = make.client_of(cast.other_unit_officer)
    assert other.get(f"/cases/{case.id}/").status_code == 404


def test_each_role_sees_its_own(flow: Pack) -> None:
    cast = people()
    draft = make.ready(cast.other_applicant, n=9, employer=cast.employer)
    case = make.submitted(cast.applicant, employer=cast.employer)
    seen = {
        role: make.client_of(user).get(f"/cases/{case.id}/").status_code
        for role, user in cast.users().items()
    }
    assert {r for r, s in seen.items() if s == 200} == {
        "applicant", "unit_officer", "officer", "talent_office", "auditor",
    }  # fmt: skip
    assert make.client_of(cast.officer).get(f"/cases/{draft.id}/").status_code == 404
    desks = {
        role: make.client_of(user).get("/desk/cases/").status_code
        for role, user in cast.users().items()
    }
    assert {r for r, s in desks.items() if s == 200} == {
        "officer", "other_officer", "recommender", "talent_office", "auditor",
    }  # fmt: skip
    text = make.client_of(cast.other_officer).get("/desk/cases/").content.decode()
    assert str(case.number) not in text
    rights = rights_to(case, standing=standing_of(cast.auditor, on=DAY))
    assert rights is not None
    assert VAULT not in rights


def test_the_list_asks_no_more_for_thirty_than_for_one(
    flow: Pack, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    cast = people()
    officer = make.client_of(cast.officer)
    officer.get("/desk/cases/")  # what a session asks once
    counts = []
    for n in (1, 30):
        for i in range(n):
            make.submitted(make.user(make.called(100 * n + i)), n=100 * n + i)
        with django_assert_max_num_queries(15) as captured:
            page = officer.get("/desk/cases/", {"state": "all"})
        counts.append(len(captured))
        assert page.context["desk"].total == (1 if n == 1 else 31)
    assert counts[0] == counts[1]
    own = make.client_of(Case.objects.earliest("started_at").filer)
    with django_assert_max_num_queries(12):
        own.get("/cases/")


def test_the_list_filters_keeps_views_and_exports_without_formulas(flow: Pack) -> None:
    cast = people()
    cast.employer.name = "=HYPERLINK(1)"
    cast.employer.save()
    case = make.submitted(cast.applicant, employer=cast.employer)
    officer = make.client_of(cast.officer)
    key = f"{flow.id}/endorsed"
    page = officer.get("/desk/cases/", {"programme": key, "stage": "employer", "q": case.number})
    assert str(case.number) in page.content.decode()
    assert officer.get("/desk/cases/", {"stage": "check"}).context["desk"].total == 0
    officer.post("/desk/cases/filters/", {"name": "等单位", "programme": key, "stage": "employer"})
    assert "等单位" in officer.get("/desk/cases/").content.decode()
    mine = {role: make.client_of(getattr(cast, role)).get("/desk/cases/", {"state": "mine"})
            for role in ("officer", "talent_office")}  # fmt: skip
    assert {r: page.context["desk"].total for r, page in mine.items()} == {
        "officer": 0, "talent_office": 0,
    }  # fmt: skip
    assert str(case.number) in make.client_of(cast.unit_officer).get("/cases/").content.decode()
    press(make.client_of(cast.unit_officer), case, "endorse")
    assert officer.get("/desk/cases/", {"state": "mine"}).context["desk"].total == 1
    csv = officer.get("/desk/cases.csv").content.decode("utf-8-sig")
    assert "'=HYPERLINK" in csv
    read = officer.get(f"/cases/{case.id}/read/")
    assert "一篇论文" in read.content.decode()
    hidden = make.client_of(cast.auditor).get(f"/cases/{case.id}/read/").content.decode()
    assert make.identity_code(1) not in hidden


def test_nothing_is_returned_that_could_not_be_filed_again(flow: Pack, settings: Settings) -> None:
    cast = people("channel")
    case = make.submitted(cast.applicant, programme="channel", recommender=cast.recommending)
    recommender = make.client_of(cast.recommender)
    assert 'value="return"' in recommender.get(f"/cases/{case.id}/").content.decode()
    settings.BOLE_NOW = "2025-06-23T00:00:00"
    recommender = make.client_of(cast.recommender)
    assert 'value="decline"' in recommender.get(f"/cases/{case.id}/").content.decode()
    assert 'value="return"' not in recommender.get(f"/cases/{case.id}/").content.decode()
    assert press(recommender, case, "return", reason="补") == 422


def test_the_page_of_a_case_asks_no_more_for_thirty_events_than_for_three(
    flow: Pack, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    cast = people()
    case = make.submitted(cast.applicant, employer=cast.employer)
    own = make.client_of(cast.applicant)
    counts = []
    for more in (2, 28):
        for _ in range(more):
            case.refresh_from_db()
            Event.objects.create(
                case=case, seq=case.events_count + 1, at=make.LONG_AGO, stage="check", by="department",
                outcome="supplement", user=cast.officer, organisation=cast.department,
            )  # fmt: skip
            Case.objects.filter(pk=case.pk).update(events_count=case.events_count + 1)
        own.get(f"/cases/{case.id}/")
        with django_assert_max_num_queries(14) as captured:
            own.get(f"/cases/{case.id}/")
        counts.append(len(captured))
    assert counts[0] == counts[1]
