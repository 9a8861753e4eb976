"""What was filed, as far as a role need know it."""

from __future__ import annotations

import uuid

import pytest
from pytest_django import Settings

from bole.policy.pack import Pack
from bole.web.applications import reading, services
from bole.web.applications.models import Case, Submission
from bole.web.applications.packs import find_or_404
from bole.web.applications.permissions import party_of, rights_to, standing_of
from bole.web.applications.receipts import Kept
from bole.web.common import clock
from tests.web import factories as make

pytestmark = pytest.mark.django_db
PACK = "xian/high-level-talent/2020"


def test_amounts_are_read_by_those_who_check_them_and_by_nobody_else(settings: Settings) -> None:
    settings.BOLE_NOW = "2022-05-20T10:00"
    cast = make.cast(pack=PACK, programme="xian", track="")
    case = make.draft(
        cast.applicant, pack=PACK, programme="xian", tier="local", employer=cast.employer
    )
    case = make.fill(
        case, cast.applicant, name="林一诺", identity_code=make.identity_code(1),
        identity_document="居民身份证",
        income_last_year="98.7万元", tax_paid=[{"year": 2021, "amount": "65.4万元"}],
    )  # fmt: skip
    case = make.complete(case, cast.applicant)
    services.submit(case, by=cast.applicant, role="applicant", key=uuid.uuid4())
    case = Case.objects.get(pk=case.pk)
    url = f"/cases/{case.id}/read/"
    whole = make.client_of(cast.officer).get(url).content.decode()
    assert "98.7" in whole
    assert "65.4" in whole
    for who in (cast.auditor, cast.unit_officer):
        page = make.client_of(who).get(url).content.decode()
        assert "已填，不显示" in page
        for secret in ("98.7", "65.4", make.identity_code(1)):
            assert secret not in page


def test_an_employer_sees_a_persons_files_only_where_it_endorses_them(flow: Pack) -> None:
    who, officer, unit = make.user(), make.user(), make.organisation()
    make.member(officer, unit, role="employer_officer")
    case = make.ready(who, employer=unit)
    rights = rights_to(case, standing=standing_of(officer, on=clock.today()))
    assert rights is not None
    assert party_of(case, rights=rights) == "employer"
    services.submit(case, by=who, role="applicant", key=uuid.uuid4())
    case.refresh_from_db()
    assert party_of(case, rights=rights) == ""
    case.programme = "channel"
    assert party_of(case, rights=rights) == "employer"
    own = rights_to(case, standing=standing_of(who, on=clock.today()))
    assert own is not None
    assert party_of(case, rights=own) == ""
    filed = Submission.objects.get(case=case)
    rules = find_or_404(case.pack, programme="endorsed")
    assert [f.material for f in reading.files(filed, rules=rules)] == ["1"]
    assert reading.files(filed, rules=rules, party="employer") == []
    assert Kept(filed, rules, "employer").files == []
