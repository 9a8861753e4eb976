"""Each style of numbering gives the addresses its readers would write."""

from __future__ import annotations

import pytest

from bole.clauses import Clause, find, read_clauses
from bole.clauses.wrap import join
from tests.clauses.samples import ARTICLES, FORM, PARAGRAPHS, RUNNING, STARRED, wrapped


def addresses(root: Clause) -> list[str]:
    return [clause.address for clause in root.walk() if clause.address]


def at(root: Clause, address: str) -> Clause:
    clause = find(root, address)
    assert clause, f"no {address} in {addresses(root)}"
    return clause


def test_articles_count_through_chapters_and_keep_their_items() -> None:
    root = read_clauses(ARTICLES)
    assert [a for a in addresses(root) if not a.startswith("附件")] == [
        "文头",
        "第一章", "第一条", "第二条",
        "第二章", "第三条", "第三条/（一）", "第三条/（二）", "第三条/（三）", "第三条/末段",
        "第四条", "第四条/段1", "第四条之一",
        "第三章", "第五条",
        "末段",
    ]  # fmt: skip


def test_title_of_the_document_wins_over_the_notice_that_issues_it() -> None:
    root = read_clauses(ARTICLES)
    assert root.title == "青溪市高层次人才认定办法"
    assert at(root, "文头").text.startswith(
        "某人才办发〔2031〕7号\n关于印发《青溪市高层次人才认定办法》的通知"
    )


def test_numbers_run_on_under_the_next_heading_and_restart_under_the_next_part() -> None:
    root = read_clauses(ARTICLES)
    assert [a for a in addresses(root) if a.startswith("附件1/")] == [
        "附件1/一", "附件1/一/1", "附件1/一/2",
        "附件1/二", "附件1/二/（一）", "附件1/二/（一）/1", "附件1/二/（一）/2",
        "附件1/二/（二）", "附件1/二/（二）/3",
    ]  # fmt: skip
    assert at(root, "附件1").title == "青溪市人才目录"


def test_numbers_run_on_through_the_whole_text() -> None:
    root = read_clauses(RUNNING)
    assert addresses(root) == [
        "引言", "一", "一/1", "一/2", "二", "二/3", "二/3/段1", "二/3/段2", "三", "三/4",
    ]  # fmt: skip
    assert at(root, "一/1").heading == "指导思想"
    assert at(root, "一/1").text == "坚持公开公平。"


def test_list_of_annexes_is_no_annex() -> None:
    root = read_clauses(ARTICLES)
    assert at(root, "末段").text == "附件：1.青溪市人才目录\n2.青溪市人才申请表"


def test_annex_without_a_number_line_is_found_by_its_listed_title() -> None:
    annex = at(read_clauses(ARTICLES), "附件2")
    assert (annex.number, annex.title) == ("", "青溪市人才申请表")


def test_fields_of_a_form_are_addressed_by_their_labels() -> None:
    root = read_clauses(FORM)
    assert [a.removeprefix("附件2/字段/") for a in addresses(root) if "字段/" in a] == [
        "姓名", "出生日期", "专业", "获奖情况", "专业2", "段1", "单位意见",
    ]  # fmt: skip
    assert at(root, "附件2/字段/单位意见").text == "（公章）\n年 月 日"
    assert at(root, "附件2/注/2").text == "双面打印。"


def test_stars_stay_with_the_number_and_out_of_the_address() -> None:
    root = read_clauses(STARRED)
    assert at(root, "二/（一）/1/（1）").number == "*（1）"
    assert at(root, "二/（一）/2/（2）").number == "*（2）"
    assert at(root, "二/（一）/1/（2）").number == "（2）"


def test_bracketed_digits_may_stand_directly_under_a_part() -> None:
    root = read_clauses(STARRED)
    assert [child.address for child in at(root, "一").children] == [
        "一/引言",
        "一/（1）",
        "一/（2）",
    ]


def test_note_belongs_to_the_list_it_follows() -> None:
    assert at(read_clauses(STARRED), "二/（一）/1/注").text == "注：标有“*”的为必交材料。"


WRAPPED_ADDRESSES = [
    "一", "一/（一）", "一/（一）/1", "一/（一）/1/注", "一/（一）/2",
    "一/（二）", "一/（二）/引言", "一/（二）/1", "一/（二）/2",
    "二", "二/段1", "二/段2", "末段",
    "附件", "附件/（一）",
    "附件/（一）/1", "附件/（一）/1/引言", "附件/（一）/1/（1）", "附件/（一）/1/（2）",
    "附件/（一）/2", "附件/（一）/2/引言", "附件/（一）/2/（1）", "附件/（一）/2/（2）",
    "附件/（一）/末段",
    "附件/（二）", "附件/（二）/1", "附件/（二）/1/引言", "附件/（二）/1/（1）", "附件/（二）/1/（2）",
]  # fmt: skip


def test_four_levels_with_lead_in_note_and_closing_paragraph() -> None:
    root = read_clauses(PARAGRAPHS)
    assert addresses(root) == WRAPPED_ADDRESSES
    assert root.title == "2031 年青溪区“溪融计划”高层次人才认定申报指南"
    assert at(root, "附件/（一）/末段").text.startswith("以上人才")
    assert at(root, "附件/（一）/1/引言").text.count("\n") == 2


