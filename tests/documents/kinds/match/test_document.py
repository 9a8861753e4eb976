"""What the match says on paper."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bole.documents.kinds.match import match
from bole.documents.render import render
from tests.documents.people import NEAR, judged, made, programme, read, text_of


def flat(text: str) -> str:
    """The text without line breaks and spaces: where a line ends says nothing."""
    return re.sub(r"\s+", "", text)


def test_outcome_comes_first_and_is_not_recognition() -> None:
    first = text_of(made(name="林一诺", **NEAR)).splitlines()[:4]
    assert first[1:3] == ["林一诺", "你可以报青年拔尖人才"]
    assert "符合条件不等于认定" in first[3]


def test_each_page_says_programme_day_rules_receipt_and_its_number() -> None:
    pages = [page.extract_text() for page in read(made(**NEAR)).pages]
    report, _ = judged(**NEAR)
    assert 3 <= len(pages) <= 6
    for number, page in enumerate(pages, start=1):
        assert "西融计划 2025 · 金融" in page
        assert "判定日 2025-06-22" in page
        assert "规则 beijing/xicheng-xirong/2025 第 1 版" in page
        assert f"凭据号 {report.receipt.number}" in page
        assert f"第 {number} 页，共 {len(pages)} 页" in page


def test_tiers_stand_best_first_with_the_nearest_way() -> None:
    rows = {row["title"]: row for row in made(**NEAR).data["standings"]}
    assert list(rows) == ["青年拔尖人才", "菁英人才", "领军人才", "杰出人才"]
    assert [r["standing"] for r in rows.values()] == ["meets", "meets", "not_met", "not_met"]
    assert "最早 2026-01-15" in rows["领军人才"]["nearest"]
    assert rows["杰出人才"]["sentence"].endswith("不单独申报")


def test_near_miss_shows_the_gap_under_its_clause() -> None:
    document = made(**NEAR)
    tiers = {t["title"]: t for t in document.data["tiers"]}
    rows = {row["label"]: row for row in tiers["领军人才"]["rows"]}
    row = rows["在现单位任职满 3 年"]
    assert (row["needed"], row["found"], row["word"]) == ("≥ 3 年", "2 年 5 个月", "不符合")
    assert "还差 6 个月 23 天，最早 2026-01-15" in row["gaps"][0]
    text = flat(text_of(document))
    assert "§附件/（一）/2/（3）" in text
    # In the table, above the tier, under the clause; and again for the tier above that needs it.
    assert text.count(flat(row["gaps"][0])) == 6


def test_tier_that_is_not_met_is_shortened() -> None:
    tiers = {t["title"]: t for t in made(**NEAR).data["tiers"]}
    labels = [row["label"] for row in tiers["领军人才"]["rows"]]
    assert "在岗在职" not in labels
    assert len(labels) < len(tiers["青年拔尖人才"]["rows"])


def test_shared_conditions_are_told_once() -> None:
    first, second = made(**NEAR).data["tiers"][:2]
    assert [r["label"] for r in first["rows"]].count("在岗在职") == 1
    assert second["rows"][0]["label"] == "7 项通用条件：同上"
    assert "在岗在职" not in [r["label"] for r in second["rows"]]


def test_materials_that_carry_the_tier_come_first() -> None:
    materials = made(**NEAR).data["materials"]
    keys = [m["key"] for m in materials]
    assert keys == sorted(keys, reverse=True)
    contract = next(m for m in materials if m["number"] == "10")
    assert contract["shows"].startswith("证明：在岗在职")
    assert "5" not in {m["number"] for m in materials}  # only where the employer is state-owned


def test_where_nothing_is_open_nothing_is_asked() -> None:
    nothing = made(
        birth_date="1970-01-01", posts=[], education=[], complete="all", track="education"
    )
    assert {row["standing"] for row in nothing.data["standings"]} == {"not_met"}
    assert (nothing.data["next"], nothing.data["materials"]) == ([], [])


def test_without_a_judge_every_material_is_listed() -> None:
    pack, one = programme()
    report, _ = judged()
    listed = match(report, pack=pack, programme=one, lang="zh").data["materials"]
    assert len(listed) == len(one.materials)


def test_missing_facts_are_ranked() -> None:
    asked = made(education=None, complete=["posts"]).data["next"]
    assert asked
    assert all(re.fullmatch(r"能定 \d+ 条", step["why"]) for step in asked)


@pytest.mark.parametrize(
    ("moves_in", "said"),
    [(False, "判定日不在申报时间内（§ 三）"), (None, "“意向入驻，随报随评”能不能走"), (True, "")],
)
def test_day_outside_the_round_is_remarked(moves_in: bool | None, said: str) -> None:
    document = made(day=20250701, intends_to_move_in=moves_in)
    assert len(document.data["remarks"]) == bool(said)
    assert flat(said) in flat(text_of(document))


def test_all_fields_at_once_is_a_table_and_the_best_field() -> None:
    document = made(track=None)
    assert len(document.data["fields"]["rows"]) == 10
    assert len(document.data["tiers"]) == 4
    text = text_of(document)
    assert "各领域" in text
    assert len(read(document).pages) <= 8


@pytest.mark.parametrize("changes", [{}, {"track": None}, NEAR])
def test_english_has_no_chinese_but_clauses(changes: dict[str, Any]) -> None:
    data = made(lang="en", **changes).data
    rows = [row for tier in data["tiers"] for row in tier["rows"]]
    for row in rows:
        words = [row["label"], row["op"], row["word"], row["needed"], *row["gaps"]]
        assert not re.search(r"[\u4e00-\u9fff]", "".join(words)), words
    assert not re.search(r"[\u4e00-\u9fff]", "".join(data["words"].values()))


def test_file_name_says_programme_field_and_day() -> None:
    assert made().file == "西融计划-2025-金融-核对结果-2025-06-22.pdf"
    assert made(lang="en", track=None).file == "Xirong-Programme-2025-match-2025-06-22.pdf"


def test_person_of_whom_nothing_is_known_gets_a_document() -> None:
    pack, one = programme()
    report, _ = judged(track=None)
    nobody = match(
        type(report)((), (), report.receipt), pack=pack, programme=one, lang="en", name=""
    )
    assert render(nobody).startswith(b"%PDF-")
