"""Pages of a case tell each role what is so for it: whose turn it is, what is over, what is left."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from pytest_django import Settings

from bole.policy.intake import read_instant
from bole.policy.pack import Pack
from bole.process.model import Event as Deed
from bole.web.accounts.models import User
from bole.web.applications import services
from bole.web.applications.models import Case
from bole.web.cycles.models import Quota
from bole.web.cycles.queries import SEPARATOR
from bole.web.notices.models import Notice
from tests.web import factories as make
from tests.web import fakes

pytestmark = pytest.mark.django_db
OVER = "2025-06-23T00:00"


def people() -> make.Cast:
    return make.cast(pack=fakes.FLOW, programme="endorsed", track="")


def page_of(who: User, case: Case, tail: str = "") -> str:
    answer = make.client_of(who).get(f"/cases/{case.id}/{tail}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def advance(case: Case, *, by: str, outcome: str, reason: str = "", **more: Any) -> None:
    deed = Deed(read_instant("2025-05-20T11:00"), by, outcome, reason)
    services.advance(case, event=deed, user=None, role="officer", **more)


def test_after_the_end_no_page_offers_to_submit(flow: Pack, settings: Settings) -> None:
    who = make.user()
    case = make.ready(who)
    assert "提交申报</button>" in page_of(who, case, "submit/")
    settings.BOLE_NOW = OVER
    page = page_of(who, case, "submit/")
    assert "已经截止，不能提交" in page
    assert "提交申报</button>" not in page
    assert "已经截止，这份草稿没有提交" in page_of(who, case)
    home = make.client_of(who).get("/me/").content.decode()
    assert "1 份草稿没赶上这一轮" in home
    assert "接着填" not in home


def test_taking_back_after_the_end_says_that_there_is_no_second_time(
    flow: Pack, settings: Settings
) -> None:
    who = make.user()
    case = make.submitted(who, employer=people().employer)
    assert "没截止的话，可以重新申报" in page_of(who, case, "withdraw/")
    settings.BOLE_NOW = OVER
    assert "已经截止，不能重新申报" in page_of(who, case, "withdraw/")


def test_who_submitted_reads_it_again(flow: Pack) -> None:
    who = make.user()
    case = make.submitted(who, employer=people().employer)
    assert f'href="/cases/{case.id}/read/"' in page_of(who, case)
    assert "内容已固定" in page_of(who, case, "read/")
    assert "申报类别" in page_of(who, case, "receipt/")


def test_a_completion_is_asked_of_the_applicant_alone(flow: Pack) -> None:
    cast = people()
    case = make.submitted(cast.applicant, employer=cast.employer)
    advance(case, by="employer", outcome="endorse")
    assert "这一步 2025" in page_of(cast.officer, case)
    until = read_instant("2025-05-27T24:00")
    advance(
        case, by="department", outcome="supplement", reason="不清楚", unlock=["material:1"],
        complete_by=until,
    )  # fmt: skip
    own, theirs = page_of(cast.applicant, case), page_of(cast.officer, case)
    material = flow.programmes[0].materials[0]
    for page in (own, theirs):
        assert f"<li>{material.number} {material.label.zh}</li>" in page
    assert "待你修改后重交" in own
    assert "申报分四步" in own
    for words in ("待你修改后重交", "请修改后重交", "申报分四步"):
        assert words not in theirs
    assert "等申报人修改后重交" in theirs
    assert "传单位的材料" in page_of(cast.unit_officer, case)


def test_an_office_is_told_that_its_step_cannot_be_taken_here(flow: Pack) -> None:
    cast = people()
    case = make.submitted(cast.applicant, employer=cast.employer)
    said = "这一环节还不能在这里登记结果"
    assert said not in page_of(cast.talent_office, case)
    advance(case, by="employer", outcome="endorse")
    advance(case, by="department", outcome="accept")
    assert said in page_of(cast.talent_office, case)
    assert said not in page_of(cast.applicant, case)


def test_a_task_names_its_programme(flow: Pack) -> None:
    cast = people()
    make.submitted(cast.applicant, employer=cast.employer)
    title = flow.programmes[0].title.zh
    assert Notice.objects.get(user=cast.unit_officer, kind="task").title.startswith(title)


def test_whoever_recommends_sees_what_is_left_of_the_quota(flow: Pack) -> None:
    cast = make.cast(pack=fakes.FLOW, programme="channel", track="")
    case = make.submitted(
        cast.applicant, programme="channel", employer=cast.employer, recommender=cast.recommending
    )
    assert "名额表还没填" in page_of(cast.recommender, case)
    Quota.objects.create(
        pack=fakes.FLOW, programme="channel", table="quota", most=3,
        key=SEPARATOR.join(("channel", cast.recommending.uscc)), on=dt.date(2025, 5, 1),
        made_at=make.LONG_AGO, by=cast.talent_office, organisation=cast.office, reason="测试",
    )  # fmt: skip
    assert "共 3，已用 0" in page_of(cast.recommender, case)


def test_the_record_runs_backwards_in_time_registrations_too(flow: Pack) -> None:
    cast = make.cast(pack=fakes.FLOW, programme="unit", track="")
    case = services.start(
        cast.unit_officer, pack=fakes.FLOW, programme="unit", organisation=cast.employer,
        subject="周予安", employer=cast.employer,
    )  # fmt: skip
    client = make.client_of(cast.unit_officer)
    told = [m.at for m in client.get(f"/cases/{case.id}/").context["moments"]]
    assert len(told) > 1
    assert told == sorted(told, reverse=True)
