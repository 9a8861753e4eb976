"""Looking at files: what a browser may do with them, who may, and what is kept of it."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django import Settings

from bole.web.applications.models import Case
from bole.web.audit.models import Reading
from bole.web.common import clock
from bole.web.materials.models import Item, StoredFile
from tests.web import factories
from tests.web.factories import Cast
from tests.web.uploads.pages import post, put, there, upload, url


def look(case: Case, item: Item, who: Any, *rest: str, **more: Any) -> Any:
    """The answer to whoever opens the file."""
    return factories.client_of(who).get(
        f"/cases/{case.id}/files/{item.uid}/" + "/".join(rest), **more
    )


def submitted(case: Case) -> Case:
    """The case, handed in."""
    Case.objects.filter(pk=case.pk).update(number="T-1", submitted_at=clock.now())
    return Case.objects.get(pk=case.pk)


def test_file_is_shown_but_cannot_do_anything(everyone: Cast, case: Case) -> None:
    item = put(case, "9", by=everyone.applicant)
    answer = look(case, item, everyone.applicant)
    assert answer.getvalue().startswith(b"%PDF")
    assert answer.headers["Content-Disposition"].startswith("inline")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "no-store" in answer.headers["Cache-Control"]
    saved = look(case, item, everyone.applicant, data={"save": "1"})
    assert saved.headers["Content-Disposition"].startswith("attachment")
    picture = look(case, item, everyone.applicant, "first-page/")
    assert picture.content.startswith(b"\xff\xd8")
    assert "sandbox" in picture.headers["Content-Security-Policy"]


def test_proxy_sends_plain_files_itself_and_never_the_vault(
    everyone: Cast, case: Case, settings: Settings
) -> None:
    settings.BOLE_ACCEL = "/stored"
    plain, sealed = (
        put(case, "9", by=everyone.applicant),
        put(case, "8", by=everyone.applicant, vault=True),
    )
    answer = look(case, plain, everyone.applicant)
    sha = plain.file.sha256
    assert answer.headers["X-Accel-Redirect"] == f"/stored/plain/{sha[:2]}/{sha[2:4]}/{sha}"
    assert not answer.content
    assert look(case, sealed, everyone.applicant).getvalue().startswith(b"%PDF")


def test_vault_opens_to_officers_with_a_reason_that_is_kept(everyone: Cast, case: Case) -> None:
    item = put(case, "8", by=everyone.applicant, vault=True)
    case = submitted(case)
    asked = look(case, item, everyone.officer)
    assert "为什么要看" in asked.content.decode()
    assert not Reading.objects.exists()
    client = factories.client_of(everyone.officer)
    path = f"/cases/{case.id}/files/{item.uid}/"
    assert client.post(path, {"reason": " "}).status_code == 422
    assert client.post(path, {"reason": "核对出生日期"}).getvalue().startswith(b"%PDF")
    reading = Reading.objects.get()
    assert (reading.reader, reading.reason, reading.about) == (
        everyone.officer, "核对出生日期", case.about,
    )  # fmt: skip
    assert look(case, item, everyone.officer, "first-page/").status_code == 404


def test_own_vault_file_opens_without_a_reason_and_is_on_record(everyone: Cast, case: Case) -> None:
    item = put(case, "8", by=everyone.applicant, vault=True)
    assert look(case, item, everyone.applicant).getvalue().startswith(b"%PDF")
    assert Reading.objects.get().reason == "own"


def test_who_sees_which_file(everyone: Cast, case: Case) -> None:
    own = put(case, "9", by=everyone.applicant)
    works = put(case, "1", by=everyone.unit_officer)
    vault = put(case, "8", by=everyone.applicant, vault=True)

    def seen() -> dict[str, list[int]]:
        return {
            name: [look(case, i, who).status_code for i in (own, works, vault)]
            for name, who in everyone.users().items()
        }

    nothing = {name: [404, 404, 404] for name in everyone.users()}
    draft = {"applicant": [200, 200, 200], "unit_officer": [404, 200, 404]}
    assert seen() == nothing | draft
    submitted(case)
    after = {
        name: [200, 200, 200] for name in ("officer", "talent_office")
    } | {"auditor": [200, 200, 404]}  # fmt: skip
    assert seen() == nothing | draft | after
    assert factories.client_of(None).get(f"/cases/{case.id}/files/{own.uid}/").status_code == 302


def test_item_of_another_case_is_not_found_under_this_one(everyone: Cast, case: Case) -> None:
    other = factories.draft(
        everyone.stranger, pack=case.pack, programme=case.programme, track="finance"
    )
    theirs = put(other, "9", by=everyone.stranger)
    assert look(case, theirs, everyone.applicant).status_code == 404


def test_infected_file_is_gone_and_a_waiting_one_is_only_saved(everyone: Cast, case: Case) -> None:
    item = put(case, "9", by=everyone.applicant)
    StoredFile.objects.update(scan="waiting")
    answer = look(case, item, everyone.applicant)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    StoredFile.objects.update(scan="infected")
    assert look(case, item, everyone.applicant).status_code == 404


def test_employer_fills_its_part_and_sees_nothing_else(everyone: Cast, case: Case) -> None:
    put(case, "9", by=everyone.applicant)
    client = factories.client_of(everyone.unit_officer)
    html = client.get(url(case)).content.decode()
    assert 'id="m-1"' in html
    assert 'id="m-9"' not in html
    assert "9.pdf" not in html
    assert post(client, case, "1", files=[upload()]).status_code == 302
    (item,) = there(case, "1")
    assert (item.by, item.organisation) == (everyone.unit_officer, everyone.employer)
    assert post(client, case, "9", files=[upload()]).status_code == 404
    assert (
        everyone.employer.name
        in factories.client_of(everyone.applicant).get(url(case)).content.decode()
    )
    other = factories.client_of(everyone.other_unit_officer)
    assert other.get(url(case)).status_code == 404


@pytest.mark.parametrize("who", ["officer", "auditor", "unit_officer", "applicant"])
def test_nobody_changes_what_was_handed_in(everyone: Cast, case: Case, who: str) -> None:
    item = put(case, "1", by=everyone.applicant)
    case = submitted(case)
    client = factories.client_of(getattr(everyone, who))
    html = client.get(url(case)).content.decode()
    assert "data-add" not in html
    answer = post(client, case, "1", files=[upload()])
    assert answer.status_code in (404, 422)
    client.post(f"/cases/{case.id}/files/{item.uid}/change/", {"do": "remove"})
    assert there(case, "1") == [item]
