"""Text in two languages."""

import pytest

from bole.text import Text, join, read_text_value


def test_english_falls_back_to_chinese() -> None:
    assert Text("姓名").say("en") == "姓名"
    assert Text("姓名", "Name").say("en") == "Name"
    assert Text("姓名", "Name").say() == "姓名"


def test_format_fills_each_language_with_its_own_words() -> None:
    text = Text("{who}满 {n} 岁", "{who} is {n}").format(who=Text("他", "He"), n=45)
    assert (text.zh, text.en) == ("他满 45 岁", "He is 45")


def test_an_empty_text_is_false() -> None:
    assert not Text("")
    assert Text("有")


def test_join_uses_each_languages_separator() -> None:
    assert join([Text("一", "one"), Text("二")]) == Text("一、二", "one, 二")
    assert join([]) == Text("")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (" 姓名 ", Text("姓名")),
        ({"zh": "姓名", "en": "Name"}, Text("姓名", "Name")),
        ({"zh": "姓名"}, Text("姓名")),
    ],
)
def test_text_is_read_from_yaml(written: object, read: Text) -> None:
    assert read_text_value(written) == read


@pytest.mark.parametrize(
    "written", [None, 3, [], {"en": "Name"}, {"zh": ""}, {"zh": "a", "fr": "b"}]
)
def test_what_is_not_a_text_is_refused(written: object) -> None:
    with pytest.raises(ValueError):
        read_text_value(written)
