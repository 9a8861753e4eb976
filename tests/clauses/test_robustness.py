"""Any text has a tree that holds every character once, in linear time."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bole.clauses import Clause, read_clauses
from bole.clauses.scan import scan
from tests.clauses.samples import ARTICLES, FORM, PARAGRAPHS, RUNNING, STARRED, wrapped

SAMPLES = [ARTICLES, FORM, PARAGRAPHS, RUNNING, STARRED, wrapped(PARAGRAPHS, columns=48, page=9)]

# Lines that look like numbering, in any order: where a reader is most likely to lose its place.
_STARTS = [
    "", "一、", "二、", "三、", "（一）", "(二)", "（三）", "1.", "2．", "3、", "（1）", "(2)", "*（3）", "1）", "①",
    "②", "第一章 ", "第二章 ", "第一条 ", "第二条 ", "第二条之一 ", "附件", "附件1", "附件：1.", "附件2：", "注：", "备注：1.",
    "\t", "\f", "— 3 —", "12", "以上人才，", "3.5", "2025 年",
]  # fmt: skip
_REST = [
    "",
    "条件",
    "在岗；",
    "人才应当：",
    "长" * 30,
    "长" * 24 + "，",
    "《未完",
    "甲，",
    "2031年3月4日",
    "姓 名",
]
_LINES = st.builds("{}{}{}".format, st.sampled_from(_STARTS), st.sampled_from(_REST), st.just("\n"))
numbered_texts = st.lists(st.one_of(_LINES, st.just("\n")), max_size=60).map("".join)
any_texts = st.one_of(numbered_texts, st.text(max_size=400))


def characters(text: str) -> Counter[str]:
    return Counter(re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)))


def held(root: Clause) -> Counter[str]:
    return characters("".join(c.number + c.title + c.text for c in root.walk()))


@settings(deadline=None, max_examples=400)
@given(any_texts)
def test_every_character_is_in_exactly_one_clause(text: str) -> None:
    kept = "".join(line.text for line in scan(text))
    assert held(read_clauses(text)) == characters(kept)


@pytest.mark.parametrize("text", SAMPLES)
def test_every_character_of_the_samples_is_in_exactly_one_clause(text: str) -> None:
    assert held(read_clauses(text)) == characters("".join(line.text for line in scan(text)))


@settings(deadline=None, max_examples=400)
@given(any_texts)
def test_addresses_are_unique_and_spans_nest(text: str) -> None:
    root = read_clauses(text)
    addresses = [clause.address for clause in root.walk()]
    assert len(addresses) == len(set(addresses))
    for clause in root.walk():
        assert clause.start <= clause.end
        for child in clause.children:
            assert clause.start <= child.start <= child.end <= clause.end


@settings(deadline=None, max_examples=200)
@given(numbered_texts)
def test_numbered_clause_starts_on_the_line_that_prints_its_number(text: str) -> None:
    lines = text.replace("\r", "\n").split("\n")
    for clause in read_clauses(text).walk():
        if clause.number:
            printed = unicodedata.normalize("NFKC", lines[clause.start - 1]).replace(" ", "")
            assert unicodedata.normalize("NFKC", clause.number) in printed


@settings(deadline=None, max_examples=200)
@given(numbered_texts)
def test_reading_is_deterministic(text: str) -> None:
    assert read_clauses(text) == read_clauses(text)


@pytest.mark.parametrize(
    "text", [*SAMPLES, "甲", "一、甲，\n", "（1）甲\n", "\f一\n", "《甲\n", "注：甲，\n"]
)
def test_work_grows_in_step_with_the_text(text: str) -> None:
    small, large = steps(text * 20), steps(text * 80)
    assert large < 4.6 * small + 2000


def test_a_megabyte_is_read() -> None:
    text = wrapped(PARAGRAPHS, columns=48, page=9)
    root = read_clauses(text * (1_000_000 // len(text.encode()) + 1))
    assert root.end > 10_000


def steps(text: str) -> int:
    """Calls of Python functions while `text` is read: a clock that no machine disturbs."""
    count = 0

    def tick(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(tick)
    try:
        read_clauses(text)
    finally:
        sys.setprofile(before)
    return count
