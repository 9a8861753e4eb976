"""Files beside what the form lists: exactly those are named that do not stand where they belong."""

from __future__ import annotations

import itertools
from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bole.text import Text
from bole.web.materials.order import Listed, Order, compared, in_order

LISTED = tuple(Listed(n, Text(f"论文{n}", f"Paper {n}"), f"papers:{n}") for n in (1, 2, 3))


def items(*shows: str) -> list[Any]:
    return [
        SimpleNamespace(material="3.13", name=f"{n}.pdf", shows=f"papers:{said}" if said else "")
        for n, said in enumerate(shows, 1)
    ]


def wrong(found: Order) -> list[str]:
    return [p.wrong for p in found.placed]


def test_without_names_the_first_file_shows_the_first_record() -> None:
    assert compared(LISTED, items("", "", "")).troubles == []
    few = compared(LISTED, items("", ""))
    assert few.told == Text("第 3 条“论文3”还没有文件", "no. 3, Paper 3, has no file")
    many = compared(LISTED[:1], items("", ""))
    assert many.told.zh == "3.13-2 2.pdf：比表里的条数多"
    assert compared(LISTED, []).troubles == []


def test_only_the_file_that_has_to_move_is_told_and_where_to() -> None:
    found = compared(LISTED, items("2", "3", "1"))
    assert wrong(found) == ["", "", "misplaced"]
    assert found.told.zh == "3.13-3 3.pdf：是第 1 条“论文1”的，应排第 1"
    assert found.told.en == "3.13-3 3.pdf: shows no. 1, Paper 1: it belongs at place 1"
    assert found.sorts


def test_a_record_may_have_several_files_and_a_file_may_name_none() -> None:
    assert compared(LISTED, items("1", "1", "2", "3")).troubles == []
    found = compared(LISTED, items("1", "", "9"))
    assert wrong(found) == ["", "unsaid", "gone"]
    assert [r.number for r in found.lacking] == [2, 3]
    assert found.told.zh.endswith("第 2 条“论文2”还没有文件；还有 1 处")


def test_records_that_cannot_be_named_are_compared_by_place() -> None:
    plain = tuple(Listed(r.number, r.label) for r in LISTED)
    found = compared(plain, items("3", "1", "2"))
    assert (found.troubles, found.named) == ([], False)


@given(st.lists(st.sampled_from(["1", "2", "3", "9", ""]), max_size=7))
def test_sorting_leaves_nothing_misplaced_and_no_more_is_told_than_has_to_move(
    shows: list[str],
) -> None:
    found = compared(LISTED, items(*shows))
    places = in_order([i.shows for i in items(*shows)], keys=[r.key for r in LISTED])
    assert not compared(LISTED, items(*(shows[n] for n in places))).sorts
    named = [s for s in shows if s in ("1", "2", "3")]
    longest = max(
        n for n in range(len(named) + 1)
        if any(list(c) == sorted(c) for c in itertools.combinations(named, n))
    )  # fmt: skip
    assert wrong(found).count("misplaced") == len(named) - longest
