"""What the fonts can print, asked of their own tables."""

from __future__ import annotations

import pytest

from bole.documents import font


@pytest.mark.parametrize(
    "text",
    ["", "青年拔尖人才", "䶮㛃𬭼𬘭", "§ 附件/（一）/2/（3）", "≥ 45 — “…”·、；", "Peña Østergård"],
)
def test_words_of_documents_and_rare_names_are_there(text: str) -> None:
    assert font.lacking(text) == ()
    assert font.borrowed(text) == ""


def test_letters_of_european_names_come_from_the_second_font() -> None:
    assert font.lacking("Łódź, Şahin, Žižek, Ђорђе") == ()
    assert font.borrowed("Łódź, Łódź") == "Łź"


def test_what_no_font_has_is_named_once_and_in_order() -> None:
    assert font.lacking("好😀吗🀄😀\n") == ("😀", "🀄")


def test_what_has_no_shape_is_left_out() -> None:
    assert font.plain("a\u200b\u00ad\ufeff\x00b") == "ab"
    assert font.plain("辻\U000e0100") == "辻"
    assert font.plain("一\t二\u3000三\n") == "一 二 三 "
    assert font.plain("Z\u030c") == "Ž"
