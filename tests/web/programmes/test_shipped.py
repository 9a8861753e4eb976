"""The pages of the shipped programmes: none has another's shape."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import Settings

from bole.policy import library
from bole.web.programmes.queries import material_groups, track_rows

EVERY = [(pack.id, programme.id) for pack, programme in library.programmes()]
XIRONG = "beijing/xicheng-xirong/2025"


@pytest.fixture(autouse=True)
def a_day_in_may(settings: Settings) -> None:
    settings.BOLE_NOW = "2025-05-20T10:00"


def text(client: Client, pack: str, programme: str) -> str:
    response = client.get(f"/programmes/{pack}/{programme}/")
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def counts(pack: str, programme: str, *, track: str) -> list[int | None]:
    rows = track_rows(library.find_pack(pack).programme(programme))
    return next([count for _, count in row.cells] for row in rows if row.track.id == track)


@pytest.mark.parametrize("lang", ["zh-hans", "en"])
@pytest.mark.parametrize(("pack", "programme"), EVERY)
def test_page_and_clauses_are_there(pack: str, programme: str, lang: str, client: Client) -> None:
    client.cookies["language"] = lang
    assert f"/selfcheck/{pack}/{programme}/" in text(client, pack, programme)
    assert client.get(f"/programmes/{pack}/{programme}/clauses/").status_code == 200


def test_tier_counts_only_its_own_numbered_criteria() -> None:
    assert counts(XIRONG, "xirong", track="finance") == [6, 6, 7, 6]
    assert counts(XIRONG, "xirong", track="education") == [2, 2, 2, 2]
    assert counts("xian/high-level-talent/2020", "xian", track="") == [6, 29, 30]


def test_programme_without_alternatives_lists_its_fields_and_no_table(client: Client) -> None:
    page = text(client, "beijing/talent-opinions/2007", "talent")
    assert "分哪些领域" in page
    assert "后备人才" in page
    assert "<table" not in page
    assert "分哪些领域" not in text(client, "beijing/talent-opinions/2007", "teams")


def test_document_without_a_time_is_not_open_at_any_time(client: Client) -> None:
    page = text(client, "beijing/talent-opinions/2007", "talent")
    assert "文件没有规定申报时间" in page
    assert "常年受理" not in page


def test_round_of_next_year_is_not_open_yet(client: Client) -> None:
    page = text(client, "beijing/bast-engineers/2026", "growth")
    assert "未到申报期" in page
    assert "正在申报" not in page


def test_what_an_office_still_decides_is_told(client: Client) -> None:
    assert "由部门决定的 14 项" in text(client, "beijing/talent-opinions/2007", "talent")
    assert "由部门决定的" not in text(client, "beijing/bast-engineers/2026", "growth")


def test_materials_of_one_field_are_a_group_of_their_own() -> None:
    groups = material_groups(
        library.find_pack("beijing/changping-changju/2024").programme("changju")
    )
    by_field = {(g.title.zh, *(f.zh[:4] for f in g.fields)): len(g.materials) for g in groups}
    assert by_field[("单位出具", "国家级、")] == 1
    assert sum(by_field.values()) == 33


@pytest.mark.parametrize(("track", "first"), [("cash", "1.1"), ("no_cash", "0")])
def test_result_lists_the_materials_of_the_field(track: str, first: str, client: Client) -> None:
    url = "/selfcheck/beijing/changping-changju/2024/changju/"
    page = client.post(url, {"track": track, "go": "start"}).content.decode()
    token = re.findall(r'name="token" value="([^"]+)"', page)[-1]
    page = client.post(url, {"token": token, "go": "result"}).content.decode()
    numbers = re.findall(r'<span class="n">([^<]+)</span>', page.partition("要准备的材料")[2])
    assert first in numbers
    assert ("0" in numbers) != ("1.1" in numbers)
