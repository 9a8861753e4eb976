import re
from urllib.parse import quote

import pytest
from django.test import Client
from pytest_django import Settings

pytestmark = pytest.mark.usefixtures("demo_pack")
PAGE = "/programmes/testland/demo/2025/demo/"


def text(client: Client, address: str = PAGE) -> str:
    return re.sub(r"\s+", " ", client.get(address).content.decode())


def test_list_names_programme_region_tiers_and_deadline(client: Client) -> None:
    page = text(client, "/")
    for words in ("示例计划 2025", "示例区", "青年人才", "正在申报", "还剩 33 天"):
        assert words in page


def test_page_tells_what_who_until_when_and_how(client: Client) -> None:
    page = text(client)
    for words in ("为测试而编的计划", "在岗人员", "30 万元", "金融局", "网上申报", "身份证件"):
        assert words in page
    assert 'class="b-num">33</b>' in page


def test_page_counts_the_criteria_of_each_field_and_tier(client: Client) -> None:
    assert 'data-l="青年人才">2 条</td>' in text(client)


def test_what_all_tiers_bring_is_said_once(client: Client) -> None:
    assert text(client).count("都发卡") == 1


def test_closed_round_says_so(client: Client, settings: Settings) -> None:
    settings.BOLE_NOW = "2026-01-10"
    page = text(client)
    assert "本轮已截止" in page
    assert "按本轮最后一天判断" in page
    assert "已于 2025 年 6 月 22 日 24:00 截止" in text(client, "/")


def test_citations_lead_to_clauses(client: Client) -> None:
    assert f'href="{PAGE}clauses/#{quote("四/2")}"' in text(client)
    assert 'id="四/2"' in text(client, PAGE + "clauses/")


def test_one_programme_goes_straight_to_its_self_check(client: Client) -> None:
    assert client.get("/selfcheck/")["Location"] == "/selfcheck/testland/demo/2025/demo/"
