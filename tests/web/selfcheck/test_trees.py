from typing import Any

from bole.explain.evidence import Evidence
from bole.explain.model import Change, Line
from bole.levels import MEETS, MISSING, NOT_MET, PEOPLE
from bole.policy.library import shared_vocabulary
from bole.text import Text
from bole.web.selfcheck.trees import FEW, UNCLAIMED, Node, Tree
from tests.web import fakes


def tree() -> Tree:
    evidence = Evidence(
        fakes.pack().programme("demo"), vocabulary=shared_vocabulary(), level_of=lambda _: MEETS
    )
    return Tree(evidence=evidence, lang="zh")


def line(id: str, level: int, *children: Line, kind: str = "leaf", **more: Any) -> Line:
    return Line(
        id=id, cite=more.pop("cite", id), label=Text(id), kind=kind, level=level,
        children=children, **more,
    )  # fmt: skip


def criterion(id: str, level: int) -> Line:
    return line(id, level, line(f"{id}.a", level), kind="all", numbered=True)


def one_of(level: int, *children: Line) -> Line:
    return line("one_of", level, *children, kind="one_of")


def by_label(node: Node) -> dict[str, Node]:
    found = {node.label: node}
    for child in node.children:
        found |= by_label(child)
    return found


def test_branch_that_settles_comes_first_and_lies_open() -> None:
    root = line("root", MEETS, one_of(MEETS, criterion("1", NOT_MET), criterion("2", MEETS)))
    rows = by_label(tree().of(root))
    assert [c.label for c in rows["one_of"].children] == ["2", "1"]
    assert rows["2"].settles
    assert rows["2"].open
    assert not rows["1"].open


def test_what_can_no_longer_matter_is_folded() -> None:
    root = line("root", MEETS, one_of(MEETS, criterion("1", MISSING), criterion("2", MEETS)))
    assert not by_label(tree().of(root))["1"].open


def test_what_still_decides_lies_open_unless_there_is_too_much_of_it() -> None:
    few = one_of(MISSING, *(criterion(str(n), MISSING) for n in range(FEW)))
    assert by_label(tree().of(line("root", MISSING, few)))["0"].open
    many = one_of(MISSING, *(criterion(str(n), MISSING) for n in range(FEW + 1)))
    rows = by_label(tree().of(line("root", MISSING, many)))
    assert rows["one_of"].open
    assert not rows["0"].open


def test_common_conditions_are_drawn_once_and_then_named() -> None:
    common = [line("work", MEETS), line("place", PEOPLE)]
    drawn = tree()
    first = drawn.of(line("a", MEETS, *common, one_of(MEETS, criterion("1", MEETS))))
    second = drawn.of(line("b", MEETS, *common, one_of(MEETS, criterion("2", MEETS))))
    assert {"work", "place"} <= by_label(first).keys()
    assert not {"work", "place"} & by_label(second).keys()
    assert second.children[0].label == "共同条件 2 项，和上面一样"
    assert second.children[0].standing == "people_decide"


def test_common_condition_that_stands_otherwise_is_drawn_again() -> None:
    drawn = tree()
    drawn.of(line("a", MEETS, line("work", MEETS), line("place", MEETS)))
    again = drawn.of(line("b", NOT_MET, line("work", MEETS), line("place", NOT_MET)))
    assert "place" in by_label(again)


def test_unclaimed_clause_is_no_failure() -> None:
    row = tree().of(line("root", NOT_MET, line("other", NOT_MET, claimable=True))).children[0]
    assert row.standing == UNCLAIMED
    assert row.gaps == ()


def test_gap_is_told_where_time_helps_and_not_where_a_fact_is_missing() -> None:
    gap = (Change("time", Text("还差 8 个月")), Change("fact", Text("补充：论文")))
    row = tree().of(line("root", NOT_MET, line("tenure", NOT_MET, gap=gap))).children[0]
    assert row.gaps == ("还差 8 个月",)


def test_clause_of_the_row_above_is_not_repeated() -> None:
    root = line("root", MEETS, line("a", MEETS, cite="四"), line("b", MEETS, cite="五"), cite="四")
    assert [c.cite for c in tree().of(root).children] == ["", "五"]


def test_leaf_names_the_material_that_shows_it() -> None:
    root = line("root", MEETS, line("age", MEETS, reads=frozenset({"birth_date"})))
    assert tree().of(root).children[0].material == "身份证件"


def test_long_words_fold() -> None:
    root = line("root", MEETS, line("a", MEETS, needed=Text("字" * 60), found=Text("短")))
    row = tree().of(root).children[0]
    assert row.needed.head.endswith("…")
    assert not row.found.head
