"""An employer whose registration has lapsed reads what it began, changes nothing, and is told why."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from pathlib import Path
from typing import Any, Final

import pytest
from django.core import serializers
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from bole.policy.intake import read_instant
from bole.policy.pack import Pack
from bole.process.model import Event as Deed
from bole.web.accounts import consents
from bole.web.accounts.models import Consent
from bole.web.applications import services
from bole.web.applications.models import Case
from bole.web.applications.packs import rules_of
from bole.web.notices.models import Notice
from tests.web import factories as make
from tests.web import fakes
from tests.web.safety.test_matrix import ask
from tests.web.safety.world import patterns

pytestmark = pytest.mark.django_db
UNTIL: Final = dt.date(2025, 5, 19)
SAID: Final = "的登记已于 2025-05-19 到期"
#: What the lapsed employer's officer gets from the addresses of an own draft, of a filed case, and
#: of one that is to be completed; what is not named is not there, or leads back to the case.
READS: Final = {
    "draft": {"case", "case_read", "case_submit", "case_materials", "case_form_mark"},
    "sent": {"case", "case_read", "case_receipt", "case_receipt_pdf", "case_materials",
             "case_form_mark"},
    "asked": {"case", "case_read", "case_submit", "case_receipt", "case_receipt_pdf",
              "case_materials", "case_form_mark"},
}  # fmt: skip


@pytest.fixture
def cast(flow: Pack, files: Path, settings: Settings) -> make.Cast:
    """The cast; the registration was good for one day less than today."""
    return make.cast(pack=fakes.FLOW, programme="unit", track="")


def unit_case(cast: make.Cast, name: str, *, n: int, sent: bool = False) -> Case:
    who = cast.unit_officer
    case = make.draft(
        who, pack=fakes.FLOW, programme="unit", organisation=cast.employer, subject=name
    )
    case = make.fill(case, who, name=name, identity_code=make.identity_code(n))
    make.agree(case)
    make.attach(case, who, material="1", content=b"%PDF-1.7 " + name.encode())
    if sent:
        services.submit(case, by=who, role="employer_officer", key=uuid.uuid4())
    return Case.objects.select_related("folder").get(pk=case.pk)


def ask_for(case: Case, *keys: str) -> None:
    """The office asks for completion."""
    wanted = Deed(read_instant("2025-05-20T12:00"), "office", "supplement", "不清楚")
    services.advance(case, event=wanted, user=None, role="officer", unlock=keys,
                     complete_by=read_instant("2025-05-27T24:00"))  # fmt: skip


def lapse(cast: make.Cast, until: dt.date | None = UNTIL) -> Client:
    cast.employer.verified_until = until
    cast.employer.save()
    return make.client_of(cast.unit_officer)


def addresses(case: Case) -> dict[str, str]:
    """Every address of a case by name."""
    values: dict[str, Any] = {
        "case": case.id, "item": case.folder.items.get().uid, "material": "1", "section": "person",
    }  # fmt: skip
    found = {}
    for _, one in patterns():
        wanted = set(one.pattern.converters)
        if "case" in wanted and wanted <= set(values):
            found[str(one.name)] = reverse(one.name, kwargs={k: values[k] for k in wanted})
    return found


def state(case: Case) -> str:
    """Everything that the owner could change."""
    row = Case.objects.select_related("sheet", "person_sheet", "folder").get(pk=case.pk)
    rows = [row, row.sheet, row.person_sheet, row.folder, *row.folder.items.order_by("pk")]
    return json.dumps(serializers.serialize("python", rows), default=str)


@pytest.mark.parametrize("which", ["draft", "sent", "asked"])
def test_it_reads_its_own_and_changes_nothing(cast: make.Cast, which: str) -> None:
    case = unit_case(cast, "钟灵毓", n=5, sent=which != "draft")
    if which == "asked":
        ask_for(case, "name", "material:1")
    client, before = lapse(cast), state(case)
    own = reverse("case", args=[case.id])
    read, wrong = set(), []
    for name, url in addresses(case).items():
        answer = ask(client, "get", url)
        if answer.status_code == 200:
            read.add(name)
        elif not _shut(answer, own):
            wrong.append(f"get {url}: {answer.status_code}")
        answer = client.post(url)
        if answer.status_code != 422 and not _shut(answer, own):
            wrong.append(f"post {url}: {answer.status_code}")
    assert wrong == []
    assert read == READS[which]
    assert state(case) == before


def _shut(answer: Any, own: str) -> bool:
    """True where there is nothing, or where it leads back to the case."""
    return answer.status_code in (404, 405) or str(answer.get("Location", "")).startswith(own)


def test_the_pages_say_since_when_and_lead_to_the_refresh(cast: make.Cast) -> None:
    case = unit_case(cast, "钟灵毓", n=5)
    client = lapse(cast)
    url = f"/cases/{case.id}/"
    refresh = f'href="/organisations/{cast.employer.uscc}/"'
    for page in ("/me/", "/cases/", f"/apply/{fakes.FLOW}/unit/", url, f"{url}read/",
                 f"{url}materials/"):  # fmt: skip
        text = client.get(page).content.decode()
        assert SAID in text, page
        assert refresh in text, page
    text = client.get(url).content.decode()
    assert f'href="{url}read/"' in text
    assert f'href="{url}form/"' not in text
    assert f'href="{url}choice/"' not in text
    assert "钟灵毓" in client.get(f"{url}read/").content.decode()
    assert (
        f'href="/organisations/{cast.employer.uscc}/refresh/"'
        in client.get(f"/organisations/{cast.employer.uscc}/").content.decode()
    )


def test_submission_is_refused_with_the_reason(cast: make.Cast) -> None:
    case = unit_case(cast, "钟灵毓", n=5)
    client = lapse(cast)
    page = client.get(f"/cases/{case.id}/submit/")
    assert "更新登记后才能提交" in page.content.decode()
    sent = client.post(f"/cases/{case.id}/submit/", {"key": str(uuid.uuid4())})
    assert sent.status_code == 422
    assert Case.objects.get().draft
    client = lapse(cast, None)
    assert client.post(f"/cases/{case.id}/submit/", {"key": str(uuid.uuid4())}).status_code == 302


def test_no_agreement_is_taken_down_for_it(cast: make.Cast) -> None:
    told = {"programme": "unit", "organisation": cast.employer, "subject": "钟灵毓"}
    case = make.draft(cast.unit_officer, pack=fakes.FLOW, **told)
    asked = consents.required_for(rules_of(case).programme.process)
    form = {"key": str(uuid.uuid4())} | {f"consent-{kind.id}": "yes" for kind in asked}
    client = lapse(cast)
    assert client.post(f"/cases/{case.id}/submit/", form).status_code == 422
    assert asked
    assert not Consent.objects.exists()


def test_what_is_to_be_completed_is_not_handed_in_by_it(cast: make.Cast) -> None:
    case = unit_case(cast, "钟灵毓", n=5, sent=True)
    ask_for(case, "name")
    client, form = lapse(cast), {"key": str(uuid.uuid4())}
    sent = client.post(f"/cases/{case.id}/submit/", form)
    assert sent.status_code == 422
    assert "更新登记后才能提交" in sent.content.decode()
    assert case.submissions.count() == 1
    assert Case.objects.get().unlocked == ["name"]
    client = lapse(cast, None)
    assert client.post(f"/cases/{case.id}/submit/", form).status_code == 302
    assert case.submissions.count() == 2


def test_nothing_new_is_begun(cast: make.Cast) -> None:
    client = lapse(cast)
    assert client.post(f"/apply/{fakes.FLOW}/unit/", {"subject": "新人"}).status_code == 422
    assert not Case.objects.exists()


def test_what_others_sent_and_what_a_stopped_unit_has_stay_shut(cast: make.Cast) -> None:
    own = unit_case(cast, "钟灵毓", n=5)
    person = make.submitted(cast.applicant, n=7, employer=cast.employer)
    client = lapse(cast)
    assert client.get(f"/cases/{person.id}/").status_code == 404
    assert make.client_of(cast.other_unit_officer).get(f"/cases/{own.id}/").status_code == 404
    cast.employer.state = "stopped"
    cast.employer.save()
    assert client.get(f"/cases/{own.id}/").status_code == 404
    assert not Notice.objects.filter(about=own.about).exists()


def test_who_has_asked_for_the_refresh_is_told_that_it_waits(cast: make.Cast) -> None:
    case, browser = unit_case(cast, "周予安", n=1), lapse(cast)
    own = reverse("organisation", args=[cast.employer.uscc])
    pages = ("/me/", "/cases/", f"/cases/{case.id}/")
    for url in pages:
        page = browser.get(url).content.decode()
        assert "去更新登记" in page, url
        assert "更新已经提交" not in page, url
    cast.employer.registrations.create(
        kind="refresh", asked_by=cast.unit_officer, asked_at=make.LONG_AGO
    )
    for url in pages:
        page = browser.get(url).content.decode()
        assert "去更新登记" not in page, url
        assert "更新已经提交" in page, url
    page = browser.get(own).content.decode()
    assert "登记到期了，核对通过后才能接着办事。" in page
    assert "照旧有效" not in page


def test_what_its_people_sent_is_said_to_be_kept_and_not_shown(cast: make.Cast) -> None:
    case = make.submitted(cast.applicant, n=7, employer=cast.employer)
    said = "的登记 2025-05-19 到期：本单位人员交的申报都留着，更新后又能看到。"
    browser = lapse(cast)
    for url in ("/me/", "/cases/"):
        page = browser.get(url).content.decode()
        assert said in page, url
        assert str(case.number) not in page, url
        assert str(case.id) not in page, url
    browser = lapse(cast, None)
    for url in ("/me/", "/cases/"):
        assert said not in browser.get(url).content.decode(), url
    assert str(case.number) in browser.get("/cases/").content.decode()
