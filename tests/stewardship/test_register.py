"""Registers: entering, changing, leaving, statistics, who sees what."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bole.criteria.kernel import AnyOf
from bole.problems import Problems
from bole.stewardship.model import Field, Register, Rule
from bole.stewardship.register import Book, apply, counts, members, view
from bole.text import Text
from tests.stewardship.acts import SETTING, act

POOL = Register(
    id="pool",
    label=Text("专库", "Pool"),
    cite=("八",),
    of="person",
    fields=(
        Field(id="kind", label=Text("类型"), kind="choice", options={"a": Text("甲")}, need=True),
        Field(id="secret", label=Text("内部"), seen_by=("office",)),
    ),
    entry=(Rule(id="selected", label=Text("入选"), cite=("三",), by=("office",)),),
    exit=(Rule(id="exited", label=Text("退出"), by=("office",), needs=("secret",)),),
    seen_by=("office", "unit"),
    counted_by=("kind",),
)


def go(book: Book, *acts, register: Register = POOL, setting=SETTING) -> Book:
    for one in acts:
        book = apply(register, book, one, setting=setting)
    return book


def refused(book: Book, one, **kwargs) -> list[str]:
    with pytest.raises(Problems) as caught:
        go(book, one, **kwargs)
    return [p.code for p in caught.value.problems]


ENTER = act("2025-01-06", "office", "enter", "selected", "p1", kind="a")
LEAVE = act("2025-03-06", "office", "leave", "exited", "p1", secret="原因")


def test_a_stay_begins_on_the_day_of_entry_and_ends_before_the_day_of_leaving():
    book = go(Book(), ENTER, LEAVE)
    days = [dt.date(2025, 1, 5), dt.date(2025, 1, 6), dt.date(2025, 3, 5), dt.date(2025, 3, 6)]
    assert [len(members(book, day=d)) for d in days] == [0, 1, 1, 0]


def test_who_left_can_come_again_and_both_stays_are_kept():
    again = replace(ENTER, at=LEAVE.at)
    book = go(Book(), ENTER, LEAVE, again)
    assert [(s.rule, s.left_by) for s in book.spells] == [("selected", "exited"), ("selected", "")]
    assert len(book.history) == 3


def test_only_who_decides_lets_in_and_the_refusal_names_them():
    with pytest.raises(Problems) as caught:
        go(Book(), replace(ENTER, by="unit"))
    (found,) = caught.value.problems
    assert found.code == "actor"
    assert "办公室" in found.message.zh
    assert found.hint is not None
    assert found.hint.zh == "依据：三"


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({"item": "exited"}, ["unknown"]),
        ({"do": "throw"}, ["unknown"]),
        ({"values": {}}, ["missing"]),
        ({"values": {"kind": "b"}}, ["value"]),
        ({"values": {"kind": "a", "height": "2"}}, ["unknown"]),
        ({"do": "leave", "item": "exited", "values": {"secret": "x"}}, ["outside"]),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(change, codes):
    assert refused(Book(), replace(ENTER, **change)) == codes


def test_nobody_is_in_twice_and_history_only_grows():
    book = go(Book(), ENTER)
    assert refused(book, ENTER) == ["inside"]
    assert refused(book, replace(LEAVE, at=dt.datetime(2025, 1, 5, tzinfo=ENTER.at.tzinfo))) == [
        "earlier"
    ]


def test_a_change_keeps_the_other_values_and_needs_a_keeper():
    book = go(Book(), ENTER, act("2025-02-01", "office", "change", about="p1", secret="s"))
    assert book.stay("p1").values == {"kind": "a", "secret": "s"}
    assert refused(book, act("2025-02-02", "unit", "change", about="p1")) == ["actor"]


def test_only_a_condition_that_facts_deny_stands_against_the_decision():
    rule = replace(POOL.entry[0], when=AnyOf(()))
    guarded = replace(POOL, entry=(rule,))
    levels = {level: replace(SETTING, level=lambda formula, level=level: level) for level in (0, 2)}
    assert refused(Book(), ENTER, register=guarded, setting=levels[0]) == ["condition"]
    assert go(Book(), ENTER, register=guarded, setting=levels[2]).stay("p1")


def test_statistics_count_who_is_in_on_the_day():
    book = go(Book(), ENTER)
    day = dt.date(2025, 2, 1)
    assert counts(POOL, book, field="kind", day=day) == {"a": 1}
    with pytest.raises(KeyError):
        counts(POOL, book, field="secret", day=day)


def test_roles_see_only_what_is_open_to_them():
    book = go(Book(), ENTER, act("2025-02-01", "office", "change", about="p1", secret="s"))
    day = dt.date(2025, 2, 2)
    seen = {
        r: [s.values for s in view(POOL, book, role=r, day=day)] for r in ("office", "unit", "x")
    }
    assert seen == {"office": [{"kind": "a", "secret": "s"}], "unit": [{"kind": "a"}], "x": []}
