"""Differences, instalments and exclusions of benefits."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bole.policy.benefits import (
    WHOLE,
    barred_by,
    difference,
    ended_by,
    entitled,
    instalments,
    unsettled,
)
from bole.policy.library import shared_vocabulary
from bole.policy.offers import read_benefits
from bole.policy.pack import Benefit, Instalment
from bole.policy.part import Part
from bole.problems import Problem
from bole.text import Text
from bole.yamlfile import Document

WAN = 10_000 * 100


def benefit(id: str = "reward", **more: Any) -> Benefit:
    return Benefit(id, Text(id), "", Text(""), Text(""), **more)


def read(data: list[dict[str, Any]], *, programme: str = "p") -> tuple[Any, list[Problem]]:
    problems: list[Problem] = []
    part = Part(Document("benefits.yaml", "", {}), (), {"benefits": data}, problems)
    params = frozenset({"first_share", "second_share"})
    words = shared_vocabulary()
    return read_benefits(part, programme=programme, vocabulary=words, params=params), problems


THIRDS = (
    Instalment(1, share=3400, param="first"),
    Instalment(2, share=3300, param="second"),
    Instalment(3, share=3300, param="third"),
)


@pytest.mark.parametrize(("paid", "left"), [(0, 200), (199, 1), (200, 0), (201, 0)])
def test_a_higher_recognition_pays_the_difference_and_never_takes_back(paid: int, left: int):
    assert difference(200 * WAN, paid=paid * WAN) == left * WAN


def test_only_a_benefit_that_makes_up_looks_at_what_was_paid():
    assert entitled(benefit(amount=5 * WAN), paid=3 * WAN) == 5 * WAN
    assert entitled(benefit(amount=5 * WAN, make_up=True), paid=3 * WAN) == 2 * WAN
    assert entitled(benefit(), paid=3 * WAN) is None


def test_an_undecided_split_is_a_proposal():
    parts = instalments(benefit(amount=100 * WAN, schedule=THIRDS), params={"first": None})
    assert [(p.year, p.amount // WAN, p.decided) for p in parts] == [
        (1, 34, False), (2, 33, False), (3, 33, False),
    ]  # fmt: skip


def test_a_decided_split_is_used():
    params = {"first": 5000, "second": 3000, "third": 2000}
    parts = instalments(benefit(amount=100 * WAN, schedule=THIRDS), params=params)
    assert [p.amount // WAN for p in parts] == [50, 30, 20]
    assert all(p.decided for p in parts)


def test_a_split_that_does_not_add_up_is_told():
    reward = benefit(amount=100 * WAN, schedule=THIRDS)
    assert unsettled(reward, params={}) is None
    assert unsettled(reward, params={"first": 5000, "second": 3000, "third": 1900}) == 100
    assert unsettled(benefit(), params={}) is None


def test_repeated_amounts_run_over_years():
    yearly = benefit(schedule=(Instalment(1, amount=5 * WAN, every="year", times=2),))
    assert [p.year for p in instalments(yearly, params={})] == [1, 2]
    monthly = benefit(schedule=(Instalment(1, amount=15_000 * 100, every="month", times=36),))
    parts = instalments(monthly, params={})
    assert (len(parts), parts[11].year, parts[12].year, parts[-1].year) == (36, 1, 2, 3)


@settings(deadline=None)
@given(st.integers(0, 10**12), st.integers(0, WHOLE), st.integers(0, WHOLE))
def test_shares_always_add_up_to_the_whole(amount: int, first: int, second: int):
    parts = instalments(
        benefit(amount=amount, schedule=THIRDS), params={"first": first, "second": second}
    )
    assert sum(p.amount for p in parts) == amount
    assert all(p.amount >= 0 for p in parts)


def test_what_excludes_another_is_barred_by_it_and_ends_with_it():
    reward, fund, card = benefit("reward"), benefit("fund", excludes=("reward",)), benefit("card")
    among = (reward, fund, card)
    assert barred_by(fund, held=["reward", "card"], among=among) == (reward,)
    assert barred_by(reward, held=["fund"], among=among) == ()
    assert ended_by(reward, held=["fund", "card"], among=among) == (fund,)
    assert ended_by(card, held=["fund", "reward"], among=among) == ()


def test_structured_data_is_read():
    listed, problems = read(
        [
            {
                "id": "reward",
                "label": "奖励",
                "amount": "100万",
                "payee": "person",
                "kind": "reward",
                "schedule": [{"year": 1, "share": "34%", "param": "first_share"}],
                "conditions": [{"text": "落地后兑现", "cite": "八"}],
                "spending": ["培训"],
            },
            {"id": "other", "label": "别的计划", "programme": "q"},
        ]
    )
    assert not problems
    assert [b.id for b in listed] == ["reward"]
    assert listed[0].amount == 100 * WAN
    assert listed[0].schedule == (Instalment(1, share=3400, param="first_share"),)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"payee": "friend"}, "word"),
        ({"excludes": ["rewards"]}, "benefit"),
        ({"schedule": [{"year": 1}]}, "instalment"),
        ({"schedule": [{"share": "34%", "param": "third_share"}]}, "param"),
        ({"amount": "much"}, "value"),
        ({"worth": 1}, "key"),
    ],
)
def test_what_is_wrong_is_told(more: dict[str, Any], code: str):
    _, problems = read([{"id": "reward", "label": "奖励", **more}])
    assert [p.code for p in problems] == [code]
