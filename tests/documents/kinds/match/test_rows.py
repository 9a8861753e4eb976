"""Which rows a tree of conditions comes to."""

from __future__ import annotations

from typing import Any

from bole.documents.kinds.match.rows import IN_FULL, MOST, Rows
from bole.explain.model import Change, Line, Missing
from bole.levels import LATER, MEETS, MISSING, NOT_MET, PEOPLE
from bole.text import Text

WAIT = Change("time", Text("工作满 3 年：还差 2 个月，最早 2025-08-01"), earliest=20250801)


def leaf(label: str, level: int = MEETS, **more: Any) -> Line:
    return Line("", more.pop("cite", ""), Text(label), "leaf", level, **more)


def group(kind: str, label: str, level: int, *children: Line, **more: Any) -> Line:
    cite = more.pop("cite", "")
    return Line("", cite, Text(label), kind, level, children=children, **more)


def rows(*children: Line) -> list[dict[str, Any]]:
    return Rows(lang="zh").of(group("all", "根", MEETS, *children))


def shown(*children: Line) -> list[tuple[int, str]]:
    return [(row["depth"], row["label"]) for row in rows(*children)]


def test_parts_stand_under_their_group() -> None:
    tree = group("all", "全", MEETS, leaf("甲"), leaf("乙"))
    assert shown(tree, leaf("丙")) == [(0, "全"), (1, "甲"), (1, "乙"), (0, "丙")]


def test_settled_choice_shows_what_settles_it() -> None:
    choice = group("any", "任", MEETS, leaf("没有", NOT_MET), leaf("有"), leaf("没说", MISSING))
    assert shown(choice) == [(0, "任"), (1, "有")]
    assert rows(choice)[0]["note"] == "另有 2 种情形，不影响判断"


def test_other_criteria_of_a_settled_choice_take_one_row_each() -> None:
    met = group("all", "第一条", MEETS, leaf("甲"), numbered=True)
    open_ = group("all", "第二条", MISSING, leaf("乙", MISSING), numbered=True)
    assert shown(group("one_of", "任", MEETS, open_, met)) == [
        (0, "任"),
        (1, "第一条"),
        (2, "甲"),
        (1, "第二条"),
    ]


def test_open_choice_shows_what_may_still_decide_first() -> None:
    choice = group("any", "任", PEOPLE, leaf("没有", NOT_MET), leaf("人定", PEOPLE))
    assert shown(choice) == [(0, "任"), (1, "人定"), (1, "没有")]


def test_criterion_that_is_not_met_is_closed_unless_only_time_is_short() -> None:
    hopeless = group("all", "第一条", NOT_MET, leaf("甲", NOT_MET), numbered=True)
    waits = group(
        "all", "第二条", NOT_MET, leaf("乙", NOT_MET, gap=(WAIT,)), numbered=True, gap=(WAIT,)
    )
    choice = group("one_of", "任", MISSING, hopeless, waits, leaf("没说", MISSING))
    assert [label for _, label in shown(choice)] == ["任", "没说", "第一条", "第二条", "乙"]


def test_what_is_decided_later_takes_one_row_without_words() -> None:
    later = group("all", "品德", LATER, leaf("甲", LATER), note=Text("由人查"))
    (row,) = rows(later)
    assert (row["label"], row["word"], row["note"], row["needed"]) == ("品德", "以后环节定", "", "")


def test_unclaimed_criterion_says_so() -> None:
    (row,) = rows(leaf("其他", NOT_MET, claimable=True, numbered=True, gap=(WAIT,)))
    assert (row["standing"], row["word"], row["gaps"]) == ("unclaimed", "没主张", ())


def test_gap_stands_under_the_leaf_and_repeats_nothing() -> None:
    needed, found = Text("≥ 2 项：论文"), Text("没有")
    same = Change("amount", Text("论文：要 ≥ 2 项：论文，现在是 没有"))
    more = Change("amount", Text("论文：要有 ≥ 2 项：论文，还差 2 项"))
    fact = Change("fact", Text("补充：论文的发表日期和署名"))
    (row,) = rows(leaf("论文", NOT_MET, needed=needed, found=found, gap=(same, more, fact, WAIT)))
    assert row["gaps"] == (more.text.zh, WAIT.text.zh)


def test_clause_is_cited_where_it_changes() -> None:
    tree = group("all", "全", MEETS, leaf("甲", cite="四/1"), leaf("乙", cite="四/2"), cite="四/1")
    assert [row["cite"] for row in rows(tree)] == ["四/1", "", "四/2"]


def test_same_group_twice_is_told_once() -> None:
    twice = group("all", "同", MEETS, leaf("甲"), leaf("乙"))
    tree = group("readings", "两读", MEETS, group("all", "读法", MEETS, twice), twice)
    assert [label for _, label in shown(tree)] == ["两读", "读法", "同", "甲", "乙", "同"]
    assert rows(tree)[-1]["note"] == "同上"


def test_conditions_of_an_earlier_tier_are_one_row() -> None:
    general = [leaf("在岗"), leaf("守法", PEOPLE)]
    made = Rows(lang="en")
    made.of(group("all", "", MEETS, *general, leaf("甲")))
    second = made.of(group("all", "", MEETS, *general, leaf("乙")))
    assert [row["label"] for row in second] == ["2 general conditions: as above", "乙"]
    assert second[0]["standing"] == "people_decide"


def test_failing_tier_shows_where_and_the_nearest_way() -> None:
    near = group("all", "第二条", NOT_MET, leaf("乙", NOT_MET), numbered=True, gap=(WAIT,))
    far = group("all", "第一条", NOT_MET, leaf("甲", NOT_MET), numbered=True)
    choice = group("one_of", "任", NOT_MET, far, near, gap=(WAIT,))
    own = group("all", "类别", NOT_MET, leaf("好"), choice)
    found = Rows(lang="zh").failing(group("all", "", NOT_MET, leaf("在岗"), own))
    assert [(r["depth"], r["label"]) for r in found] == [(0, "任"), (1, "第二条"), (2, "乙")]


def test_long_words_are_cut() -> None:
    long = Text("期刊、" * 100)
    (row,) = rows(leaf("论文", NOT_MET, needed=long, gap=(Change("amount", long),)))
    assert len(row["needed"]) <= MOST["zh"]
    assert row["needed"].endswith("…")
    assert all(len(gap) <= MOST["zh"] for gap in row["gaps"])


def test_change_too_long_keeps_what_stands_before_its_colon() -> None:
    change = Change("amount", Text("先符合领军条件：要 " + "硕士、" * 100))
    assert Rows(lang="zh").change(change) == "先符合领军条件"


def test_of_many_open_criteria_the_nearest_lie_open_and_others_say_what_they_lack() -> None:
    criteria = [
        group("all", f"第{n}条", MISSING, leaf(f"件{n}", MISSING), numbered=True, missing=asked)
        for n in range(IN_FULL + 2)
        for asked in [tuple(f"f{i}" for i in range(n + 1))]
    ]
    labels = [Missing(f"f{i}", Text(f"事{i}")) for i in range(IN_FULL + 2)]
    made = Rows(lang="zh", missing=labels)
    tree = group("one_of", "任", MISSING, *reversed(criteria))
    found = made.of(group("all", "", MISSING, tree))
    assert [row["label"] for row in found].count("件0") == 1
    assert "件7" not in [row["label"] for row in found]
    last = next(row for row in found if row["label"] == "第7条")
    assert last["note"] == "还缺：事0、事1、事2、事3等"
