"""A person's own evidence, and scans of organisations' requests."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from bole.web.audit.models import Entry, Reading
from bole.web.common import clock
from bole.web.materials import evidence, queries
from bole.web.materials.models import Item
from bole.web.organisations.models import Registration
from tests.web import factories
from tests.web.factories import Cast
from tests.web.materials import samples
from tests.web.uploads.pages import upload

MINE = "/me/evidence/"


@pytest.fixture
def mine(everyone: Cast, files: Any) -> Client:
    """The applicant's browser."""
    return factories.client_of(everyone.applicant)


def kept(everyone: Cast) -> list[Item]:
    """What the applicant has."""
    return queries.items(evidence.folder_of(everyone.applicant)).get("", [])


def test_report_on_degrees_holds_180_days_from_its_issue(mine: Client, everyone: Cast) -> None:
    data = {"kind": "degree_verification", "issued_on": "2025-05-01", "files": upload()}
    assert mine.post(MINE, data).status_code == 302
    (item,) = kept(everyone)
    assert str(item.valid_until) == "2025-10-28"
    assert "有效到 2025-10-28" in mine.get(MINE).content.decode()
    assert item in queries.evidence_of(everyone.applicant, on=clock.today())
    assert not queries.evidence_of(everyone.applicant, on=clock.today().replace(year=2026))


def test_what_has_ended_is_not_taken_and_the_form_stays_filled(
    mine: Client, everyone: Cast
) -> None:
    data = {"kind": "degree_verification", "issued_on": "2024-05-01", "files": upload()}
    answer = mine.post(MINE, data)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "已经过期" in html
    assert 'value="2024-05-01"' in html
    assert not kept(everyone)
    assert "还没选文件" in mine.post(MINE, {"kind": "degree"}).content.decode()


def test_identity_goes_to_the_vault_and_only_its_owner_opens_it(
    mine: Client, everyone: Cast
) -> None:
    mine.post(MINE, {"kind": "identity", "files": upload(samples.photo(), "证.jpg")})
    (item,) = kept(everyone)
    assert item.file.sealed
    assert mine.get(f"{MINE}{item.uid}/").getvalue().startswith(b"\xff\xd8")
    assert Reading.objects.get().reason == "own"
    for who in (everyone.stranger, everyone.officer, everyone.unit_officer, everyone.system_admin):
        other = factories.client_of(who)
        assert other.get(f"{MINE}{item.uid}/").status_code == 404
        assert other.post(f"{MINE}{item.uid}/change/").status_code == 404
    mine.post(f"{MINE}{item.uid}/change/", {"do": "remove"})
    assert not kept(everyone)
    mine.post(f"{MINE}{item.uid}/change/", {"do": "restore"})
    assert kept(everyone) == [item]


def test_scan_of_a_licence_is_kept_with_the_request_and_seen_by_officers(
    everyone: Cast, files: Any
) -> None:
    row = Registration.objects.create(
        organisation=everyone.other_employer, kind="refresh", asked_by=everyone.stranger,
        asked_at=clock.now(),
    )  # fmt: skip
    path = f"/organisations/requests/{row.uid}/scan/"
    asker = factories.client_of(everyone.stranger)
    assert asker.get(path).status_code == 200
    assert asker.post(path, {"files": upload(b"<html>")}).status_code == 422
    photos = [upload(samples.photo(shade=n), f"{n}.jpg") for n in (1, 90)]
    assert asker.post(path, {"files": photos}).status_code == 302
    row.refresh_from_db()
    assert asker.get(path, {"file": ""}).getvalue().startswith(b"%PDF")
    assert factories.client_of(everyone.talent_office).get(path).getvalue().startswith(b"%PDF")
    assert Reading.objects.get().about == row.about
    assert Entry.objects.filter(about__contains=str(row.uid)).exists() or row.scan_sha256
    for who in (everyone.applicant, everyone.expert, everyone.auditor, everyone.unit_officer):
        assert factories.client_of(who).get(path).status_code == 404
