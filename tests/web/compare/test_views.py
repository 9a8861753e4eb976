"""The page that compares: how it starts, what it shows, where it leads, and what it refuses."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from django.test import Client

from bole.web.selfcheck.answers import Answers
from tests.web.compare.conftest import NOW, XIRONG, person, token_of
from tests.web.conftest import Step

COMPARE = "/compare/"
RESULT = f"/selfcheck/{XIRONG[0]}/{XIRONG[1]}/"


def compared(client: Client, answers: Answers | None = None) -> str:
    response = client.post(COMPARE, {"token": token_of(answers or person())})
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    return str(response.content.decode())


def articles(page: str) -> list[str]:
    return re.findall(r'(?s)<article class="b-cmp">.*?</article>', page)


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


def chinese(html: str) -> list[str]:
    """Chinese words that stand on a page besides clause numbers and the language switch."""
    body = re.sub(r'(?s)<span class="b-cite">.*?</span>|<a class="b-cite".*?</a>', "", html)
    return re.findall(r".{0,30}[\u4e00-\u9fff]+", body.replace(">中文<", ""))


def test_start_explains_and_leads_to_every_self_check(client: Client) -> None:
    response = client.get(COMPARE)
    page = response.content.decode()
    assert response["Cache-Control"] == "no-store"
    assert f'href="{quote(RESULT)}"' in page
    assert page.count("先测这个") == 8
    assert f'href="{COMPARE}" aria-current="page"' in page


def test_post_without_answers_is_the_start(client: Client) -> None:
    assert "先测这个" in client.post(COMPARE).content.decode()


def test_result_leads_to_the_comparison(client: Client) -> None:
    step = Step(client, RESULT, client.post(RESULT, {"track": "finance", "go": "start"}))
    result = step.press("result")
    assert f'<form id="compare" method="post" action="{COMPARE}">' in result.text
    assert 'form="compare"' in result.text
    page = client.post(COMPARE, {"token": result.token}).content.decode()
    assert len(articles(page)) == 8


def test_each_tier_has_its_standing_and_its_nearest_gap(client: Client) -> None:
    own = articles(compared(client))[0]
    assert "西融计划 2025" in own
    tiers = re.findall(r"(?s)<li><h3>(.*?)</h3>(.*?)</li>", own)
    assert [name for name, _ in tiers] == ["杰出人才", "领军人才", "青年拔尖人才", "菁英人才"]
    for _, tier in tiers:
        assert 'class="b-mark' in tier
        assert re.search(r"差 \d+ 项：|补不上|已符合|条件都符合", tier)
    assert "择优" in tiers[0][1]
    assert "50 万元" in tiers[1][1]


def test_both_faces_of_open_are_shown(client: Client) -> None:
    page = compared(client)
    assert "#m-missing" in page
    assert "#m-people" in page


def test_closed_round_stands_apart_from_the_conditions(client: Client) -> None:
    (changju,) = [a for a in articles(compared(client)) if "昌聚工程" in a]
    head = words(changju.partition("</header>")[0])
    assert "本期已截止" in head
    assert "条件按 2024-10-20 判断" in head
    assert "#i-lock" in changju


def test_row_opens_the_other_result_with_the_same_answers(client: Client) -> None:
    for article in articles(compared(client)):
        action = re.search(r'method="post" action="([^"]+)"', article)
        token = re.search(r'name="token" value="([^"]+)"', article)
        assert action is not None
        assert token is not None
        response = client.post(action[1], {"token": token[1], "go": "show"})
        page = response.content.decode()
        assert response.status_code == 200
        assert 'id="compare"' in page
        assert "b-tree" in page
        assert "1988-06" in page


def test_links_lead_to_the_programmes(client: Client) -> None:
    page = compared(client)
    assert f'<h2><a href="{quote(f"/programmes/{XIRONG[0]}/{XIRONG[1]}/")}">' in page


def test_english_pages_have_no_chinese_of_their_own(client: Client) -> None:
    client.cookies["language"] = "en"
    for page in (client.get(COMPARE).content.decode(), compared(client)):
        assert not chinese(page), chinese(page)[:5]


def test_language_switch_keeps_the_answers(client: Client) -> None:
    page = compared(client)
    form = page.partition('id="language"')[2].partition("</form>")[0]
    token = re.search(r'name="token" value="([^"]+)"', form)
    assert token is not None
    data = {"language": "en", "next": COMPARE, "token": token[1]}
    response = client.post("/language/", data)
    assert (response.status_code, response["Location"]) == (307, COMPARE)
    assert "Compare with other programmes" in client.post(COMPARE, data).content.decode()


@pytest.mark.parametrize("token", ["x", "AAAA" * 30, "名", "a" * 400_000])
def test_foreign_token_gives_a_page_that_explains(token: str, client: Client) -> None:
    response = client.post(COMPARE, {"token": token})
    assert response.status_code == 400
    assert response["Cache-Control"] == "no-store"
    assert "接不上了" in response.content.decode()


def test_changed_token_is_refused(client: Client) -> None:
    token = token_of(person())
    changed = token[:-9] + ("A" if token[-9] != "A" else "B") + token[-8:]
    assert client.post(COMPARE, {"token": changed}).status_code == 400


def test_token_of_yesterday_is_refused_with_the_reason(client: Client) -> None:
    old = token_of(person(), now=NOW.timestamp() - 25 * 3600)
    response = client.post(COMPARE, {"token": old})
    assert response.status_code == 400
    assert "放得太久了" in response.content.decode()


def test_no_style_and_no_script_stand_in_the_page(client: Client) -> None:
    page = compared(client)
    assert "style=" not in page
    assert not re.search(r"<script(?! src=)", page)


def test_other_methods_are_refused(client: Client) -> None:
    assert client.put(COMPARE).status_code == 405
