"""A world in which everything that somebody could see is there, for the matrix and the crawl."""

from __future__ import annotations

import hashlib
import io
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from bole.web.accounts.models import Recovery, User
from bole.web.applications import services
from bole.web.applications.models import Case
from bole.web.audit import services as audit
from bole.web.materials import storage
from bole.web.materials.models import Explanation, Folder, Item, StoredFile, Upload
from bole.web.notices.models import Notice
from bole.web.organisations.models import Invitation, Registration
from tests.web import factories, fakes
from tests.web.factories import LONG_AGO, Cast

ROLES: Final = (
    "anonymous", "applicant", "other_applicant", "unit_officer", "other_unit_officer",
    "recommender", "officer", "other_officer", "talent_office", "expert", "leader", "auditor",
    "system_admin", "stranger",
)  # fmt: skip
STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
#: Marks of what is private: words that stand in one place each and nowhere else.
MARKS: Final = {
    name: f"雀鸣{STEMS[n // 10]}{STEMS[n % 10]}"
    for n, name in enumerate(
        (
            "applicant.name", "applicant.paper", "draft.file", "sent.file", "sent.explanation",
            "sent.reason", "draft.subject", "sent.subject", "notice.title", "notice.body",
            "employer.contact", "request.contact", "request.grounds", "invitation.name",
            "recovery.name", "recovery.grounds", "audit.content", "officer.name", "upload.name",
            "evidence.file",
        )
    )
}  # fmt: skip


@dataclass(frozen=True)
class World:
    """Everyone, a draft and a submitted application, and what else has an address."""

    everyone: Cast
    draft: Case
    sent: Case
    request: Registration
    invitation: Invitation
    recovery: Recovery
    notice: Notice
    upload: Upload
    evidence: Item
    values: dict[str, Any]

    def client(self, role: str) -> Client:
        """A browser of that role."""
        return factories.client_of(None if role == "anonymous" else getattr(self.everyone, role))


def build() -> World:
    """The world, on a day within the round of the made-up pack with procedures."""
    everyone = factories.cast(pack=fakes.FLOW, programme="endorsed", track="")
    who, employer = everyone.applicant, everyone.employer
    who.name = MARKS["applicant.name"]
    who.save()
    everyone.officer.name = MARKS["officer.name"]
    everyone.officer.save()
    employer.contact_name, employer.contact_phone = MARKS["employer.contact"], "+8619900000000"
    employer.save()
    factories.desk(everyone.office, actor="talent_office", pack=fakes.FLOW, programme="channel")
    sent = _sent(everyone)
    draft = factories.draft(who, pack=fakes.FLOW, programme="endorsed", tier="main",
                            employer=employer)  # fmt: skip
    draft.subject = MARKS["draft.subject"]
    draft.save()
    item = factories.attach(draft, who, material="1", content=b"%PDF-1.7 of the draft")
    _bytes(item, b"%PDF-1.7 of the draft")
    item.name = MARKS["draft.file"]
    item.save()
    request, invitation, recovery = _asked(everyone)
    notice = Notice.objects.create(
        user=who, kind="submitted", about=sent.about, title=MARKS["notice.title"],
        body=MARKS["notice.body"], url=f"/cases/{sent.id}/", made_at=LONG_AGO, once="mark",
    )  # fmt: skip
    audit.record("case.marked", actor=everyone.officer, role="department_officer",
                 about=sent.about,
                 content={"mark": MARKS["audit.content"]})  # fmt: skip
    upload = Upload.objects.create(folder=draft.folder, material="1", size=10, by=who,
                                   name=MARKS["upload.name"], started_at=LONG_AGO)  # fmt: skip
    values = {
        "pack": fakes.FLOW, "programme": "endorsed", "uid": request.uid, "uscc": employer.uscc,
        "token": "0" * 40, "kind": "employer", "id": 1, "section": _section(draft), "material": "1",
    }  # fmt: skip
    return World(everyone, draft, sent, request, invitation, recovery, notice, upload, _evidence(who),
                 values)  # fmt: skip


def _sent(everyone: Cast) -> Case:
    who = everyone.applicant
    case = factories.ready(who, employer=everyone.employer)
    case = factories.fill(case, who, papers=[{"title": MARKS["applicant.paper"]}])
    item = case.folder.items.get()
    _bytes(item, b"%PDF-1.7 made up")
    item.name = MARKS["sent.file"]
    item.save()
    Explanation.objects.create(folder=case.folder, material="1", by=who, at=LONG_AGO,
                               text=MARKS["sent.explanation"])  # fmt: skip
    services.submit(case, by=who, role="applicant", key=uuid.uuid4())
    case.refresh_from_db()
    case.recommender, case.subject = everyone.recommending, MARKS["sent.subject"]
    case.save()
    event = case.events.last()
    event.reason = MARKS["sent.reason"]
    event.save()
    return case


def _asked(everyone: Cast) -> tuple[Registration, Invitation, Recovery]:
    new = factories.organisation("示例新办企业", state="asked", decided_at=None)
    request = Registration.objects.create(
        organisation=new, kind="register", asked_by=everyone.other_applicant, asked_at=LONG_AGO,
        content={"name": new.name, "kind": "employer", "contact_name": MARKS["request.contact"]},
        grounds=MARKS["request.grounds"], scan_sha256=_scan(b"%PDF-1.7 a licence").sha256,
    )  # fmt: skip
    invitation = Invitation.objects.create(
        organisation=everyone.employer, user=everyone.other_applicant, role="employer_officer",
        made_by=everyone.unit_officer, made_at=LONG_AGO, name=MARKS["invitation.name"],
    )  # fmt: skip
    recovery = Recovery.objects.create(
        user=everyone.other_applicant, asked_at=LONG_AGO, name=MARKS["recovery.name"],
        old_login="+8619900000001", new_phone="+8619900000002", grounds=MARKS["recovery.grounds"],
    )  # fmt: skip
    return request, invitation, recovery


def _evidence(who: User) -> Item:
    """A file that the applicant keeps for later."""
    stored = _scan(b"%PDF-1.7 kept for later")
    folder = Folder.objects.create(user=who)
    return Item.objects.create(
        folder=folder, file=stored, name=MARKS["evidence.file"], by=who, added_at=LONG_AGO
    )


def _scan(content: bytes) -> StoredFile:
    """A stored file with its bytes."""
    stored = StoredFile.objects.create(
        sha256=hashlib.sha256(content).hexdigest(), size=len(content), stored_at=LONG_AGO,
        media_type="application/pdf",
    )  # fmt: skip
    storage.put(io.BytesIO(content), sha256=stored.sha256, sealed=False)
    return stored


def _section(case: Case) -> str:
    """The first section of a draft's form."""
    page = factories.client_of(case.filer).get(f"/cases/{case.id}/form/").content.decode()
    found = re.search(rf"/cases/{case.id}/form/([a-z_-]+)/[\"?]", page)
    assert found, page
    return found[1]


def _bytes(item: Item, content: bytes) -> None:
    storage.put(io.BytesIO(content), sha256=item.file.sha256, sealed=item.file.sealed)


def patterns(
    found: URLResolver | None = None, *, before: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Every address of the site: its route and its pattern."""
    for one in (found or get_resolver()).url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from patterns(one, before=route)
        else:
            yield route, one
