"""Import into a draft: a file or an earlier application, looked at before it is saved."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bole.policy.pack import Pack
from bole.web.applications.models import Case, Submission
from bole.web.profiles.services import save
from bole.web.profiles.snapshot import snapshot
from bole.web.programmes.form import form_of
from tests.web import factories
from tests.web.forms.conftest import Desk

pytestmark = pytest.mark.django_db


def ticked(html: str) -> tuple[str, list[str]]:
    """The sealed import and what is ticked at first."""
    sealed = re.findall(r'name="sealed" value="([^"]+)"', html)[0]
    return sealed, re.findall(r'name="take" value="([^"]+)" checked', html)


def test_a_file_fills_both_sheets_as_far_as_the_form_asks(desk: Desk) -> None:
    text = "name: 林一诺\nincome_last_year: 100万\nemployer:\n  name: 示例银行\n职称: []\n"
    file = SimpleUploadedFile("p.yaml", text.encode())
    html = desk.client.post(desk.url("import"), {"file": file}).content.decode()
    sealed, take = ticked(html)
    assert set(take) == {"name", "employer.name", "family:titles"}
    assert "另有 1 项这份申报不用" in html
    assert desk.facts == {}
    answer = desk.client.post(desk.url("import"), {"sealed": sealed, "take": take})
    assert answer.status_code == 302
    assert desk.facts == {"name": "林一诺", "employer.name": "示例银行"}
    assert desk.rows("titles") == []
    page = desk.client.get(desk.url()).content.decode()
    assert "已导入 3 项" in page


def test_an_earlier_application_for_the_same_person_is_taken_over(
    desk: Desk, demo_pack: Pack
) -> None:
    earlier = factories.draft(desk.who, track="finance")
    assert earlier == desk.case
    save(desk.case.sheet, {"employer.name": "示例银行", "claims": ["四/2"]}, base=0, by=desk.who)
    save(desk.case.person_sheet, {"name": "林一诺"}, base=0, by=desk.who)
    form = form_of(demo_pack, programme="demo", track="finance")
    frozen = snapshot(desk.case.person_sheet, desk.case.sheet, form=form)
    found = Submission.objects.create(
        case=desk.case, at=desk.case.started_at, by=desk.who,
        idempotency="6c2b0d5e-0000-4000-8000-000000000001", pack_fingerprint="", cycle_fingerprint="",
        content=frozen, sha256="",
    )  # fmt: skip
    Case.objects.filter(pk=desk.case.pk).update(number="X-1", submitted_at=desk.case.started_at)
    now = Desk(desk.who, factories.draft(desk.who, track="finance"), desk.client)
    assert "X-1" in desk.client.get(now.url("import")).content.decode()
    html = desk.client.post(now.url("import"), {"submission": found.pk}).content.decode()
    sealed, take = ticked(html)
    assert take == ["employer.name"]
    desk.client.post(now.url("import"), {"sealed": sealed, "take": take})
    assert now.facts == {"name": "林一诺", "employer.name": "示例银行"}
    other = factories.user("周予安")
    theirs = Desk(other, factories.draft(other, track="finance"), factories.client_of(other))
    assert "X-1" not in theirs.client.get(theirs.url("import")).content.decode()
    assert theirs.client.post(theirs.url("import"), {"submission": found.pk}).status_code == 404
    assert theirs.client.post(theirs.url("import"), {"sealed": sealed}).status_code == 422
