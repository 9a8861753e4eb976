"""What is private is marked, every page is read as everybody: a mark stands only where it may.

The crawl follows every link from every address, reads HTML, CSV, JSON, PDF, headers and the names
of files, as each role and as the public.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urljoin, urlsplit

import pypdfium2
import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from bole.policy import library
from bole.web.audit.models import Reading
from bole.web.operations.rows import lines as rows_of
from bole.web.operations.rows import tables
from tests.web import fakes
from tests.web.safety.test_matrix import address, lines, names, of_account
from tests.web.safety.world import MARKS, ROLES, World, build, patterns

pytestmark = pytest.mark.django_db

CASE: Final = {
    "applicant.name", "applicant.paper", "sent.file", "sent.explanation", "sent.reason",
    "sent.subject",
}  # fmt: skip
#: Who may see which marks; nobody sees `audit.content` but the auditor.
MAY: Final[dict[str, set[str]]] = {
    "applicant": CASE
    | {
        "draft.file",
        "draft.subject",
        "notice.title",
        "notice.body",
        "upload.name",
        "evidence.file",
    },
    "other_applicant": {"request.contact", "request.grounds", "invitation.name"},
    # The employer endorses what was submitted; of a draft it sees its own part.
    "unit_officer": CASE | {"employer.contact", "invitation.name", "draft.subject"},
    "recommender": CASE,
    "officer": CASE | {"officer.name", "employer.contact", "request.contact", "request.grounds"},
    "other_officer": {"officer.name", "employer.contact", "request.contact", "request.grounds"},
    "talent_office": CASE
    | {
        "officer.name",
        "employer.contact",
        "request.contact",
        "request.grounds",
        "recovery.name",
        "recovery.grounds",
    },
    "auditor": CASE | {"audit.content", "officer.name"},
    "system_admin": {"officer.name", "employer.contact", "recovery.name", "recovery.grounds"},
}
#: Whoever but the person reads these leaves a note.
FACTS: Final = {"applicant.paper", "recovery.grounds"}
MOST: Final = 150


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> World:
    monkeypatch.setattr(library, "readable", lambda: (fakes.flow(),))
    settings.BOLE_NOW = "2025-05-20T10:00"
    settings.BOLE_FILES = tmp_path / "files"
    return build()


def starts(world: World) -> Iterator[str]:
    """Every address that can be got."""
    for line in lines():
        if line.method == "get":
            yield address(world, line.name, line.case)
    for name in sorted(filter(of_account, names())):
        wanted = next(one.pattern.converters for _, one in patterns() if one.name == name)
        yield reverse(name, kwargs=dict.fromkeys(wanted, "0" * 40))


def crawl(client: Client, found: Iterable[str]) -> Iterator[tuple[str, Any]]:
    """Each address and its answer, with those that the answers link to."""
    waiting, seen = list(dict.fromkeys(found)), set[str]()
    while waiting and len(seen) < MOST:
        url = waiting.pop(0)
        if url in seen or url.startswith(("/static/", "/language/")):
            continue
        seen.add(url)
        answer = client.get(url)
        yield url, answer
        if "html" in answer.headers.get("Content-Type", ""):
            links = re.findall(r'(?:href|hx-get|src)="([^"#]+)', answer.content.decode())
            inner = (urlsplit(urljoin(url, link.replace("&amp;", "&"))) for link in links)
            waiting += [p._replace(fragment="").geturl() for p in inner if not p.netloc]


def text_of(answer: Any) -> str:
    """All that an answer says, its headers too."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    head = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    if answer.headers.get("Content-Type", "") == "application/pdf" and body.startswith(
        b"%PDF-1.7\n"
    ):
        pages = pypdfium2.PdfDocument(body)
        return head + "".join(page.get_textpage().get_text_range() for page in pages)
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            return head + "".join(book.read(n).decode(errors="replace") for n in book.namelist())
    return head + body.decode(errors="replace")


def seen_in(text: str) -> set[str]:
    """The marks that stand in a text, however they are written down."""
    return {
        name
        for name, mark in MARKS.items()
        if mark in text or quote(mark) in text or json.dumps(mark).strip('"') in text
    }


@pytest.mark.parametrize("role", ROLES)
def test_each_role_sees_only_what_it_may(world: World, role: str) -> None:
    may, wrong, broken, quiet = MAY.get(role, set()), [], [], []
    noted = 0
    for url, answer in crawl(world.client(role), starts(world)):
        before, noted = noted, Reading.objects.count()
        if answer.status_code >= 500:
            broken.append(url)
        seen = seen_in(text_of(answer))
        wrong += [f"{name} at {url}" for name in sorted(seen - may)]
        if seen & FACTS and role != "applicant" and noted == before:
            quiet.append(url)
    assert wrong == [], "\n".join(wrong)
    assert broken == []
    assert quiet == [], "facts were read and nobody noted it"


def test_marks_are_seen_where_they_belong(world: World) -> None:
    """So that the crawl is known to see them at all."""
    for role, at_least in (("applicant", {"draft.file", "sent.file", "applicant.paper"}),
                           ("officer", {"sent.subject", "applicant.paper"})):  # fmt: skip
        found = set[str]()
        for _, answer in crawl(world.client(role), starts(world)):
            found |= seen_in(text_of(answer))
        assert found >= at_least


@pytest.mark.postgres
def test_a_dump_of_the_database_has_no_mark_in_clear(world: World) -> None:
    """Every table as it lies on the disk: names, phones, identity numbers, facts, file names."""
    who = world.everyone.applicant
    hidden = [*MARKS.values(), who.phone, who.phone.removeprefix("+86"), "19900000000", "一篇论文"]
    hidden += [str(v) for v in world.sent.person_sheet.content["facts"].values() if len(str(v)) > 6]
    plain = {MARKS["notice.title"]}  # shown on lock screens, so it names nobody
    wrong = []
    for table in tables(apps):
        for line in rows_of(table, using=connection.alias):
            text = line.decode()
            wrong += [f"{table.__name__}: {h}" for h in hidden if h not in plain
                      and (h in text or json.dumps(h).strip('"') in text)]  # fmt: skip
    assert wrong == []
