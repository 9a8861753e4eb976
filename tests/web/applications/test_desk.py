"""The officers' list agrees with what the pages of its cases say, and leads from one to the next."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from bole.policy.intake import read_instant
from bole.policy.pack import Pack
from bole.process.model import Event as Deed
from bole.web.applications import services
from bole.web.applications.acting import act_of, not_here
from bole.web.applications.deadlines import deadline
from bole.web.applications.desk import desk, waiting
from bole.web.applications.models import Case
from bole.web.applications.packs import rules_of
from bole.web.applications.permissions import Standing, standing_of
from bole.web.common import clock
from bole.web.cycles.models import Extension
from tests.web import factories as make
from tests.web import fakes

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 5, 20)


def extend(cast: make.Cast, what: str, until: str, *, before: str = "", **more: Any) -> None:
    values = {"programme": "channel", "pack": fakes.FLOW} | more
    Extension.objects.create(
        what=what, until=read_instant(until), on=DAY, by=cast.talent_office, reason="系统故障",
        drafts_before=read_instant(before) if before else None, made_at=make.LONG_AGO, **values,
    )  # fmt: skip


def ids(standing: Standing, state: str) -> set[Any]:
    listed = desk(standing, {"state": state}, now=clock.now())
    assert listed.total == len(listed.rows)
    assert listed.total == next(count for tab, count, _ in listed.tabs if tab.value == state)
    return {row.case.pk for row in listed.rows}


def at_every_place(cast: make.Cast) -> None:
    """Cases at every stage, begun early and late, to be completed, returned, ended."""
    begun = ("2025-05-09T10:00", "2025-05-11T10:00", "2025-05-15T10:00")
    where: list[dict[str, Any]] = [
        {"stage": "recommend", "due": read_instant("2025-05-19T24:00")},
        {"stage": "recommend", "due": None},
        {"stage": "decide", "due": read_instant("2025-05-18T24:00")},
        {"stage": "decide", "due": read_instant("2025-05-20T24:00")},
        {"stage": "decide", "due": read_instant("2025-05-25T24:00")},
        {"stage": "decide", "unlocked": ["name"], "complete_by": read_instant("2025-05-17T24:00")},
        {"stage": "decide", "unlocked": ["name"], "complete_by": read_instant("2025-05-20T24:00")},
        {"stage": "file", "unlocked": ["*"], "intake": "window", "due": None},
        {"stage": "file", "unlocked": ["*"], "intake": "", "due": read_instant("2025-05-20T11:00")},
        {"stage": "", "result": "declined", "due": None},
    ]
    for n, (start, place) in enumerate(itertools.product(begun, where)):
        case = make.submitted(
            make.user(make.called(n)), programme="channel", n=n, recommender=cast.recommending
        )
        Case.objects.filter(pk=case.pk).update(started_at=read_instant(start), **place)


@pytest.mark.postgres
@pytest.mark.parametrize("now", ["2025-05-20T10:00", "2025-06-22T10:00", "2025-06-24T10:00"])
def test_what_is_late_or_due_today_is_what_the_page_of_the_case_says(
    flow: Pack, settings: Settings, now: str
) -> None:
    cast = make.cast(pack=fakes.FLOW, programme="channel", track="")
    at_every_place(cast)
    extend(cast, "recommend", "2025-07-20T24:00", before="2025-05-10T00:00")
    extend(cast, "recommend", "2025-05-20T24:00", before="2025-05-12T00:00")
    extend(cast, "decide", "2025-05-20T24:00")
    extend(cast, "window", "2025-06-24T24:00", before="2025-05-12T00:00")
    settings.BOLE_NOW = now
    standing = standing_of(cast.talent_office, on=clock.today())
    late, today = set(), set()
    for case in Case.objects.exclude(submitted_at=None):
        told = deadline(case, clock.now())
        late |= {case.pk} if told.state == "closed" else set()
        today |= {case.pk} if told.open and told.closes and told.days == 0 else set()
    assert ids(standing, "overdue") == late
    assert ids(standing, "today") == today
    assert late
    listed = desk(standing, {"state": "all"}, now=clock.now()).rows
    ends = [r.deadline.closes for r in listed if r.deadline and r.deadline.closes]
    assert ends == sorted(ends)


@pytest.mark.postgres
def test_a_list_without_cases_opens_and_leaves_as_a_file(flow: Pack) -> None:
    officer = make.client_of(make.cast(pack=fakes.FLOW, programme="channel", track="").officer)
    for url in ("/desk/cases/", "/desk/cases/?state=overdue", "/desk/cases.csv?state=today"):
        assert officer.get(url).status_code == 200


def test_an_empty_list_says_what_it_is_empty_of(flow: Pack) -> None:
    officer = make.client_of(make.cast(pack=fakes.FLOW, programme="channel", track="").officer)
    idle, narrowed = "没有等你办的案件", "没有符合的案件"
    for query, told in (("state=mine", idle), ("state=mine&q=X", narrowed), ("q=X", narrowed)):
        page = officer.get(f"/desk/cases/?{query}").content.decode()
        assert [told] == [words for words in (idle, narrowed) if words in page], query


def test_items_of_a_completion_are_open_where_they_are_lacking(flow: Pack) -> None:
    cast = make.cast(pack=fakes.FLOW, programme="endorsed", track="")
    case = make.submitted(cast.applicant)
    deed = Deed(read_instant("2025-05-20T11:00"), "employer", "endorse")
    case = services.advance(case, event=deed, user=None, role="officer")
    officer, fold = make.client_of(cast.officer), '<details class="b-fold b-field"'
    assert f"{fold}>" in officer.get(f"/cases/{case.id}/").content.decode()
    form = {"outcome": "supplement", "reason": "不清楚", "seen": case.events_count}
    page = officer.post(f"/cases/{case.id}/", form)
    assert page.status_code == 422
    assert f"{fold} open>" in page.content.decode()


def test_a_list_that_outlives_a_year_tells_the_year(flow: Pack, settings: Settings) -> None:
    cast = make.cast(pack=fakes.FLOW, programme="channel", track="")
    make.submitted(cast.applicant, programme="channel", recommender=cast.recommending)
    settings.BOLE_NOW = "2026-02-01T10:00"
    assert ">2025-05-20 " in make.client_of(cast.recommender).get("/desk/cases/").content.decode()


def test_every_page_of_a_case_leads_an_officer_back_to_the_list(flow: Pack) -> None:
    cast = make.cast(pack=fakes.FLOW, programme="channel", track="")
    case = make.submitted(cast.applicant, programme="channel", recommender=cast.recommending)
    for who, back in ((cast.recommender, "/desk/cases/"), (cast.applicant, "/cases/")):
        for tail in ("", "read/", "receipt/"):
            page = make.client_of(who).get(f"/cases/{case.id}/{tail}").content.decode()
            assert f'aria-label="位置"><a href="{back}">' in page, (back, tail)


def test_an_extended_stage_is_not_overdue(flow: Pack, settings: Settings) -> None:
    cast = make.cast(pack=fakes.FLOW, programme="channel", track="")
    case = make.submitted(cast.applicant, programme="channel", recommender=cast.recommending)
    settings.BOLE_NOW = "2025-07-11T10:00"
    standing = standing_of(cast.recommender, on=clock.today())
    assert ids(standing, "overdue") == {case.pk}
    extend(cast, "recommend", "2025-07-15T24:00")
    assert ids(standing, "overdue") == set()


def test_what_waits_is_what_can_be_done_here(flow: Pack, settings: Settings) -> None:
    cast = make.cast(pack=fakes.FLOW, programme="endorsed", track="")
    make.member(cast.officer, cast.employer, role="employer_officer")
    made = [make.submitted(make.user(make.called(n)), n=n, employer=make.organisation())
            for n in range(6)]  # fmt: skip
    made.append(make.submitted(cast.officer, n=7, employer=cast.employer))
    made.append(make.submitted(cast.applicant, n=8, employer=cast.employer))
    stages = ("check", "check", "decide", "employer", "check", "file", "check", "employer")
    for case, stage in zip(made, stages, strict=True):
        Case.objects.filter(pk=case.pk).update(stage=stage)
    until = read_instant("2025-05-25T24:00")
    Case.objects.filter(pk=made[4].pk).update(unlocked=["name"], complete_by=until)
    Case.objects.filter(pk=made[5].pk).update(unlocked=["*"])
    for now in ("2025-05-20T10:00", "2025-05-26T10:00"):
        settings.BOLE_NOW = now
        for who in cast.users().values():
            standing = standing_of(who, on=clock.today())
            able, beside = set(), set()
            for case in Case.objects.all():
                rules, at = rules_of(case), clock.now()
                if act_of(case, rules=rules, standing=standing, now=at):
                    able.add(case.pk)
                if not_here(case, rules=rules, standing=standing):
                    beside.add(case.pk)
            assert ids(standing, "mine") == able, who.name
            assert ids(standing, "elsewhere") == beside, who.name
            assert waiting(standing, now=clock.now()) == len(able)
    officer = standing_of(cast.officer, on=clock.today())
    assert len(ids(officer, "mine")) == 4  # two of the department, the lapsed one, the own firm's
    assert ids(standing_of(cast.talent_office, on=clock.today()), "elsewhere") == {made[2].pk}


def test_an_officer_goes_from_case_to_case_and_on_after_a_step(flow: Pack) -> None:
    cast = make.cast(pack=fakes.FLOW, programme="endorsed", track="")
    made = []
    for n in range(3):
        case = make.submitted(make.user(make.called(n)), n=n)
        deed = Deed(read_instant(f"2025-05-2{n}T11:00"), "employer", "endorse")
        made.append(services.advance(case, event=deed, user=None, role="officer"))
    other = make.submitted(cast.applicant, n=9, employer=cast.employer)
    officer = make.client_of(cast.officer)

    def following(case: Case, tail: str = "") -> Any:
        return officer.get(f"/cases/{case.id}/{tail}").context["following"]

    assert [following(case) for case in made] == [made[1], made[2], made[0]]
    assert following(other) == made[0]
    page = officer.get(f"/cases/{made[0].id}/").content.decode()
    assert f'href="/cases/{made[1].id}/"' in page
    form = {"outcome": "accept", "seen": made[1].events_count}
    done = officer.post(f"/cases/{made[1].id}/", form)
    assert done["Location"] == f"/cases/{made[1].id}/?next={made[2].id}"
    assert following(made[1], f"?next={made[2].id}") == made[2]
    assert following(made[1], "?next=nonsense") == made[0]
    assert following(made[1], f"?next={other.id}") == made[0]  # it does not wait for the officer
    for role in ("applicant", "unit_officer", "auditor", "talent_office"):
        page = make.client_of(getattr(cast, role)).get(f"/cases/{other.id}/")
        assert page.context["following"] is None


def test_the_page_of_a_case_asks_no_more_where_many_wait(
    flow: Pack, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    cast = make.cast(pack=fakes.FLOW, programme="endorsed", track="")
    officer, counts = make.client_of(cast.officer), []
    for many in (2, 10):
        for n in range(many):
            case = make.submitted(make.user(make.called(100 * many + n)), n=100 * many + n)
            Case.objects.filter(pk=case.pk).update(stage="check")
        officer.get(f"/cases/{case.id}/")
        with django_assert_max_num_queries(24) as captured:
            officer.get(f"/cases/{case.id}/")
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_a_step_is_confirmed_and_leads_on(flow: Pack) -> None:
    cast = make.cast(pack=fakes.FLOW, programme="endorsed", track="")
    made = [make.submitted(make.user(make.called(n)), n=n, employer=cast.employer) for n in (1, 2)]
    unit, on = make.client_of(cast.unit_officer), f'href="/cases/{made[1].id}/"'
    url = f"/cases/{made[0].id}/"
    assert "已办好" not in unit.get(url).content.decode()
    assert on in unit.get(f"{url}read/").content.decode()
    form = {"outcome": "endorse", "seen": made[0].events_count}
    page = unit.post(url, form, follow=True).content.decode()
    assert f'role="status"><p>已办好：{made[0].subject}，单位推荐，' in page
    assert page.count(on) == 1
    page = unit.get(url).content.decode()  # told once; the way on stays
    assert "已办好" not in page
    assert page.count(on) == 1
    unit.post(f"/cases/{made[1].id}/", form | {"seen": made[1].events_count})
    page = unit.get(f"/cases/{made[1].id}/").content.decode()
    assert "已办好" in page
    assert "下一件" not in page
    assert "下一件" not in make.client_of(made[1].filer).get(url).content.decode()
