"""Page numbers and running heads go, everything else stays with its line number."""

from __future__ import annotations

import pytest

from bole.clauses import find, read_clauses
from bole.clauses.scan import scan


def texts(text: str) -> list[str]:
    return [line.text for line in scan(text)]


@pytest.mark.parametrize(
    "mark",
    ["— 38 —", "- 13 -", "－ 5 －", "第 3 页 共 12 页", "第3页", "3/12", "-2-", "共12页 第3页"],
)
def test_page_marks_are_dropped(mark: str) -> None:
    assert texts(f"前一行的文字\n{mark}\n后一行的文字\n") == ["前一行的文字", "后一行的文字"]


@pytest.mark.parametrize("text", ["9:00—11:30", "—完—", "66200806", "38", "3.5", "5 篇以上"])
def test_figures_that_are_no_page_marks_stay(text: str) -> None:
    assert texts(f"前一行\n{text}\n后一行\n") == ["前一行", text, "后一行"]


def test_table_of_contents_is_dropped() -> None:
    text = "目录\n一、总则……1\n二、条件 ........ 12\n一、总则\n在岗。\n二、条件\n守法。\n"
    assert [c.address for c in read_clauses(text).walk() if c.number] == ["一", "二"]


def test_bare_number_beside_a_form_feed_is_a_page_number() -> None:
    assert texts("前一行\n12\n\f后一行\n13\n\f末一行\n") == ["前一行", "后一行", "末一行"]


def test_running_head_is_dropped_but_the_title_stays() -> None:
    pages = ["青溪市人才办法", "青溪市人才办法\n二页文字。", "青溪市人才办法\n三页文字。"]
    assert texts("\f".join(f"{page}\n" for page in pages)) == [
        "青溪市人才办法",
        "二页文字。",
        "三页文字。",
    ]


def test_running_heads_and_feet_with_page_numbers_in_them_are_dropped() -> None:
    bodies = ["申请人在岗。", "申请人守法。", "其他。", "本办法施行。"]
    page = "人才办法 第{n}号\n{body}\n内部文件 {n}\n— {n} —\n"
    text = "".join(page.format(n=n, body=body) for n, body in enumerate(bodies, start=1))
    assert texts(text) == ["人才办法 第1号", *bodies]


def test_numbers_and_annexes_at_the_top_of_pages_are_no_running_heads() -> None:
    text = "一、甲\n\f附件1\n甲表\n\f附件2\n乙表\n\f附件3\n丙表\n"
    root = read_clauses(text)
    assert [child.address for child in root.children] == ["一", "附件1", "附件2", "附件3"]


def test_sentence_goes_on_over_page_mark_and_running_head() -> None:
    page = "青溪人才办法\n\n{}\n\n— 1 —\n\n"
    text = page.format("一、总则\n（一）申请人应当在本区连续工作，") + page.format("满三年。")
    root = read_clauses(text + page.format("（二）守法。"))
    clause = find(root, "一/（一）")
    assert clause
    assert clause.text == "申请人应当在本区连续工作，满三年。"


def test_line_numbers_are_those_of_an_editor() -> None:
    lines = scan("甲\r\n\r\n乙\r丙\n\f\n丁\n")
    assert [(line.no, line.text) for line in lines] == [(1, "甲"), (3, "乙"), (4, "丙"), (6, "丁")]
    assert lines[3].page


def test_clause_spans_its_lines_and_its_children() -> None:
    root = read_clauses("办法\n\n一、甲\n（一）子，\n丑。\n\n（二）寅。\n二、乙\n")
    spans = {clause.address: (clause.start, clause.end) for clause in root.walk()}
    assert spans == {
        "": (1, 8), "一": (3, 7), "一/（一）": (4, 5), "一/（二）": (7, 7), "二": (8, 8),
    }  # fmt: skip
