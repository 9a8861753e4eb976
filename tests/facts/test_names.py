"""Names: the dot, rare characters, long names."""

import pytest

from bole.facts.names import check_name, tidy_name


def codes(name: str) -> list[str]:
    return [p.code for p in check_name(name)]


@pytest.mark.parametrize(
    "name",
    ["林一诺", "阿依古丽·买买提", "䶮㛃", "𬭼𬘭", "𠮷野", "欧阳 一诺", "Anne-Marie O'Neil", "J. R. Linden",
     "José Ángel", "李" * 50, "a" * 100, "\U0002ebf0"],
)  # fmt: skip
def test_names_people_have_are_accepted(name: str) -> None:
    assert codes(name) == []


@pytest.mark.parametrize("dot", list("•・‧∙⋅･．.●"))
def test_every_kind_of_dot_becomes_one_with_a_hint(dot: str) -> None:
    name = f"阿依古丽{dot}买买提"
    assert tidy_name(name) == "阿依古丽·买买提"
    (found,) = check_name(name)
    assert (found.code, found.warning) == ("name.tidied", True)


def test_radicals_and_full_width_letters_become_whole_characters() -> None:
    assert tidy_name("⼭⽥") == "山田"
    assert tidy_name("Ｌｉｎ　Ｙｉｎｕｏ") == "Lin Yinuo"
    assert tidy_name("  林   一诺 ") == "林 一诺"
    assert tidy_name("阿里 · 买买提") == "阿里·买买提"


@pytest.mark.parametrize(
    ("name", "problem"),
    [("林@诺", "name.characters"), ("林1", "name.characters"), ("林\ufffd", "name.characters"),
     ("李" * 51, "name.long"), ("a" * 101, "name.long"), ("·林", "name.dot"), ("·", "name.empty"),
     ("  ", "name.empty")],
)  # fmt: skip
def test_what_is_no_name_is_refused(name: str, problem: str) -> None:
    assert problem in codes(name)


def test_a_private_character_is_a_warning() -> None:
    (found,) = check_name("林\ue123")
    assert (found.code, found.warning) == ("name.private", True)


def test_tidying_twice_changes_nothing() -> None:
    for name in ("阿里・买买提", "⼭ ⽥", "A．B", "林 一 诺"):
        assert tidy_name(tidy_name(name)) == tidy_name(name)
