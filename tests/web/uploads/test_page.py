"""The page of materials without a script."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from bole.web.applications.models import Case
from bole.web.common import clock
from bole.web.materials import evidence, services
from tests.web import factories
from tests.web.factories import Cast
from tests.web.materials import samples
from tests.web.uploads.pages import post, put, row, there, upload, url


@pytest.fixture
def mine(everyone: Cast) -> Client:
    """The applicant's browser."""
    return factories.client_of(everyone.applicant)


def test_page_says_what_is_needed_and_why_in_the_documents_order(mine: Client, case: Case) -> None:
    html = mine.get(url(case)).content.decode()
    places = [html.index(f'id="m-{n}"') for n in ("1", "2", "3", "6", "8", "9", "15")]
    assert places == sorted(places)
    assert "都要交" in row(html, "8")
    assert "存保险柜" in row(html, "8")
    assert "单位是企业" in row(html, "4")
    assert "format=docx" in row(html, "3")
    assert "multipart/form-data" in row(html, "8")
    assert "不用传" in row(html, "7")
    assert "multipart/form-data" not in row(html, "7")


def test_form_adds_files_and_comes_back_to_its_row(mine: Client, case: Case) -> None:
    answer = post(mine, case, "9", files=[upload(), upload(samples.photo(), "b.jpg")])
    assert (answer.status_code, answer.url) == (302, f"{url(case)}#m-9")
    assert [i.name for i in there(case, "9")] == ["扫描.pdf", "b.jpg"]
    html = row(mine.get(url(case)).content.decode(), "9")
    assert "已交" in html
    assert "9-1" in html
    assert "未查毒" in html


def test_photos_are_joined_where_it_is_ticked(mine: Client, case: Case) -> None:
    photos = [upload(samples.photo(shade=n), f"{n}.jpg") for n in (1, 99)]
    post(mine, case, "9", files=photos, join="1")
    (item,) = there(case, "9")
    assert (item.name, item.file.pages) == ("1.pdf", 2)


def test_refused_file_is_told_at_its_row_and_the_good_one_is_kept(mine: Client, case: Case) -> None:
    answer = post(mine, case, "9", files=[upload(b"<html>", "坏.pdf"), upload()])
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "坏.pdf" in row(html, "9")
    assert 'href="#m-9"' in html
    assert len(there(case, "9")) == 1
    assert "还没选文件" in post(mine, case, "9").content.decode()


def test_items_move_go_and_come_back(mine: Client, case: Case, everyone: Cast) -> None:
    one, two = (put(case, "9", by=everyone.applicant, pages=n) for n in (1, 2))

    def do(item: Any, what: str, **headers: Any) -> Any:
        path = f"/cases/{case.id}/files/{item.uid}/change/"
        return mine.post(path, {"do": what}, headers=headers)

    assert do(two, "up").status_code == 302
    assert there(case, "9") == [two, one]
    answer = do(one, "remove", **{"HX-Request": "true"})
    assert 'id="m-9"' in answer.content.decode()
    assert 'id="up-progress" hx-swap-oob' in answer.content.decode()
    assert there(case, "9") == [two]
    assert "换下和删掉的 1 份" in mine.get(url(case)).content.decode()
    do(one, "restore")
    assert there(case, "9") == [two, one]
    assert do(one, "burn").status_code == 404


def test_new_version_takes_the_place_of_the_old(mine: Client, case: Case, everyone: Cast) -> None:
    old = put(case, "9", by=everyone.applicant)
    post(mine, case, "9", files=[upload(samples.pdf(2))], replaces=str(old.uid))
    (new,) = there(case, "9")
    assert new.file.pages == 2
    assert "换下和删掉的 1 份" in mine.get(url(case)).content.decode()


def test_evidence_is_offered_where_it_fits_and_used_again(
    mine: Client, case: Case, everyone: Cast
) -> None:
    own = services.add(
        evidence.folder_of(everyone.applicant), material="", name="学位.pdf", shows="degree",
        stream=upload(), by=everyone.applicant,
    )  # fmt: skip
    html = mine.get(url(case)).content.decode()
    assert "用我存过的" in row(html, "9")
    assert "用我存过的" not in row(html, "8")
    mine.post(url(case, "9", "again"), {"item": str(own.uid)})
    assert [i.name for i in there(case, "9")] == ["学位.pdf"]
    stranger = factories.client_of(everyone.stranger)
    assert stranger.post(url(case, "9", "again"), {"item": str(own.uid)}).status_code == 404


@pytest.mark.parametrize("format", ["pdf", "docx"])
@pytest.mark.parametrize("material", ["3", "7", "14"])
def test_templates_come_filled_in(mine: Client, case: Case, material: str, format: str) -> None:
    answer = mine.get(url(case, material, "template"), {"format": format})
    content = answer.getvalue() if answer.streaming else answer.content
    assert content.startswith(b"%PDF" if format == "pdf" else b"PK")
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_who_only_reads_gets_no_document_with_all_facts(everyone: Cast, case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(
        number="T-1", submitted_at=clock.now(), recommender=everyone.recommending
    )
    for reader in (everyone.recommender, everyone.auditor):
        browser = factories.client_of(reader)
        assert browser.get(url(case)).status_code == 200
        assert browser.get(url(case, "7", "template")).status_code == 404
    unit = factories.client_of(everyone.unit_officer)
    assert unit.get(url(case, "3", "template")).status_code == 200  # its own undertaking
    assert unit.get(url(case, "7", "template")).status_code == 404


def test_employer_is_asked_once_a_day(mine: Client, case: Case, everyone: Cast) -> None:
    html = mine.get(url(case)).content.decode()
    assert "请单位经办人上传" in html
    for _ in range(2):
        page = mine.post(f"/cases/{case.id}/materials-ask/", follow=True).content.decode()
        assert "共通知 1 人" in page
    notice = everyone.unit_officer.notices.get()
    assert notice.url == url(case)
    assert "单位承诺书" in notice.body


@pytest.mark.parametrize("many", [1, 30])
def test_as_many_queries_for_thirty_files_as_for_one(
    mine: Client,
    case: Case,
    everyone: Cast,
    many: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    first = put(case, "9", by=everyone.applicant)
    from bole.web.materials.models import Item

    for n in range(1, many):
        Item.objects.create(
            folder=case.folder, material=("9", "10", "12")[n % 3], position=n, file=first.file,
            name=f"{n}.pdf", by=everyone.applicant, added_at=first.added_at,
            removed_at=first.added_at if n % 5 == 0 else None,
        )  # fmt: skip
    mine.get(url(case))
    with django_assert_num_queries(QUERIES):
        assert mine.get(url(case)).status_code == 200


QUERIES = 12
