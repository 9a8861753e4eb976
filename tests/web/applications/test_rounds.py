"""A draft whose round is over stays, apart from the open ones, and helps with the next round."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from bole.policy import library
from bole.policy.intake import read_instant
from bole.policy.pack import Pack
from bole.web.applications.models import Case
from bole.web.cycles.affected import Affected, Change, affected
from bole.web.cycles.models import Extension
from bole.web.notices import reminders
from tests.web import factories as make
from tests.web import fakes

pytestmark = pytest.mark.django_db
NEXT = "testland/flow/2026"
OVER = "没赶上的草稿"


@pytest.fixture
def both(flow: Pack, monkeypatch: pytest.MonkeyPatch) -> Pack:
    """The made-up programmes of 2025, and the same again in 2026."""
    moved = {"opens": read_instant("2026-05-08"), "closes": read_instant("2026-06-22T24:00")}
    later = tuple(
        replace(p, intake=tuple(replace(i, **moved) for i in p.intake)) for p in flow.programmes
    )
    monkeypatch.setattr(
        library, "readable", lambda: (flow, replace(flow, id=NEXT, programmes=later))
    )
    return flow


@pytest.fixture
def late(both: Pack, settings: Settings) -> Case:
    """A draft of 2025 that was never submitted; it is 1 July."""
    case = make.ready(make.user())
    settings.BOLE_NOW = "2025-07-01T10:00"
    return case


def page(case: Case, url: str) -> str:
    return make.client_of(case.filer).get(url).content.decode()


def test_it_stands_apart_and_leads_to_the_next_round(late: Case) -> None:
    other = make.draft(late.filer, pack=NEXT, programme="channel")
    html = page(late, "/cases/")
    open_, over = html.split(OVER)
    assert f"/cases/{late.id}/" not in open_
    assert f"/cases/{other.id}/" in open_
    assert f"/cases/{late.id}/" in over
    assert f'href="/apply/{NEXT}/endorsed/"' in over
    assert f'href="/apply/{NEXT}/endorsed/"' in page(late, f"/cases/{late.id}/")
    assert "没赶上这一轮" in page(late, f"/apply/{fakes.FLOW}/endorsed/")


def test_every_page_of_it_says_that_it_is_over_and_warns_of_no_limit(
    both: Pack, settings: Settings
) -> None:
    late = make.ready(make.user())
    make.submitted(make.user("周予安"))  # the same person: a limit that would bar the draft
    barred, over = "照现在这样，交不上去", "已经截止，这份草稿没有提交"
    pages = ("", "form/", "form/identity/", "form/claims/", "materials/")
    for tail in pages:
        html = page(late, f"/cases/{late.id}/{tail}")
        assert over not in html, tail
        assert (barred in html) == (tail in ("", "form/")), tail
    settings.BOLE_NOW = "2025-07-01T10:00"
    for tail in pages:
        html = page(late, f"/cases/{late.id}/{tail}")
        assert html.count(over) == 1, tail
        assert barred not in html, tail
    assert f"/cases/{late.id}/choice/" not in page(late, f"/cases/{late.id}/submit/")


def test_it_counts_as_open_nowhere(late: Case) -> None:
    home = page(late, "/me/")
    assert f"/cases/{late.id}/" not in home
    assert "看我的全部申报" in home
    assert "看计划</a>" in home  # nothing else is under way
    decided = Change(fakes.FLOW, "parameter", "days")
    assert affected(decided) == Affected(0, 0)
    assert affected(Change(fakes.FLOW, "extension", "window", "endorsed")) == Affected(1, 0)
    assert reminders.remind(now=read_instant("2025-07-01T10:00")) == []


def test_an_extension_opens_it_again(late: Case) -> None:
    Extension.objects.create(
        pack=fakes.FLOW, programme="endorsed", what="window", until=read_instant("2025-07-31"),
        reason="顺延", on="2025-07-01", by=late.filer, made_at=read_instant("2025-07-01"),
    )  # fmt: skip
    assert OVER not in page(late, "/cases/")
    assert f"/cases/{late.id}/" in page(late, "/me/")


def test_a_next_round_that_an_extension_holds_open_is_led_to_everywhere(
    late: Case, settings: Settings
) -> None:
    settings.BOLE_NOW = "2026-07-01T10:00"
    to = f'href="/apply/{NEXT}/endorsed/"'
    assert to not in page(late, "/cases/") + page(late, f"/cases/{late.id}/")
    Extension.objects.create(
        pack=NEXT, programme="endorsed", what="window", until=read_instant("2026-07-31"),
        reason="顺延", on="2026-07-01", by=late.filer, made_at=read_instant("2026-07-01"),
    )  # fmt: skip
    assert to in page(late, f"/cases/{late.id}/")
    assert to in page(late, "/cases/")


def test_many_old_drafts_ask_no_more_than_one(both: Pack, settings: Settings) -> None:
    settings.BOLE_NOW = "2026-05-20T10:00"
    who, unit = make.user(), make.organisation()
    make.member(who, unit, role="employer_officer")
    told = {"programme": "unit", "organisation": unit}
    new = make.draft(who, pack=NEXT, subject="钟灵毓", **told)
    client, asked = make.client_of(who), []
    for n in range(4):
        old = make.draft(who, pack=fakes.FLOW, subject=make.called(n), **told)
        Case.objects.filter(pk=old.pk).update(person_sheet=new.person_sheet)
        with CaptureQueriesContext(connection) as captured:
            assert "钟灵毓" in client.get(f"/apply/{NEXT}/unit/").content.decode()
            assert str(old.pk) in client.get(f"/cases/{new.id}/form/import/").content.decode()
        asked.append(len(captured))
    assert asked[3] == asked[1]


def test_what_it_tells_of_the_case_is_taken_over(late: Case) -> None:
    make.fill(late, late.filer, employer__name="示例银行")
    now = make.draft(late.filer, pack=NEXT, programme="endorsed")
    client, url = make.client_of(late.filer), f"/cases/{now.id}/form/import/"
    assert f'name="draft" value="{late.id}"' in client.get(url).content.decode()
    html = client.post(url, {"draft": str(late.id)}).content.decode()
    sealed = re.findall(r'name="sealed" value="([^"]+)"', html)
    assert sealed, html
    take = re.findall(r'name="take" value="([^"]+)"', html)
    client.post(url, {"sealed": sealed[0], "take": take})
    assert take == ["employer.name"]
    assert Case.objects.get(pk=now.pk).sheet.content["facts"] == {"employer.name": "示例银行"}
    stranger = make.user()
    theirs = make.draft(stranger, pack=NEXT, programme="endorsed")
    asked = make.client_of(stranger).post(
        f"/cases/{theirs.id}/form/import/", {"draft": str(late.id)}
    )
    assert asked.status_code == 404
    assert client.post(url, {"draft": str(now.id)}).status_code == 404


def test_a_unit_goes_on_with_the_sheet_of_the_person(both: Pack, settings: Settings) -> None:
    late, meanwhile = {}, {}
    for unit in (make.organisation(), make.organisation()):
        who = make.user()
        make.member(who, unit, role="employer_officer")
        told = {"programme": "unit", "subject": "钟灵毓", "organisation": unit}
        late[unit.pk] = make.draft(who, pack=fakes.FLOW, **told)
        meanwhile[unit.pk] = who, told
    first, second = meanwhile
    who, told = meanwhile[first]
    another = make.draft(who, pack=NEXT, **told)  # it may be somebody else of that name
    assert another.person_sheet_id != late[first].person_sheet_id
    settings.BOLE_NOW = "2025-07-01T10:00"
    who, told = meanwhile[second]
    assert make.draft(who, pack=NEXT, **told).person_sheet_id == late[second].person_sheet_id


def test_form_of_it_is_read_and_keeps_what_was_typed_when_the_round_ended(late: Case) -> None:
    browser = make.client_of(late.filer)
    answer = browser.post(
        f"/cases/{late.id}/form/identity/", {"f:name": "林一诺", "go": "save"}, follow=True
    )
    html = answer.content.decode()
    assert "这一轮已经截止，不能提交了" in html
    assert "林一诺" in html
    typed = {"f:name": "林亦诺", "base:name": "林一诺", "auto": "1"}
    answer = browser.post(f"/cases/{late.id}/form/identity/", typed)
    assert answer.status_code == 200
    assert Case.objects.get(pk=late.pk).submitted_at is None


def test_form_and_materials_of_it_are_read_and_take_no_files(late: Case) -> None:
    browser = make.client_of(late.filer)
    for tail in ("form/", "form/identity/", "form/claims/", "form/import/", "materials/"):
        answer = browser.get(f"/cases/{late.id}/{tail}")
        html = answer.content.decode()
        assert answer.status_code == 200, tail
        main = html[html.index('<div class="b-bar') : html.index("<footer")]
        assert not re.findall(r"<(?:input|select|textarea|button)\b", main), tail
        assert f'href="/apply/{NEXT}/endorsed/"' in main, tail
        assert f'href="/cases/{late.id}/submit/"' not in main, tail
    late.refresh_from_db()
    before = late.changed_at, late.sheet.version, late.folder.items.count()
    item = late.folder.items.get()
    of_material = [f"materials/1/{t}" for t in ("", "explain/", "order/", "again/", "uploads/")]
    for tail in (*of_material, "materials/1/uploads/finish/", f"files/{item.uid}/change/"):
        answer = browser.post(f"/cases/{late.id}/{tail}", {"text": "没有", "do": "remove"})
        assert answer.status_code == 422, tail
        told = answer.json() if "json" in answer["Content-Type"] else answer.content.decode()
        assert "这一轮已经截止，材料不能再改" in str(told), tail
    late = Case.objects.select_related("sheet", "folder").get(pk=late.pk)
    assert (late.changed_at, late.sheet.version, late.folder.items.count()) == before
    assert browser.get(f"/cases/{late.id}/choice/")["Location"] == f"/cases/{late.id}/"


def test_an_extension_opens_its_form_and_materials_again(late: Case) -> None:
    Extension.objects.create(
        pack=fakes.FLOW, programme="endorsed", what="window", until=read_instant("2025-07-31"),
        reason="顺延", on="2025-07-01", by=late.filer, made_at=read_instant("2025-07-01"),
    )  # fmt: skip
    assert 'id="section"' in page(late, f"/cases/{late.id}/form/identity/")
    assert 'type="file"' in page(late, f"/cases/{late.id}/materials/")
