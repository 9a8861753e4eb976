"""Catalogues find values by any of their words and know what is narrower."""

import pytest

from bole.facts.catalogues import plain
from bole.facts.vocabulary import Vocabulary


@pytest.mark.parametrize(
    "word", ["cat", "猫", "Cat", "ＣＡＴ", " c a t ", "喵", "“喵”", "《喵》", "kitty cat"]
)
def test_width_case_quotes_and_spaces_do_not_matter(small: Vocabulary, word: str) -> None:
    assert small.catalogues["animal"].find(word) == "cat"


def test_an_unlisted_word_is_not_found(small: Vocabulary) -> None:
    assert small.catalogues["animal"].find("狗") is None


def test_a_rule_accepts_what_is_narrower_and_what_came_after(small: Vocabulary) -> None:
    animal = small.catalogues["animal"]
    assert animal.expand(["cat"]) == {"cat", "lion", "old_lion", "new_lion"}
    assert animal.expand(["old_lion"]) == {"old_lion", "new_lion"}
    assert animal.expand(["new_lion"]) == {"new_lion"}
    assert animal.expand([]) == frozenset()


def test_ranks_follow_the_list_unless_written(small: Vocabulary) -> None:
    badge = small.catalogues["badge"]
    assert [badge.rank(v) for v in ("iron", "silver", "tin", "gold")] == [1, 5, 5, 6]
    assert small.catalogues["animal"].rank("cat") == 0


def test_an_unlisted_value_is_named_as_it_was_written(small: Vocabulary) -> None:
    assert small.catalogues["animal"].name("~雪豹").zh == "雪豹"
    assert small.catalogues["animal"].name("cat").en == "Cat"


def test_plain_words_compare() -> None:
    assert plain("“专精特新” 小巨人") == plain("专精特新小巨人")
    assert plain("ＣＦＡ（特许）") == plain("cfa(特许)")
