"""What was submitted stays as it was handed in, whatever its owner changes beside it."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest

from bole.policy.intake import read_instant
from bole.policy.pack import Pack
from bole.problems import Problems
from bole.process.model import Event as Deed
from bole.web.applications import services
from bole.web.applications.models import Case, Slot
from bole.web.applications.world import Situation
from bole.web.common import clock
from bole.web.forms import services as forms
from bole.web.notices.models import Notice
from bole.web.organisations.models import Membership
from tests.web import factories as make
from tests.web import fakes

pytestmark = pytest.mark.django_db
RETURN = Deed(read_instant("2025-05-20T11:00"), "employer", "return", "补写")
ENDORSE = Deed(read_instant("2025-05-20T11:00"), "employer", "endorse")


def people(programme: str = "endorsed") -> make.Cast:
    return make.cast(pack=fakes.FLOW, programme=programme, track="")


def advance(case: Case, event: Deed, **more: Any) -> Case:
    return services.advance(case, event=event, user=None, role="officer", **more)


def submit(case: Case) -> Any:
    return services.submit(case, by=case.filer, role="applicant", key=uuid.uuid4())


def at_check(cast: make.Cast, *items: str, **more: Any) -> Case:
    """A case that the department wants completed in the items."""
    case = make.submitted(cast.applicant, employer=cast.employer)
    advance(case, ENDORSE)
    if not items:
        return Case.objects.get(pk=case.pk)
    deed = Deed(read_instant("2025-05-20T12:00"), "department", "supplement", "不清楚")
    more = {"complete_by": read_instant("2025-05-27T24:00")} | more
    return advance(case, deed, unlock=items, **more)


def test_later_stages_judge_what_was_submitted(flow: Pack) -> None:
    cast = people()
    case = at_check(cast)
    make.fill(case, cast.applicant, on_job=False, claims=["四/2/1"])
    situation = Situation(Case.objects.get(pk=case.pk), at=clock.now())
    assert situation.facts.get("on_job").low == 1
    assert situation.claims == ()


def test_a_completion_changes_only_what_was_asked_for(flow: Pack) -> None:
    cast = people()
    case = at_check(cast, "name")
    make.fill(case, cast.applicant, name="林一诺（改）", on_job=False, papers=[])
    second = submit(case)
    assert second.content["facts"]["name"] == "林一诺（改）"
    assert second.content["facts"]["on_job"] is True
    assert second.content["families"]["papers"]


def test_a_completion_leaves_the_choices_alone(flow: Pack) -> None:
    cast = people()
    case = at_check(cast, "material:1")
    with pytest.raises(Problems, match="已经提交"):
        services.choose(case, by=cast.applicant, employer=make.organisation())
    browser = make.client_of(cast.applicant)
    page = browser.post(f"/cases/{case.id}/choice/", {"employer_code": make.uscc(990)})
    assert page.status_code == 422


def test_a_completion_that_never_comes_lets_the_officer_go_on(flow: Pack, settings: Any) -> None:
    cast = people()
    case = at_check(cast, "name")
    make.fill(case, cast.applicant, name="没有交上来")
    officer = make.client_of(cast.officer)
    form = {"outcome": "accept", "seen": case.events_count}
    assert officer.post(f"/cases/{case.id}/", form).status_code == 404
    settings.BOLE_NOW = "2025-05-28T00:00"  # the officer's own five working days are over as well
    officer = make.client_of(cast.officer)
    assert "办理意见" in officer.get(f"/cases/{case.id}/").content.decode()
    situation = Situation(Case.objects.get(pk=case.pk), at=clock.now(), filed=True)
    assert situation.facts.get("name").text == cast.applicant.name
    assert officer.post(f"/cases/{case.id}/", form).status_code == 302
    case.refresh_from_db()
    assert (case.stage, case.open, case.unlocked) == ("decide", False, [])


def test_filed_again_with_another_employer_it_holds_the_new_place_alone(flow: Pack) -> None:
    cast = people()
    case = make.submitted(cast.applicant, employer=cast.employer)
    before = set(Slot.objects.values_list("limit", "key"))
    advance(case, RETURN)
    case = Case.objects.get(pk=case.pk)
    other = make.organisation()
    case = services.choose(case, by=cast.applicant, employer=other)
    make.fill(case, cast.applicant, identity_code=make.identity_code(77))
    submit(case)
    after = set(Slot.objects.values_list("limit", "key"))
    assert {limit for limit, _ in after} == {limit for limit, _ in before}
    assert not after & before


def test_who_left_the_unit_is_told_nothing_more(flow: Pack) -> None:
    cast = people("unit")
    unit = make.client_of(cast.unit_officer)
    unit.post(f"/apply/{flow.id}/unit/", {"subject": "钟灵毓"})
    case = Case.objects.get()
    make.fill(case, cast.unit_officer, name="钟灵毓", identity_code=make.identity_code(5))
    make.agree(case)
    successor = make.user("后任")
    make.member(successor, cast.employer, role="employer_officer")
    Membership.objects.filter(user=cast.unit_officer).update(ends_on=dt.date(2025, 5, 19))
    services.submit(case, by=successor, role="employer_officer", key=uuid.uuid4())
    told = Notice.objects.filter(about=case.about).values_list("user", flat=True)
    assert set(told) == {successor.pk}


def test_officers_of_a_unit_agree_in_their_own_name(flow: Pack) -> None:
    cast = people("unit")
    make.client_of(cast.unit_officer).post(f"/apply/{flow.id}/unit/", {"subject": "钟灵毓"})
    case = Case.objects.get()
    make.fill(case, cast.unit_officer, name="钟灵毓", identity_code=make.identity_code(5))
    colleague = make.user("同事")
    make.member(colleague, cast.employer, role="employer_officer")
    form = {"key": str(uuid.uuid4()), "consent-sensitive": "yes"}
    done = make.client_of(colleague).post(f"/cases/{case.id}/submit/", form)
    assert done.status_code == 302, done.content.decode()
    assert set(colleague.consents.values_list("kind", flat=True)) == {"sensitive"}
    assert not cast.unit_officer.consents.exists()


def test_nobody_decides_about_the_own_application(flow: Pack) -> None:
    cast = people()
    case = make.submitted(cast.officer, employer=cast.employer)
    advance(case, ENDORSE)
    form = {"outcome": "accept", "seen": Case.objects.get(pk=case.pk).events_count}
    assert make.client_of(cast.officer).post(f"/cases/{case.id}/", form).status_code == 404


def test_an_employer_code_is_the_same_however_it_is_typed(flow: Pack) -> None:
    cast = people()
    case = make.ready(cast.applicant, employer=cast.employer)
    make.fill(case, cast.applicant, employer__code=cast.employer.uscc.lower())
    submit(Case.objects.get(pk=case.pk))


def test_that_a_list_is_whole_can_be_told_in_a_completion(flow: Pack) -> None:
    cast = people()
    case = at_check(cast, "family:papers", "closed:papers")
    saved = forms.save_section(
        Case.objects.get(pk=case.pk), {"closed:papers": True, "on_job": False}, base={},
        by=cast.applicant, vocabulary=flow.vocabulary,
    )  # fmt: skip
    assert saved.changed == ("closed:papers",)


def test_two_people_of_one_name_do_not_share_their_facts(flow: Pack) -> None:
    cast = people("unit")

    def file_for(n: int) -> Case:
        given = {"organisation": cast.employer, "subject": "钟灵毓"}
        case = make.draft(cast.unit_officer, pack=flow.id, programme="unit", **given)
        if case.submitted_at is None and n:
            make.fill(case, cast.unit_officer, name="钟灵毓", identity_code=make.identity_code(n))
            make.agree(case)
            services.submit(case, by=cast.unit_officer, role="employer_officer", key=uuid.uuid4())
        return Case.objects.get(pk=case.pk)

    first, second = file_for(5), file_for(6)
    assert first.person_sheet != second.person_sheet
    for case in (first, second):
        services.withdraw(case, by=cast.unit_officer, reason="重来", role="employer_officer")
    assert file_for(0).person_sheet in (first.person_sheet, second.person_sheet)
