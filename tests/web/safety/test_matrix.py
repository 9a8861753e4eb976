"""Who gets what from every address: a new one without a line below fails.

A line says: name, method, for which of the two applications, who, and with which answers. Whoever
is not named is told that there is nothing (404), or is sent to sign in. A method without a line is
answered to nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from bole.policy import library
from bole.web.organisations.models import Membership
from tests.web import fakes
from tests.web.safety.world import ROLES, World, build, patterns

pytestmark = pytest.mark.django_db

WHO: Final = {
    "all": set(ROLES),
    "people": set(ROLES) - {"anonymous"},
    "nobody": set[str](),
    "owner": {"applicant"},
    "employer": {"unit_officer"},
    "part": {"applicant", "unit_officer"},
    "asker": {"other_applicant"},
    "scan": {"other_applicant", "officer", "other_officer", "talent_office"},
    "reader": {"applicant", "unit_officer", "recommender", "officer", "talent_office", "auditor"},
    # The employer too: in this programme it endorses what was filed.
    "files": {"applicant", "unit_officer", "recommender", "officer", "talent_office", "auditor"},
    "desk": {"recommender", "officer", "other_officer", "talent_office", "auditor"},
    "verifier": {"officer", "other_officer", "talent_office"},
    "overseer": {"officer", "other_officer", "talent_office", "system_admin"},
    "office": {"talent_office"},
    "chief": {"talent_office", "system_admin"},
    "auditor": {"auditor"},
}
LINES: Final = """
programmes get - all 200
clauses get - all 200
programme get - all 200
selfchecks get - all 200
selfcheck get - all 200
selfcheck post - all 200
compare get - all 200
compare post - all 200
privacy get - all 200
accessibility get - all 200
health get - all 200
language post - all 302
home get - people 200
notices get - people 200
notices_read post - people 302
notice_preferences get - people 200
notice_preferences post - people 302
notice post - owner 302
consents get - people 200
withdraw_consent post - nobody
recoveries get - chief 200
recovery_desk get - chief 200
recovery_desk post - chief 422
organisations get - people 200
organisation_register get - people 200
organisation_register post - people 200 422
organisation_recover get - people 200
organisation_recover post - people 200 422
request_withdraw post - asker 302
invitation post - asker 302
organisation get - employer 200
organisation_refresh get - employer 200
organisation_refresh post - employer 200 422
organisation_invite get - employer 200
organisation_invite post - employer 200 422
organisation_member post - employer 302
invitation_cancel post - employer 302
desk_organisations get - verifier 200
desk_organisations_all get - overseer 200
desk_organisation_new get - office 200
desk_organisation_new post - office 200 422
desk_request get - verifier 200
desk_request post - verifier 200 422
desk_organisation get - overseer 200
desk_organisation post - overseer 200 422
desk_desks get - chief 200
desk_desks_of get - chief 200
desk_desks_of post - chief 200 422
desk_deliveries get - chief 200
desk_deliveries post - chief 302
profile get - people 200
profile_export get - people 200
profile_import get - people 200
profile_import post - people 422
profile_restore post - nobody
apply get - people 200
apply post - people 302 422
cases get - people 200
case get draft part 200
case get sent reader 200
case post sent employer 422
case_choice get draft owner 200
case_choice post draft owner 302
case_submit get draft owner 200
case_submit post draft owner 422
case_submit get sent reader 302
case_submit post sent reader 302
case_receipt get sent reader 200
case_receipt_pdf get sent reader 200
case_withdraw get draft owner 200
case_withdraw post draft owner 422
case_withdraw get sent owner 200
case_withdraw post sent owner 422
case_read get draft owner 200
case_read get sent reader 200
case_verify post sent nobody
desk_cases get - desk 200
desk_cases_csv get - desk 200
desk_cases_xlsx get - desk 200
desk_filters post - desk 302
case_materials get draft part 200
case_materials get sent reader 200
case_form get draft owner 200
case_form get sent reader 302
case_form_mark get draft people 200
case_form_mark get sent people 200
case_claims get draft owner 200
case_claims post draft owner 302
case_claims get sent reader 302
case_claims post sent reader 302
case_section get draft owner 200
case_section post draft owner 302 422
case_section get sent reader 302
case_section post sent reader 302
case_section_kept post draft owner 200 302
case_standing get draft owner 200
case_standing get sent reader 302
desk_cycles get - office 200
desk_cycle get - office 200
cycle_decide get - nobody
cycle_decide post - nobody
cycle_quotas get - office 200
cycle_quotas post - office 200 422
cycle_extend get - office 200
cycle_extend post - office 200 422
cycle_end get - nobody
cycle_end post - nobody
case_ask post draft nobody
case_material get draft owner 200
case_material get sent files 200
case_material post draft owner 302 422
case_explain post draft nobody
case_order post draft nobody
case_again post draft nobody
case_template get draft owner 200 404
case_upload_start post draft owner 400 422
case_upload_finish post draft nobody
upload get - owner 200
case_file get draft owner 200
case_file post draft owner 200
case_file post sent files 200
case_import get draft owner 200
case_import post draft owner 200 302 422
case_import get sent reader 302
case_import post sent reader 302
case_material post sent owner 422
case_upload_start post sent owner 422
upload patch - owner 409
upload delete - owner 200
case_file get sent files 200
case_item post draft nobody
audit get - auditor 200
evidence get - people 200
evidence post - people 200 422
evidence_file get - owner 200
evidence_change post - owner 302 404
organisation_licence get - scan 200
organisation_licence post - scan 200 422
case_thumbnail get draft owner 200 404
"""
#: Pages of signing in and of one's own account: they take no object, and show nobody else's.
ACCOUNT: Final = ("account", "change_phone", "change_phone_code", "sign_in_code", "held", "end_sessions",
                  "recovery", "recovery_sent", "activate")  # fmt: skip
#: Only there where BOLE_DEMO is set; refused in earnest.
DEMO: Final = frozenset({"demo", "demo_sign_in", "demo_clock"})


@dataclass(frozen=True)
class Line:
    """What one address answers to whom."""

    name: str
    method: str
    case: str
    who: frozenset[str]
    ok: frozenset[int]


def lines() -> Iterator[Line]:
    """The lines, read."""
    for line in LINES.strip().splitlines():
        name, method, case, who, *ok = line.split()
        yield Line(name, method, case, frozenset(WHO[who]), frozenset(map(int, ok)))


def names() -> set[str]:
    """The names of all addresses."""
    return {str(one.name) for _, one in patterns()}


def of_account(name: str) -> bool:
    """True for addresses of signing in and of one's own account."""
    return name in ACCOUNT or name.startswith(("account_", "mfa_"))


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> World:
    monkeypatch.setattr(library, "readable", lambda: (fakes.flow(),))
    settings.BOLE_NOW = "2025-05-20T10:00"
    settings.BOLE_FILES = tmp_path / "files"
    return build()


