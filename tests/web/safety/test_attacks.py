"""What somebody could try: forms of other sites, links that lead away, names that break headers."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from bole.web.applications.models import Case
from tests.web import factories
from tests.web.safety.test_matrix import address, ask, lines, world
from tests.web.safety.world import World

__all__ = ["world"]
pytestmark = pytest.mark.django_db
AWAY = ("https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)",
        "https:evil.example", "\t//evil.example")  # fmt: skip
#: Shows again what was typed before a sign-in, and writes nothing.
EXEMPT = frozenset({"case_section_kept"})
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def strict(user: Any) -> Client:
    """A browser in which the user has signed in, whose forms need their mark."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(user, backend=BACKEND)
    session = client.session
    session["second_factor"] = True
    session.save()
    return client


def test_no_form_is_taken_without_its_mark(world: World) -> None:
    """Of everything that is posted, whoever may: 403, or 401 to a script."""
    by_role = {"applicant": strict(world.everyone.applicant)}
    wrong = []
    for line in lines():
        if line.method == "get" or not line.who or line.name in EXEMPT:
            continue
        role = min(line.who & set(world.everyone.users()))
        client = by_role.setdefault(role, strict(getattr(world.everyone, role)))
        answer = ask(client, line.method, address(world, line.name, line.case))
        if answer.status_code not in (401, 403):
            wrong.append(f"{line.method} {line.name} as {role}: {answer.status_code}")
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("to", AWAY)
def test_no_link_leads_away(to: str, client: Client) -> None:
    someone = factories.client_of(factories.user())
    answers = [
        client.post("/language/", {"language": "en", "next": to}),
        someone.get("/account/login/", {"next": to}),
        someone.post("/account/login/", {"next": to}),
        someone.get("/account/login/password/", {"next": to}),
        someone.post("/account/logout/", {"next": to}),
    ]
    for answer in answers:
        assert answer.status_code == 302
        where = str(answer["Location"])
        assert where.startswith("/")
        assert not where.startswith(("//", "/\\"))


@pytest.mark.parametrize("to", AWAY)
def test_signing_in_leads_nowhere_else(to: str, client: Client) -> None:
    who = signed_up()
    answer = client.post(f"/account/login/password/?next={quote(to)}", {**who, "next": to})
    assert (answer.status_code, answer["Location"]) == (302, "/me/")


def signed_up() -> dict[str, str]:
    """What somebody types to sign in."""
    who = factories.user()
    EmailAddress.objects.create(user=who, email=who.email, verified=True, primary=True)
    return {"login": str(who.email), "password": factories.PASSWORD}


def test_a_session_of_before_is_not_the_one_of_after(client: Client) -> None:
    who = signed_up()
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["sessionid"] = before = str(session.session_key)
    assert client.post("/account/login/password/", who).status_code == 302
    assert client.get("/me/").status_code == 200
    assert client.cookies["sessionid"].value != before
    thief = Client()
    thief.cookies["sessionid"] = before
    assert thief.get("/me/").status_code == 302


def test_signing_out_ends_the_session_for_whoever_copied_it() -> None:
    client = factories.client_of(factories.user())
    copied = client.cookies["sessionid"].value
    client.post("/account/logout/")
    thief = Client()
    thief.cookies["sessionid"] = copied
    assert thief.get("/me/").status_code == 302


NAMES = ("a\r\nSet-Cookie: x=1.pdf", '"; filename="b.exe', "../../etc/passwd", "名\u202egpj.pdf",
         "<script>.pdf")  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_names_of_files_break_no_header_and_no_page(world: World, name: str) -> None:
    item = world.draft.folder.items.get()
    item.name = name
    item.save()
    client = world.client("applicant")
    answer = client.get(reverse("case_file", args=[world.draft.id, item.uid]), {"save": "1"})
    assert answer.status_code == 200
    told = answer["Content-Disposition"]
    assert "Set-Cookie" not in answer.headers
    assert "\r" not in told
    assert "\n" not in told
    assert told.startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    page = client.get(reverse("case_materials", args=[world.draft.id])).content.decode()
    assert "<script>.pdf" not in page


def test_what_no_form_asks_for_is_not_taken(world: World) -> None:
    """Columns that are not the filer's to set, posted with everything that is."""
    before = Case.objects.filter(pk=world.draft.pk).values().get()
    more = {
        "number": "1", "stage": "decide", "result": "accepted", "filer": "1", "submitted_at": "2025",
        "standing": "met", "employer_id": "1", "is_system_admin": "1", "pack": "other/pack/2025",
    }  # fmt: skip
    client = world.client("applicant")
    for name in ("case_choice", "case_section", "case_submit", "case_withdraw"):
        client.post(address(world, name, "draft"), more)
    client.post(
        "/account/", {"name": "林一诺", "is_system_admin": "1", "is_active": "", "email": "x"}
    )
    client.post("/me/notices/preferences/", more)
    after = Case.objects.filter(pk=world.draft.pk).values().get()
    for column in ("number", "result", "filer_id", "submitted_at", "stage", "pack"):
        assert after[column] == before[column]
    world.everyone.applicant.refresh_from_db()
    assert not world.everyone.applicant.is_system_admin
    assert world.everyone.applicant.is_active


def test_somebody_who_is_shut_out_is_out_at_once(world: World) -> None:
    client, who = world.client("officer"), world.everyone.officer
    assert client.get("/desk/cases/").status_code == 200
    who.memberships.update(ends_on=factories.LONG_AGO.date())
    assert client.get("/desk/cases/").status_code == 404
    who.is_active = False
    who.save()
    assert client.get("/me/").status_code == 302


def test_staff_without_a_second_factor_see_nothing(world: World, settings: Settings) -> None:
    client = Client()
    client.force_login(world.everyone.officer, backend=BACKEND)
    for url in ("/desk/cases/", f"/cases/{world.sent.id}/", "/audit/", "/desk/cases.csv",
                "/desk/cases.xlsx"):  # fmt: skip
        answer = client.get(url)
        assert answer.status_code == 302
        assert answer["Location"] == "/account/2fa/app/"


@pytest.mark.postgres
@pytest.mark.parametrize("role", ["officer", "auditor", "applicant"])
def test_a_nul_in_an_address_or_a_name_is_no_fault_of_the_site(world: World, role: str) -> None:
    client = world.client(role)
    for url in ("/desk/cases/?q=a%00", "/desk/cases.csv?stage=%00", "/audit/?q=%00&why=x",
                "/desk/organisations/all/?q=%00", "/organisations/a%00/", "/cases/?page=%00"):  # fmt: skip
        assert client.get(url).status_code == 400, url
    assert client.post("/desk/cases/filters/", {"name": "a\0b"}).status_code in (302, 404)
