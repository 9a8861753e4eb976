"""The letter of recommendation."""

from __future__ import annotations

from bole.documents.blocks import Words
from bole.documents.kinds.recommendation import build
from bole.text import Text
from tests.documents.samples import recommendation
from tests.documents.test_every_kind import pdf, words


def test_letter_names_both_sides_and_the_opinion() -> None:
    text = words("recommendation", recommendation())
    assert "示例人才工作中心：" in text
    assert "示例工程学会推荐林䶮㛃𬭼申报“西融计划2025”（领军人才）。" in text
    assert "经学会评审组评议，同意推荐。" in text


def test_opinion_that_is_yet_to_come_has_lines_to_write_on() -> None:
    blocks = build(recommendation(opinion=()), lang="zh").blocks
    assert sum(isinstance(b, Words) and set(b.text) == {"＿"} for b in blocks) == 8
    assert len(pdf("recommendation", recommendation(opinion=())).pages) == 1


def test_letter_to_nobody_in_particular_has_no_address() -> None:
    assert "：" not in words("recommendation", recommendation(office=Text(""))).split("经组织")[0]