def address(world: World, name: str, case: str) -> str:
    """The address with the world's objects in it."""
    wanted = next(one.pattern.converters for _, one in patterns() if one.name == name)
    found = world.draft if case == "draft" else world.sent
    special: dict[str, Any] = {
        "evidence_file": {"item": world.evidence.uid},
        "evidence_change": {"item": world.evidence.uid},
        "notice": {"id": world.notice.pk},
        "cycle_decide": {"kind": "parameter", "key": "age_on"},
        "cycle_quotas": {"programme": "channel", "table": "quota"},
        "cycle_extend": {"what": "window"},
        "cycle_end": {"kind": "extension"},
        "recovery_desk": {"id": world.recovery.pk},
        "invitation": {"uid": world.invitation.uid},
        "invitation_cancel": {"uid": world.invitation.uid},
        "organisation_member": {
            "id": Membership.objects.get(organisation=world.everyone.employer).pk
        },
    }
    own = {"case": found.id, "item": found.folder.items.get().uid, "upload": world.upload.uid}
    values = world.values | own | special.get(name, {})
    return reverse(name, kwargs={key: values[key] for key in wanted})


def ask(client: Client, method: str, url: str) -> Any:
    """The answer; whatever it did is undone."""
    with transaction.atomic():
        answer = getattr(client, method)(url)
        transaction.set_rollback(True)
    return answer


