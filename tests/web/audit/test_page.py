"""The auditor's page: found by number, with a reason, and every look is noted."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bole.web.audit import services, words
from bole.web.audit.finders import subject_of
from bole.web.audit.models import Entry, Reading
from tests.web import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> factories.Organisation:
    return factories.organisation("示例人才办", kind="office")


@pytest.fixture
def auditor(office: factories.Organisation) -> Client:
    who = factories.user("宋知微")
    factories.member(who, office, role="auditor")
    return factories.client_of(who)


def write(about: str, n: int, *, actor: factories.User | None = None) -> Entry:
    with transaction.atomic():
        return services.record(
            "organisation.changed", actor=actor, role="talent_office", about=about,
            content={"reason": f"理由{n}", "was": {"name": "旧名"}},
        )  # fmt: skip


def test_an_organisation_is_found_by_its_code(
    auditor: Client, office: factories.Organisation
) -> None:
    write(office.about, 1)
    page = auditor.get("/audit/", {"q": office.uscc.lower(), "why": "年度检查"}).content.decode()
    assert "理由1" in page
    assert "was.name" in page
    assert office.about in page
    read = Reading.objects.get()
    assert (read.about, read.reason, read.what) == (office.about, "年度检查", "audit:entries")


def test_an_application_is_found_by_its_number(demo_pack: object) -> None:
    case = factories.draft(factories.user())
    case.number, case.submitted_at = "2025-0001", factories.LONG_AGO
    case.save()
    assert subject_of("2025-0001") == case.about
    assert subject_of(case.about) == case.about
    assert subject_of("2025-0002") == subject_of("") == ""


def test_nothing_is_shown_without_a_reason(auditor: Client, office: factories.Organisation) -> None:
    write(office.about, 1)
    page = auditor.get("/audit/", {"q": office.uscc}).content.decode()
    assert "请写为什么查" in page
    assert "理由1" not in page
    assert not Reading.objects.exists()


def test_readings_are_listed_with_their_reasons(
    auditor: Client, office: factories.Organisation
) -> None:
    asked = {"q": office.about, "why": "抽查", "what": "readings"}
    assert "抽查" in auditor.get("/audit/", asked).content.decode()
    assert Reading.objects.count() == 1


def test_only_auditors_have_the_page(office: factories.Organisation, client: Client) -> None:
    assert client.get("/audit/")["Location"].startswith("/account/login/")
    for role in ("talent_office", "leader"):
        who = factories.user()
        factories.member(who, office, role=role)
        assert factories.client_of(who).get("/audit/").status_code == 404
    admin = factories.user(is_system_admin=True)
    assert factories.client_of(admin).get("/audit/").status_code == 404


@pytest.mark.parametrize("what", ["entries", "readings"])
def test_the_queries_do_not_grow_with_the_rows(
    auditor: Client, office: factories.Organisation, what: str
) -> None:
    asked = {"q": office.about, "why": "查", "what": what}
    auditor.get("/audit/", asked)  # the session's own first look
    counts = []
    for rows in (1, 30):
        for n in range(rows):
            write(office.about, n, actor=factories.user())
            services.read(office.about, reader=factories.user(), role="x", what="y", reason="z")
        with CaptureQueriesContext(connection) as queries:
            auditor.get("/audit/", asked)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_deeds_and_values_have_words_in_both_languages() -> None:
    assert words.deed("case.start").zh == "开始填报"
    assert words.deed("case.recommend").zh == "推荐"
    assert words.deed("something.new").zh == "something.new"
    assert words.name("employer").zh == "单位"
    assert words.name("reason.more").zh == "理由.more"
    assert words.name("was.name").zh == "was.name"
    assert all(text.zh and text.en for text in (*words.DEEDS.values(), *words.NAMES.values()))
