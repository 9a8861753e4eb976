"""Made-up people with drafts, through the services that the pages call."""

from __future__ import annotations

import hashlib
import urllib.parse
import urllib.request
from html.parser import HTMLParser
from typing import Any, Final

from benchmarks.web.load import Request
from benchmarks.web.site import Person, signed_in
from bole.facts.identity import resident_check_digit
from bole.web.accounts import consents
from bole.web.accounts.models import User
from bole.web.applications import services
from bole.web.applications.models import Case, Slot, Submission
from bole.web.applications.packs import rules_of
from bole.web.common.clock import now
from bole.web.demo.people import uscc
from bole.web.materials.models import Item, StoredFile
from bole.web.organisations.models import Organisation
from bole.web.profiles import bridge
from bole.web.profiles import services as saving

PACK: Final = "beijing/xicheng-xirong/2025"
CHOSEN: Final = {"programme": "xirong", "track": "finance", "tier": "young", "intake": "window"}
SECTION: Final = "work"


def person(n: int, *, port: int) -> Person:
    """A person with a filled draft, and the two requests they are about to send."""
    user = User.objects.create_user(name=_name(n), email=f"bench{n}@example.org")
    case = _draft(user, n)
    cookies = signed_in(user)
    save = _request(port, f"/cases/{case.id}/form/{SECTION}/", cookies, auto="1", go="")
    submit = _request(port, f"/cases/{case.id}/submit/", cookies)
    return Person(save, submit)


def checked(n: int) -> list[str]:
    """What the database says afterwards, in words; raises SystemExit where it is not as it must be."""
    cases, kept = Case.objects.exclude(number=None), Submission.objects.count()
    numbers = cases.values("number").distinct().count()
    if not n == cases.count() == kept == numbers == Slot.objects.count():
        raise SystemExit(f"{n} pressed, {cases.count()} submitted, {kept} kept, {numbers} numbers")
    return [
        f"Afterwards the database has {n} applications, each once, each with a number of its own."
    ]


def _draft(user: User, n: int) -> Case:
    employer, _ = Organisation.objects.get_or_create(
        uscc=uscc(n % 40),
        defaults={"name": f"示例单位{n % 40}", "kind": "employer", "state": "verified",
                  "asked_at": now()},
    )  # fmt: skip
    case = services.start(user, pack=PACK, employer=employer, **CHOSEN)
    case = Case.objects.select_related("sheet", "person_sheet").get(pk=case.pk)
    posts = [{"employer_name": f"单位{i}", "start": f"20{i:02d}-01", "end": f"20{i + 1:02d}-01"}
             for i in range(5, 15)]  # fmt: skip
    papers = [{"title": f"论文{i}", "date": "2020-05"} for i in range(30)]
    base = f"11010219900101{n % 1000:03d}"
    facts: dict[str, Any] = {
        "name": user.name, "identity_code": base + resident_check_digit(base), "identity_document": "居民身份证",
        "birth_date": "1990-01-01", "on_job": True, "joined_on": "2019-03-01",
        "family:posts": posts, "family:papers": papers, "employer.code": employer.uscc,
        "employer.name": employer.name,
    }  # fmt: skip
    vocabulary = rules_of(case).pack.vocabulary
    for sheet, kind in ((case.person_sheet, "person"), (case.sheet, "case")):
        own = {k: v for k, v in facts.items() if bridge.sheet_for(k, vocabulary=vocabulary) == kind}
        saving.save(sheet, own, base=sheet.version, by=user)
    _materials(case, user, n)
    for kind in consents.missing(user, process=rules_of(case).programme.process, about=case.about):
        consents.give(user, kind.id, about=case.about)
    return case


def _materials(case: Case, user: User, n: int) -> None:
    for material in rules_of(case).programme.materials_of(case.track):
        digest = hashlib.sha256(f"{n} {material.number}".encode()).hexdigest()
        stored = StoredFile.objects.create(
            sha256=digest, size=400_000, media_type="application/pdf", pages=3, stored_at=now()
        )
        Item.objects.create(
            folder=case.folder, material=material.number, file=stored, by=user, added_at=now(),
            name=f"{material.number}.pdf",
        )  # fmt: skip


def _name(n: int) -> str:
    return "林" + "".join("零壹贰叁肆伍陆柒捌玖"[int(digit)] for digit in str(n))


def _request(port: int, path: str, cookies: dict[str, str], **more: str) -> Request:
    """The form on a page, as a browser would send it."""
    header = {"Cookie": "; ".join(f"{k}={v}" for k, v in cookies.items())}
    asked = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=header)
    with urllib.request.urlopen(asked) as answer:
        text = answer.read().decode()
        said = answer.headers.get_all("Set-Cookie") or []
    for cookie in said:
        name, _, value = cookie.partition(";")[0].partition("=")
        cookies[name] = value
    form = _Form()
    form.feed(text)
    fields = [(k, v) for k, v in form.fields if k not in more] + list(more.items())
    return Request("POST", path, urllib.parse.urlencode(fields), dict(cookies))


class _Form(HTMLParser):
    """The fields of the page's main form with their values."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: list[tuple[str, str]] = []
        self.inside = False
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {k: v or "" for k, v in attrs}
        if tag == "main":
            self.inside = True
        name = given.get("name", "")
        if not self.inside:
            return
        if tag == "input" and name:
            kind = given.get("type", "text")
            if kind not in ("radio", "checkbox", "submit") or "checked" in given:
                self.fields.append((name, given.get("value", "")))
        elif tag == "select":
            self.select = name
        elif tag == "option" and "selected" in given:
            self.fields.append((self.select, given.get("value", "")))
