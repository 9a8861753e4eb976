"""Files that have to follow the form's order: named, compared and sorted on the page."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from bole.web.applications import gates
from bole.web.applications.models import Case
from bole.web.applications.world import Situation
from bole.web.audit.models import Entry
from bole.web.common import clock
from tests.web import factories
from tests.web.uploads.pages import row, there, url

pytestmark = pytest.mark.django_db
PACK = "beijing/changping-changju/2024"
AWARDS = "3.9"


@pytest.fixture
def case(settings: Settings, files: Path) -> Case:
    """A unit's draft with two awards and two files for them."""
    settings.BOLE_NOW = "2024-10-18T10:00"
    unit = factories.organisation("示例生物有限公司", verified_until=dt.date(2025, 9, 1))
    who = factories.user("经办人")
    factories.member(who, unit, role="employer_officer")
    case = factories.draft(who, pack=PACK, programme="changju", track="cash", subject="钟灵毓",
                           organisation=unit)  # fmt: skip
    rows = [{"_id": "a", "award": "国家科学技术进步奖"}, {"_id": "b", "award": "国家自然科学奖"}]
    case = factories.fill(case, who, awards=rows)
    for n, content in enumerate((b"%PDF-1.7 second", b"%PDF-1.7 first")):
        item = factories.attach(case, who, material=AWARDS, content=content)
        item.name, item.position = f"{n}.pdf", n
        item.save()
    return case


@pytest.fixture
def unit(case: Case) -> Client:
    """The browser of the unit's officer."""
    return factories.client_of(case.filer)


def told(case: Case) -> list[str]:
    situation = Situation(Case.objects.get(pk=case.pk), at=clock.now())
    return [g.text.zh for g in gates.gates(situation, advice=False) if g.code == "order"]


def send(unit: Client, case: Case, do: str, *shows: str) -> int:
    items = there(case, AWARDS)
    form = {f"shows-{i.uid}": key for i, key in zip(items, shows, strict=True)}
    return unit.post(url(case, AWARDS, "order"), form | {"do": do}).status_code


def test_a_file_out_of_place_is_told_and_sorted_with_one_button(unit: Client, case: Case) -> None:
    assert told(case) == []
    assert send(unit, case, "save", "awards:b", "awards:a") == 302
    (said,) = told(case)
    assert said.startswith("材料 3.9 获奖情况，顺序要和表里一样：3.9-1 0.pdf：是第 2 条")
    assert said.endswith("应排第 2")
    html = row(unit.get(url(case)).content.decode(), AWARDS)
    assert html.count("应排第 2") == 1
    assert "顺序要和表里一样</summary>" in html
    assert re.search(r'value="awards:b" selected', html)
    assert send(unit, case, "sort", "awards:b", "awards:a") == 302
    assert [(i.name, i.shows) for i in there(case, AWARDS)] == [
        ("1.pdf", "awards:a"), ("0.pdf", "awards:b"),
    ]  # fmt: skip
    assert told(case) == []
    html = row(unit.get(url(case)).content.decode(), AWARDS)
    assert "顺序和表里一样了</summary>" in html
    assert "顺序要和表里一样" not in html
    deeds = [e.action for e in Entry.objects.filter(chain=case.about).order_by("seq")]
    assert deeds[-3:] == ["material.shows", "material.shows", "material.sorted"]


def test_a_record_that_moves_in_the_form_moves_its_file(unit: Client, case: Case) -> None:
    send(unit, case, "save", "awards:a", "awards:b")
    rows = [{"_id": "b", "award": "国家自然科学奖"}, {"_id": "a", "award": "国家科学技术进步奖"}]
    factories.fill(case, case.filer, awards=rows)
    (said,) = told(case)
    assert "3.9-1 0.pdf：是第 2 条“国家科学技术进步奖" in said
    factories.fill(case, case.filer, awards=rows[:1])
    (said,) = told(case)
    assert "3.9-1 0.pdf：它证明的那一条已经不在表里" in said


def test_what_is_no_record_is_not_taken(unit: Client, case: Case) -> None:
    assert send(unit, case, "save", "awards:zz", "papers:a") == 302
    assert {i.shows for i in there(case, AWARDS)} == {""}
    assert unit.post(url(case, "3.2", "order"), {"do": "sort"}).status_code == 404
    assert factories.client_of(factories.user()).post(
        url(case, AWARDS, "order"), {"do": "sort"}
    ).status_code == 404  # fmt: skip


def test_a_link_leads_to_the_row(unit: Client, case: Case) -> None:
    send(unit, case, "save", "awards:b", "awards:a")
    situation = Situation(Case.objects.get(pk=case.pk), at=clock.now())
    (gate,) = (g for g in gates.gates(situation, advice=False) if g.code == "order")
    assert gate.url.endswith("#m-3-9")
    assert 'id="m-3-9"' in unit.get(url(case)).content.decode()


def test_what_was_handed_in_is_not_sorted_any_more(unit: Client, case: Case) -> None:
    send(unit, case, "save", "awards:b", "awards:a")
    before, deeds = [i.name for i in there(case, AWARDS)], Entry.objects.count()
    Case.objects.filter(pk=case.pk).update(submitted_at=clock.now(), number="202400001")
    assert send(unit, case, "sort", "awards:b", "awards:a") == 422
    Case.objects.filter(pk=case.pk).update(unlocked=["name"])  # something else is to be completed
    assert send(unit, case, "sort", "awards:a", "awards:b") == 422
    assert ([i.name for i in there(case, AWARDS)], Entry.objects.count()) == (before, deeds)
    Case.objects.filter(pk=case.pk).update(unlocked=[f"material:{AWARDS}"])
    assert send(unit, case, "sort", "awards:b", "awards:a") == 302
    assert [i.name for i in there(case, AWARDS)] == before[::-1]