@pytest.mark.parametrize("blanks", [True, False])
@pytest.mark.parametrize("page", [0, 7])
@pytest.mark.parametrize("columns", range(38, 61))
def test_hard_wrapped_text_has_the_same_numbered_clauses(
    columns: int, page: int, blanks: bool
) -> None:
    plain = read_clauses(PARAGRAPHS)
    root = read_clauses(wrapped(PARAGRAPHS, columns=columns, blanks=blanks, page=page))
    numbered = [(c.address, c.number, c.title) for c in plain.walk() if c.number]
    assert [(c.address, c.number, c.title) for c in root.walk() if c.number] == numbered


@pytest.mark.parametrize("columns", [40, 46, 50, 54, 58])
def test_hard_wrapped_text_has_the_same_paragraphs(columns: int) -> None:
    plain = read_clauses(PARAGRAPHS)
    root = read_clauses(wrapped(PARAGRAPHS, columns=columns))
    assert {c.address: c.hash for c in root.walk()} == {c.address: c.hash for c in plain.walk()}


def test_lines_are_joined_without_spaces_but_for_latin_words() -> None:
    assert join(["区域经", "济发展"]) == "区域经济发展"
    assert join(["《Journal of", "Finance》"]) == "《Journal of Finance》"
    assert join(["（https://example.", "org/apply）"]) == "（https://example.org/apply）"
    assert join(["论文", "5 篇"]) == "论文5 篇"


def test_dates_decimals_and_references_at_line_starts_are_text() -> None:
    root = read_clauses(
        "一、条件\n"
        "（一）自\n2025 年起在岗，占比达到\n3.5 个百分点，符合第\n（二）项或者第\n"
        "（一）、（二）项规定，获得\n一、二等奖，\n2、3类也可；\n"
        "（二）在岗。\n二、其他\n无。\n"
    )
    assert [c.address for c in root.walk() if c.number] == ["一", "一/（一）", "一/（二）", "二"]


def test_figure_after_a_number_may_be_a_year_or_an_age() -> None:
    root = read_clauses("一、条件\n1.2031 年 9 月起；\n2.35 周岁以下；\n3.5 万元。\n3.在岗。\n")
    assert at(root, "一/1").text == "2031 年 9 月起；"
    assert at(root, "一/2").text.startswith("35 周岁以下；")
    assert at(root, "一/3").text == "在岗。"


@pytest.mark.parametrize(
    ("printed", "address", "number"),
    [
        ("（一）甲\n(二)乙\n", "（二）", "（二）"),
        ("１．甲\n２、乙\n", "2", "2、"),
        ("1) 甲\n2）乙\n", "2）", "2）"),
        ("⑴甲\n⑵乙\n", "（2）", "（2）"),
        ("①甲\n②乙\n", "②", "②"),
        ("第1条 甲\n第2条 乙\n", "第2条", "第2条"),
        ("㈠甲\n㈡乙\n", "（二）", "（二）"),
    ],
)
def test_widths_of_numbers_are_normalised(printed: str, address: str, number: str) -> None:
    clause = at(read_clauses(printed), address)
    assert (clause.number, clause.words) == (number, "乙")


def test_second_list_in_a_clause_hangs_on_the_paragraph_that_opens_it() -> None:
    root = read_clauses(
        "一、条件\n甲类应当：\n（1）在岗；\n（2）守法。\n乙类应当：\n（1）年轻；\n（2）有为。\n二、其他\n无。\n"
    )
    assert at(root, "一/（1）").text == "在岗；"
    assert at(root, "一/段1/（2）").text == "有为。"
    assert at(root, "二").text == "无。"


def test_text_of_any_kind_has_a_tree() -> None:
    assert read_clauses("") == Clause("", "", "", "", 0, 0)
    assert [c.address for c in read_clauses("只有一句话。\n还有一句。\n").walk()] == [
        "",
        "段1",
        "段2",
    ]


def test_rows_of_a_table_stay_together() -> None:
    root = read_clauses("一、联系方式\n部门 电话\n甲局 0000\n乙局 1111\n二、其他\n无。\n")
    assert at(root, "一").text == "部门 电话\n甲局 0000\n乙局 1111"


def test_document_below_a_numbered_notice_keeps_its_own_numbers() -> None:
    root = read_clauses(
        "关于印发办法的通知\n一、做好准备\n请准备。\n二、抓好落实\n请落实。\n某办\n2031年3月4日\n"
        "青溪市人才办法\n一、总则\n在岗。\n二、附则\n施行。\n附件1：甲表\n附件2：乙表\n某办\n"
        "附件1：甲表\n一、甲\n附件2 乙表\n注：请填写。\n"
    )
    assert at(root, "段1").title == "青溪市人才办法"
    assert at(root, "段1/二").text == "施行。"
    assert at(root, "末段").text.startswith("附件1：甲表\n附件2：乙表")
    assert at(root, "附件2/注").text == "注：请填写。"
