"""A limit that stands against an application is told where it begins, not only where it ends."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest
from pytest_django import Settings

from bole.criteria.kernel import Not
from bole.policy.pack import Pack
from bole.problems import Problems
from bole.web.applications import gates, services
from bole.web.applications.models import Case
from bole.web.applications.packs import Rules, rules_of
from bole.web.applications.world import Situation
from bole.web.common import clock
from bole.web.cycles.models import Quota
from bole.web.cycles.queries import SEPARATOR
from bole.web.profiles.models import FactSheet
from tests.web import factories as make
from tests.web import fakes

pytestmark = pytest.mark.django_db
ENDORSED = f"/apply/{fakes.FLOW}/endorsed/"
PERSON, EMPLOYER = "一人只报一个：最多 1，已经用完", "一个单位每个计划最多 2 个：最多 2，已经用完"
BAST = "beijing/bast-engineers/2026"


def told(case: Case) -> list[str]:
    found = Situation(Case.objects.get(pk=case.pk), at=clock.now())
    return [g.text.zh for g in gates.against(found)]


def test_a_second_application_of_a_person_is_told_before_it_begins(flow: Pack) -> None:
    who = make.user()
    browser = make.client_of(who)
    url = f"/apply/{fakes.FLOW}/channel/"
    assert PERSON not in browser.get(url).content.decode()
    make.submitted(who)
    page = browser.get(url).content.decode()
    assert PERSON in page
    assert "六/1" in page
    assert Case.objects.count() == 1
    assert FactSheet.objects.filter(user=who).count() == 1


def test_an_employer_without_a_place_is_told_and_a_draft_may_be_kept(flow: Pack) -> None:
    employer = make.organisation()
    for n in (1, 2):
        make.submitted(make.user(make.called(n)), n=n, employer=employer)
    who = make.user()
    browser = make.client_of(who)
    data = {"tier": "main", "employer_code": employer.uscc}
    assert EMPLOYER not in browser.get(ENDORSED).content.decode()
    page = browser.post(ENDORSED, data)
    assert page.status_code == 422
    text = page.content.decode()
    assert EMPLOYER in text
    assert "六/2" in text
    assert employer.uscc in text  # what was typed is kept
    assert not Case.objects.filter(filer=who).exists()
    done = browser.post(ENDORSED, data | {"told": [EMPLOYER]})
    assert done.status_code == 302
    case = Case.objects.get(filer=who)
    for tail in ("", "form/"):
        text = browser.get(f"/cases/{case.id}/{tail}").content.decode()
        assert EMPLOYER in text
        assert "六/2" in text
    other = {"tier": "main", "employer_code": make.organisation().uscc}
    browser.post(f"/cases/{case.id}/choice/", other)
    assert EMPLOYER not in browser.get(f"/cases/{case.id}/").content.decode()


def test_a_later_quota_without_a_place_stands_apart_up_to_the_last_page(flow: Pack) -> None:
    cast = make.cast(pack=fakes.FLOW, programme="channel", track="")
    Quota.objects.create(
        pack=fakes.FLOW, programme="channel", table="quota", most=0,
        key=SEPARATOR.join(("channel", cast.recommending.uscc)), on=clock.today(),
        made_at=make.LONG_AGO, by=cast.talent_office, organisation=cast.office, reason="名额表",
    )  # fmt: skip
    case = make.ready(cast.applicant, programme="channel", recommender=cast.recommending)
    browser = make.client_of(cast.applicant)
    for tail in ("", "form/", "submit/"):
        page = browser.get(f"/cases/{case.id}/{tail}").content.decode()
        note, folded = page.find("后面的环节已经没有名额"), page.find('<details class="b-fold')
        assert 0 < note < page.find("区推荐名额：最多 0，已经用完"), tail
        assert page.count("区推荐名额：最多 0，已经用完") == 1, tail
        assert "照现在这样，交不上去" not in page, tail
        assert tail != "submit/" or folded == -1 or note < folded
    make.submitted(make.user("周予安"), programme="channel", recommender=cast.recommending)
    page = browser.get(f"/cases/{case.id}/").content.decode()
    barred, later = page.find("照现在这样，交不上去"), page.find("后面的环节已经没有名额")
    assert 0 < barred < page.find(PERSON) < later  # what bars does not share a heading


def test_what_is_told_early_is_what_bars_at_the_end(flow: Pack) -> None:
    who = make.user()
    make.submitted(who)
    again = make.ready(make.user("周予安"), employer=make.organisation("乙单位"))
    assert told(again) == [PERSON]
    with pytest.raises(Problems) as refused:
        services.submit(again, by=again.filer, role="applicant", key=uuid.uuid4())
    assert [p.message.zh for p in refused.value.problems] == [PERSON]
    first = Case.objects.get(filer=who)
    services.withdraw(first, by=who, reason="单位有变", role="applicant")
    assert told(again) == []


def test_what_is_not_filled_in_yet_is_not_told_early(flow: Pack) -> None:
    assert told(make.draft(make.user(), pack=fakes.FLOW, programme="endorsed")) == []


def test_a_unit_is_told_of_its_own_limit(flow: Pack) -> None:
    cast = make.cast(pack=fakes.FLOW, programme="unit", track="")
    for n in (1, 2):
        case = make.ready(cast.unit_officer, programme="unit", n=n, organisation=cast.employer, employer=cast.employer,
                          subject=make.called(n))  # fmt: skip
        services.submit(case, by=cast.unit_officer, role="employer_officer", key=uuid.uuid4())
    page = make.client_of(cast.unit_officer).get(f"/apply/{fakes.FLOW}/unit/").content.decode()
    assert EMPLOYER in page


@pytest.mark.parametrize("programme", ["growth", "studio"])
def test_an_earlier_winner_and_a_second_programme_are_told_at_once(
    settings: Settings, programme: str
) -> None:
    settings.BOLE_NOW = "2026-04-20T10:00"
    who = make.user()
    case = make.draft(who, pack=BAST, programme=programme)
    assert told(case) == []
    before = {"growth": "卓越工程师成长计划", "studio": "北京优秀青年工程师创新工作室"}[programme]
    make.fill(case, who, past_recognitions=[{"programme": before, "as_team_leader": True}])
    found = gates.against(Situation(Case.objects.get(pk=case.pk), at=clock.now()))
    assert [g.code for g in found] == ["guard"]
    assert found[0].cite
    assert "不能报" in make.client_of(who).get(f"/cases/{case.id}/").content.decode()


def test_a_condition_that_may_still_be_met_is_not_told_early(settings: Settings) -> None:
    settings.BOLE_NOW = "2026-04-20T10:00"
    who = make.user()
    case = make.draft(who, pack=BAST, programme="growth")
    rules = rules_of(case)
    guard = rules.filing.guard
    assert isinstance(guard, Not)
    wanted = replace(rules.filing, guard=guard.part)  # as if somebody had to be a winner already
    stages = tuple(wanted if s == rules.filing else s for s in rules.programme.process.stages)
    process = replace(rules.programme.process, stages=stages)
    asks = Rules(rules.pack, replace(rules.programme, process=process))

    def early() -> list[str]:
        found = Case.objects.get(pk=case.pk)
        return [g.code for g in gates.against(Situation(found, at=clock.now(), rules=asks))]

    assert early() == []
    make.fill(case, who, past_recognitions=[])
    assert early() == ["guard"]


def test_an_empty_identity_code_is_asked_for_once(flow: Pack) -> None:
    who = make.user()
    case = make.ready(who)
    make.fill(case, who, identity_code="")
    page = make.client_of(who).get(f"/cases/{case.id}/submit/")
    assert [g.code for g in page.context["hard"]] == ["box"]
    assert "还有 1 处" in page.content.decode()