def nothing(answer: Any) -> bool:
    """True where the answer gives nothing away: not there, or sign in first."""
    if answer.status_code == 302:
        return str(answer["Location"]).startswith("/account/login/")
    return answer.status_code in (401, 404)


def test_every_address_has_a_line_and_every_line_an_address() -> None:
    there = {name for name in names() if not of_account(name)} - DEMO
    assert sorted(there - {line.name for line in lines()}) == []
    assert sorted({line.name for line in lines()} - there) == []


@pytest.mark.parametrize("role", ROLES)
def test_a_role_gets_what_is_its_own_and_nothing_else(world: World, role: str) -> None:
    client, wrong = world.client(role), []
    for line in lines():
        url = address(world, line.name, line.case)
        answer = ask(client, line.method, url)
        fine = answer.status_code in line.ok if role in line.who else nothing(answer)
        if not fine:
            wrong.append(f"{line.method} {url} ({line.name}): {answer.status_code}")
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("role", ["applicant", "officer", "anonymous"])
def test_what_has_no_line_is_answered_to_nobody(world: World, role: str) -> None:
    """Every other method, and the other application's state."""
    client, wrong = world.client(role), []
    said = {(line.name, line.method, line.case) for line in lines()}
    for name in sorted(names() - DEMO):
        if of_account(name):
            continue
        cases = ("draft", "sent") if any(n == name and c != "-" for n, _, c in said) else ("-",)
        for case in cases:
            url = address(world, name, case)
            for method in ("get", "post", "put", "patch", "delete", "trace"):
                if (name, method, case) in said:
                    continue
                answer = ask(client, method, url)
                if answer.status_code != 405 and not nothing(answer):
                    wrong.append(f"{method} {url} ({name}): {answer.status_code}")
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("role", ["anonymous", "stranger", "talent_office"])
def test_account_pages_break_for_nobody(world: World, role: str) -> None:
    client = world.client(role)
    for name in sorted(filter(of_account, names())):
        for method in ("get", "post"):
            answer = ask(client, method, reverse(name, kwargs=_token(name)))
            assert answer.status_code < 500
            client = world.client(role) if "logout" in name or "sessions" in name else client


@pytest.mark.parametrize("name", sorted(DEMO & names()))
def test_the_demonstration_is_not_there(world: World, name: str) -> None:
    for method in ("get", "post"):
        answer = ask(world.client("stranger"), method, reverse(name, kwargs=_token(name)))
        assert answer.status_code in (404, 405)


def _token(name: str) -> dict[str, str]:
    wanted = next(one.pattern.converters for _, one in patterns() if one.name == name)
    return dict.fromkeys(wanted, "0" * 40)


def test_made_up_identifiers_are_answered_like_what_one_may_not_see(world: World) -> None:
    """An application that is not there and one of somebody else's: word for word the same."""
    client = world.client("stranger")
    other = "00000000-0000-4000-8000-000000000000"
    for name in sorted(names()):
        if not name.startswith("case_") and name != "case":
            continue
        if name == "case_form_mark":
            continue
        real = address(world, name, "sent")
        for method in ("get", "post"):
            a, b = (
                ask(client, method, real),
                ask(client, method, real.replace(str(world.sent.id), other)),
            )
            assert a.status_code == b.status_code, name
            assert _bare(a.content, str(world.sent.id)) == _bare(b.content, other), name


def _bare(content: bytes, id: str) -> str:
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", content.decode())
    return text.replace(id, "…")
