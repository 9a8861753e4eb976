"""Problems as people read them."""

from pathlib import Path

from bole.problems import Problems, Where, did_you_mean, problem
from bole.text import Text


def test_a_problem_says_where_what_and_what_next() -> None:
    found = problem(
        "x", "错了", "Wrong", where=Where("a.yaml", 2, 5), hint=Text("改一下", "Fix it")
    )
    assert found.render() == "a.yaml:2:5  错了  [x]\n  改一下"
    assert found.render(lang="en") == "a.yaml:2:5  Wrong  [x]\n  Fix it"


def test_a_place_shows_only_what_is_known() -> None:
    assert str(Where("a.yaml")) == "a.yaml"
    assert str(Where("a.yaml", 3)) == "a.yaml:3"


def test_all_problems_are_shown_with_their_source_line(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("first: 1\nsecond: 2\n", encoding="utf-8")
    both = Problems(
        [
            problem("one", "一", "One", where=Where(str(file), 2, 9)),
            problem("two", "二", "Two", where=Where(str(file), 99)),
        ]
    )
    shown = both.render()
    assert "    2 │ second: 2" in shown
    assert "│         ‾" in shown
    assert "[two]" in shown
    assert str(both)


def test_a_file_that_is_gone_does_not_hide_the_problem() -> None:
    assert "[x]" in Problems([problem("x", "错", "Wrong", where=Where("gone.yaml", 1))]).render()


def test_near_words_are_suggested_once() -> None:
    hint = did_you_mean("degre", among=["degree", "Degree", "sex"])
    assert hint is not None
    assert hint.en == "Did you mean 'degree'?"


def test_one_wrong_character_of_a_short_chinese_word_is_near() -> None:
    hint = did_you_mean("硕土", among=["硕士", "博士"])
    assert hint is not None
    assert "硕士" in hint.zh


def test_nothing_near_leaves_only_the_list() -> None:
    more = Text("全部：…", "All: …")
    assert did_you_mean("zzz", among=["degree"], more=more) == more
    assert did_you_mean("zzz", among=["degree"]) is None
    near = did_you_mean("degre", among=["degree"], more=more)
    assert near is not None
    assert near.en.endswith("All: …")
