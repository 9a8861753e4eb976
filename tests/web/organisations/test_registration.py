"""From asking for an organisation to acting for it."""

from __future__ import annotations

import datetime as dt

import pytest
from pytest_django import Settings

from bole.problems import Problems
from bole.web.accounts.models import User
from bole.web.audit.models import Entry
from bole.web.common.clock import today
from bole.web.notices.models import Notice
from bole.web.organisations import duties, queries, services
from bole.web.organisations.models import Organisation, Registration
from bole.web.organisations.permissions import Actor
from bole.web.organisations.services import Details
from bole.web.organisations.services.members import Person
from bole.web.organisations.services.registration import default_until
from tests.web import factories

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
UNIT = Details("新办科技有限公司", contact_name="林一诺", contact_phone="010-00000000")
CODE = factories.uscc(900_001)


def officer_of(cast: factories.Cast) -> Actor:
    return Actor(cast.officer, "department_officer", cast.department)


def asked(user: User, details: Details = UNIT) -> Registration:
    return services.ask(user, uscc=CODE, details=details)


def codes_of(problems: pytest.ExceptionInfo[Problems]) -> set[str]:
    return {p.code for p in problems.value.problems}


def acting(user: User) -> list[str]:
    return [m.organisation.name for m in queries.memberships(user, on=today())]


def test_organisation_acts_only_once_an_officer_has_verified_it(cast: factories.Cast) -> None:
    row = asked(cast.stranger)
    assert acting(cast.stranger) == []
    services.decide(row, granted=True, reason="", by=officer_of(cast), until=dt.date(2026, 5, 20))
    assert acting(cast.stranger) == ["新办科技有限公司"]
    organisation = Organisation.objects.get(uscc=CODE)
    assert organisation.contact_name == "林一诺"
    assert [m.manages for m in organisation.memberships.all()] == [True]
    assert Notice.objects.filter(user=cast.stranger, title__contains="通过了").exists()
    assert [e.action for e in Entry.objects.filter(about=organisation.about)] == [
        "registration.asked",
        "registration.granted",
        "membership.joined",
    ]


def test_refusal_needs_a_reason_and_gives_nothing(cast: factories.Cast) -> None:
    row = asked(cast.stranger)
    with pytest.raises(Problems) as wrong:
        services.decide(row, granted=False, reason=" ", by=officer_of(cast))
    assert codes_of(wrong) == {"organisations.reason"}
    services.decide(row, granted=False, reason="名称不符", by=officer_of(cast))
    assert Organisation.objects.get(uscc=CODE).state == "refused"
    assert acting(cast.stranger) == []
    told = Notice.objects.filter(user=cast.stranger, title__contains="没有通过").get()
    assert told.body == "名称不符"
    assert asked(cast.stranger).state == "asked", "one can ask again"


def test_a_request_is_decided_once(cast: factories.Cast) -> None:
    row = asked(cast.stranger)
    services.decide(row, granted=True, reason="", by=officer_of(cast))
    with pytest.raises(Problems) as wrong:
        services.decide(row, granted=False, reason="改主意", by=officer_of(cast))
    assert codes_of(wrong) == {"organisations.decided"}


def test_nobody_decides_for_themselves_or_their_own_organisation(cast: factories.Cast) -> None:
    own = asked(cast.officer)
    with pytest.raises(Problems) as wrong:
        services.decide(own, granted=True, reason="", by=officer_of(cast))
    assert codes_of(wrong) == {"organisations.own"}
    factories.member(cast.officer, cast.employer, role="employer_officer")
    theirs = services.refresh(cast.employer, details=UNIT, by=cast.unit_officer)
    with pytest.raises(Problems):
        services.decide(theirs, granted=True, reason="", by=officer_of(cast))


