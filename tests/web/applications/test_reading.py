"""What was filed, as far as a role need know it."""

from __future__ import annotations

import uuid

import pytest
from pytest_django import Settings

from bole.web.applications import services
from bole.web.applications.models import Case
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
