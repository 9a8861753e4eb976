"""A list of cases leaves as CSV or as a workbook, with the same cells and the same record."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from bole.policy.pack import Pack
from bole.web.applications.exporting import safe_cell
from bole.web.audit.models import Reading
from tests.web import factories as make
from tests.web import fakes

pytestmark = pytest.mark.django_db
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def cells(content: bytes) -> list[list[str]]:
    """The texts of a workbook's first sheet, by rows; a formula anywhere fails."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        strings = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    assert sheet.find(f".//{SHEET}f") is None
    texts = ["".join(t.text or "" for t in one.iter(f"{SHEET}t")) for one in strings]
    return [
        [
            texts[int(value.text or "")]
            for cell in row
            if (value := cell.find(f"{SHEET}v")) is not None
        ]
        for row in sheet.iter(f"{SHEET}row")
    ]


def told(content: bytes) -> list[list[str]]:
    """The CSV's rows."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def get(browser: Client, kind: str, **asked: Any) -> bytes:
    answer = browser.get(f"/desk/cases.{kind}", asked)
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="cases.{kind}"'
    return bytes(answer.content)


def test_both_files_hold_the_same_cells_and_no_formula(flow: Pack) -> None:
    cast = make.cast(pack=fakes.FLOW, programme="endorsed", track="")
    cast.employer.name = "=HYPERLINK(1)"
    cast.employer.save()
    made = [make.submitted(make.user(make.called(n)), n=n, employer=cast.employer) for n in (1, 2)]
    browser = make.client_of(cast.officer)
    rows = cells(get(browser, "xlsx"))
    assert rows == told(get(browser, "csv"))
    assert rows[0][:3] == ["编号", "申报人", "单位"]
    assert [row[0] for row in rows[1:]] == sorted(str(case.number) for case in made)
    assert {row[2] for row in rows[1:]} == {"'=HYPERLINK(1)"}
    only = cells(get(browser, "xlsx", q=made[0].number))
    assert [row[0] for row in only[1:]] == [made[0].number]
    assert len(cells(get(browser, "xlsx", stage="check"))) == 1


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\n", " =", "＝", "＋", "－", "＠"])
def test_what_a_spreadsheet_may_calculate_is_quoted(begins: str) -> None:
    assert safe_cell(f"{begins}1+1").startswith("'")
    assert safe_cell(f"示例{begins}1") == f"示例{begins}1"
    assert safe_cell("") == ""


def test_moments_are_those_of_the_page(flow: Pack) -> None:
    cast = make.cast(pack=fakes.FLOW, programme="endorsed", track="")
    make.submitted(cast.applicant, employer=cast.employer)
    content = get(make.client_of(cast.officer), "xlsx")
    assert cells(content)[1][8] == "2025-05-20T10:00:00+08:00"
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert b"2025-05-20T02:00:00Z" in book.read("docProps/core.xml")


def test_who_took_which_list_is_on_record(flow: Pack) -> None:
    cast = make.cast(pack=fakes.FLOW, programme="endorsed", track="")
    make.submitted(cast.applicant, employer=cast.employer)
    for kind in ("csv", "xlsx"):
        get(make.client_of(cast.officer), kind, state="all")
        read = Reading.objects.get(what=f"cases.{kind} (1)")
        assert (read.reader, read.reason) == (cast.officer, "state=all")


def test_the_list_offers_both_with_its_filters(flow: Pack) -> None:
    cast = make.cast(pack=fakes.FLOW, programme="endorsed", track="")
    page = make.client_of(cast.officer).get("/desk/cases/", {"state": "all"}).content.decode()
    assert set(re.findall(r'href="/desk/cases\.(\w+)\?state=all"', page)) == {"csv", "xlsx"}