def test_squatter_gets_nothing_when_the_true_one_is_verified(cast: factories.Cast) -> None:
    first, second = asked(cast.stranger), asked(cast.other_applicant)
    services.decide(second, granted=True, reason="", by=officer_of(cast))
    with pytest.raises(Problems) as wrong:
        services.decide(first, granted=True, reason="", by=officer_of(cast))
    assert codes_of(wrong) == {"organisations.changed"}
    services.decide(first, granted=False, reason="已由别人登记", by=officer_of(cast))
    assert acting(cast.stranger) == []
    assert acting(cast.other_applicant) == ["新办科技有限公司"]


def test_everything_wrong_is_told_at_once(cast: factories.Cast) -> None:
    with pytest.raises(Problems) as wrong:
        services.ask(cast.stranger, uscc="123", details=Details("", kind="office"))
    assert codes_of(wrong) >= {"uscc.shape", "organisations.missing", "organisations.role"}
    with pytest.raises(Problems) as wrong:
        services.ask(cast.stranger, uscc=cast.employer.uscc, details=UNIT)
    assert codes_of(wrong) == {"organisations.taken"}
    asked(cast.stranger)
    with pytest.raises(Problems) as wrong:
        asked(cast.stranger)
    assert codes_of(wrong) == {"organisations.waiting"}


def test_entered_code_becomes_an_organisation_when_somebody_asks(cast: factories.Cast) -> None:
    stub = services.enter(CODE.lower(), name="随便写的")
    assert services.enter(CODE) == stub
    services.decide(asked(cast.stranger), granted=True, reason="", by=officer_of(cast))
    stub.refresh_from_db()
    assert (stub.name, stub.state) == ("新办科技有限公司", "verified")
    assert services.enter(CODE, name="别的名字").name == "新办科技有限公司"


def test_employers_register_for_a_year_where_some_programme_wants_the_unit_first() -> None:
    assert default_until("employer", on=dt.date(2025, 5, 20)) == dt.date(2026, 5, 20)
    assert default_until("recommender", on=dt.date(2025, 5, 20)) is None


def test_registration_ends_and_is_refreshed(cast: factories.Cast, settings: Settings) -> None:
    unit = cast.employer
    unit.verified_until = dt.date(2025, 6, 19)
    unit.save()
    duties.remind_of_ends()
    duties.remind_of_ends()
    (notice,) = Notice.objects.filter(user=cast.unit_officer, kind="registration_ends")
    assert notice.title == "示例科技有限公司的登记 2025-06-19 到期"
    settings.BOLE_NOW = "2025-06-20T09:00"
    assert acting(cast.unit_officer) == []
    with pytest.raises(Problems):
        services.refresh(unit, details=UNIT, by=cast.stranger)
    row = services.refresh(unit, details=UNIT, by=cast.unit_officer)
    services.decide(row, granted=True, reason="", by=officer_of(cast), until=dt.date(2026, 6, 20))
    assert acting(cast.unit_officer) == ["新办科技有限公司"]


def test_nobody_registers_without_end_where_units_come_first(cast: factories.Cast) -> None:
    services.decide(asked(cast.stranger), granted=True, reason="", by=officer_of(cast))
    made = Organisation.objects.get(uscc=CODE)
    assert made.verified_until == default_until("employer", on=today())
    row = services.refresh(made, details=UNIT, by=cast.stranger)
    services.decide(row, granted=False, reason="执照过期", by=officer_of(cast))
    assert Organisation.objects.get(uscc=CODE).verified_until == made.verified_until


def test_refused_refresh_leaves_what_stands(cast: factories.Cast) -> None:
    row = services.refresh(cast.employer, details=UNIT, by=cast.unit_officer)
    services.decide(row, granted=False, reason="执照过期", by=officer_of(cast))
    assert acting(cast.unit_officer) == ["示例科技有限公司"]


def test_recovery_is_told_to_all_managers_and_ends_everyone_else(cast: factories.Cast) -> None:
    row = services.recover(cast.stranger, uscc=cast.employer.uscc, grounds="经办人离职")
    assert Notice.objects.filter(user=cast.unit_officer, title__contains="申请接管").exists()
    assert acting(cast.stranger) == []
    with pytest.raises(Problems) as wrong:
        services.decide(row, granted=True, reason="电话里说的", by=officer_of(cast))
    assert codes_of(wrong) == {"organisations.letter"}
    services.attach_scan(row, sha256="a" * 64, by=cast.stranger)
    services.decide(row, granted=True, reason="函件核对一致", by=officer_of(cast))
    assert acting(cast.unit_officer) == []
    assert acting(cast.stranger) == ["示例科技有限公司"]
    actions = Entry.objects.filter(about=cast.employer.about).values_list("action", flat=True)
    assert {"registration.asked", "registration.granted", "membership.left"} <= set(actions)


def test_recovery_needs_an_organisation_and_grounds(cast: factories.Cast) -> None:
    with pytest.raises(Problems) as wrong:
        services.recover(cast.stranger, uscc=CODE, grounds="")
    assert codes_of(wrong) == {"organisations.unknown", "organisations.grounds"}


def test_scan_is_attached_by_who_asked_while_it_waits(cast: factories.Cast) -> None:
    row = asked(cast.stranger)
    with pytest.raises(Problems):
        services.attach_scan(row, sha256="a" * 64, by=cast.applicant)
    services.attach_scan(row, sha256="a" * 64, by=cast.stranger)
    services.decide(row, granted=True, reason="", by=officer_of(cast))
    assert Organisation.objects.get(uscc=CODE).licence_sha256 == "a" * 64
    with pytest.raises(Problems):
        services.attach_scan(row, sha256="b" * 64, by=cast.stranger)


def test_withdrawn_request_is_over(cast: factories.Cast) -> None:
    row = asked(cast.stranger)
    services.withdraw(row, by=cast.stranger)
    assert Organisation.objects.get(uscc=CODE).state == "refused"
    with pytest.raises(Problems):
        services.decide(row, granted=True, reason="", by=officer_of(cast))


def test_stopped_organisation_does_not_act(cast: factories.Cast) -> None:
    with pytest.raises(Problems):
        services.stop(cast.employer, reason="", by=officer_of(cast))
    services.stop(cast.employer, reason="材料弄虚作假", by=officer_of(cast))
    assert acting(cast.unit_officer) == []
    with pytest.raises(Problems) as wrong:
        services.ask(cast.stranger, uscc=cast.employer.uscc, details=UNIT)
    assert codes_of(wrong) == {"organisations.stopped"}
    services.resume(cast.employer, reason="申诉成立", by=officer_of(cast))
    assert acting(cast.unit_officer) == ["示例科技有限公司"]


def test_offices_are_set_up_by_the_system_administrator_alone(cast: factories.Cast) -> None:
    details = Details("新区人才办", kind="office")
    person = Person("白鹿鸣", email="new@example.org")
    talent = Actor(cast.talent_office, "talent_office", cast.office)
    with pytest.raises(Problems) as wrong:
        services.found(uscc=CODE, details=details, role="talent_office", person=person, by=talent)
    assert codes_of(wrong) == {"organisations.office"}
    admin = Actor(cast.system_admin, "system_admin")
    made = services.found(uscc=CODE, details=details, role="talent_office", person=person, by=admin)
    invited = made.invitations.get()
    assert (made.state, invited.manages, invited.role) == ("verified", True, "talent_office")
    assert acting(invited.user) == []
    services.accept(invited, by=invited.user)
    assert acting(invited.user) == ["新区人才办"]


def test_nobody_fills_the_queue_alone(cast: factories.Cast) -> None:
    for n in range(10):
        services.ask(cast.stranger, uscc=factories.uscc(600_000 + n), details=UNIT)
    with pytest.raises(Problems) as wrong:
        asked(cast.stranger)
    assert codes_of(wrong) == {"organisations.too_many"}
